"""What stands around every page: the network's name and colours, the menu, and the counters."""


def frame(request) -> dict:
    return {}
