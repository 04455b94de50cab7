"""Persons, where they are employed, the duties they carry, and what they have agreed to."""
