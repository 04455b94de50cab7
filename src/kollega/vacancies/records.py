"""What this app keeps, for how long, and what a person may take with them."""

from typing import Any

from kollega.core.records import Kept

KEPT = (
    Kept(
        model="vacancies.Vacancy",
        document="Platsannons",
        owner="arbetsgivaren som annonserar",
        kind="vacancy ad",
        clock="beslutet är slutligt",
        keep="bevaras, lämnas till arkiv",
    ),
    Kept(
        model="vacancies.Sighting",
        document="En källas version av en platsannons",
        owner="arbetsgivaren som annonserar",
        kind="vacancy ad",
        clock="beslutet är slutligt",
        keep="bevaras med annonsen",
    ),
    Kept(
        model="vacancies.Feed",
        document="Annonskälla",
        owner="arbetsgivaren som annonserar",
        kind="setting",
        clock="källan används inte längre",
        keep="tills arbetsgivaren tar bort den",
    ),
)


def about(person: Any) -> dict:
    """Nothing here is about who reads: applications are made where the ad came from."""
    return {}
