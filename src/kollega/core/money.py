"""Money is decimal, to the öre, rounded half up once where a sum is written down."""

from decimal import ROUND_HALF_UP, Decimal

ORE = Decimal("0.01")
ZERO = Decimal("0.00")


def to_ore(amount: Decimal | int) -> Decimal:
    """Return the amount rounded half up to the öre."""
    return Decimal(amount).quantize(ORE, ROUND_HALF_UP)


def parts_of(whole: Decimal, shares: list[Decimal | int]) -> list[Decimal]:
    """Split `whole` by shares so that the parts add up to it to the öre, each within an öre of its exact share.

    :raises ValueError: if there is nothing to split by.
    """
    total = sum(Decimal(s) for s in shares)
    if total <= 0:
        raise ValueError("nothing to split by")
    whole = to_ore(whole)
    parts, given, seen = [], ZERO, Decimal(0)
    for share in shares:
        seen += Decimal(share)
        until_here = to_ore(whole * seen / total)
        parts.append(until_here - given)
        given = until_here
    return parts
