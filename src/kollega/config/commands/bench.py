"""Measures what pages cost, as ratios to floors in the same run; see bench/."""

import sys

from kollega.config import environment


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(environment.HOME))
    from bench import run

    return run.main(arguments)
