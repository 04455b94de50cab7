"""A colleague works for another employer for a while; the employment stays where it is."""
