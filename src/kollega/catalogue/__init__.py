"""The one list of all that is on offer."""
