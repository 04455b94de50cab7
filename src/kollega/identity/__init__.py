"""Signing in, and proving again that it is you."""
