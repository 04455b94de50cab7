"""What is said of an ad that cannot be taken in."""


class BadAd(ValueError):
    """An ad that cannot be taken in; the message says why."""
