"""Short assignments announced to the network, and the interest that employees express."""
