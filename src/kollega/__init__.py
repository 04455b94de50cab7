"""Kollega lets a network of public employers act as one."""
