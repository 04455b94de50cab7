"""What this app keeps, for how long, and what a person may take with them."""

from typing import Any

from kollega.core.records import Kept

KEPT = (
    Kept(
        model="networks.Network",
        document="Uppgifter om ett myndighetsnätverk",
        owner="nätverkets värd",
        kind="register",
        clock="nätverket har upphört",
        keep="bevaras, lämnas till arkiv",
    ),
    Kept(
        model="networks.Membership",
        document="Medlemskap i nätverket",
        owner="nätverkets värd",
        kind="register",
        clock="medlemskapet har upphört",
        keep="bevaras, lämnas till arkiv",
    ),
    Kept(
        model="networks.Group",
        document="Grupp i nätverket",
        owner="nätverkets värd",
        kind="register",
        clock="gruppen har avslutats",
        keep="gallras 2 år efter att det sista som visades för gruppen har gallrats",
    ),
    Kept(
        model="networks.Employer",
        document="Arbetsgivarregister",
        owner="installationens värd",
        kind="register",
        clock="uppgiften är inaktuell",
        keep="gallras vid inaktualitet; efterträdda arbetsgivare bevaras så länge deras handlingar finns",
    ),
    Kept(
        model="networks.Unit",
        document="Arbetsgivarens enheter",
        owner="arbetsgivaren",
        kind="register",
        clock="uppgiften är inaktuell",
        keep="gallras vid inaktualitet",
    ),
)


def about(person: Any) -> dict:
    """Nothing here is about persons: employers and units are."""
    return {}
