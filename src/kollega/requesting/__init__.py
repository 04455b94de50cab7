"""Specialists that HR contacts ask each other for, and colleagues whom their managers offer, without announcing."""
