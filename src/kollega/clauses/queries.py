"""Which clauses an agreement has on a day, and how each came to be."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from kollega.clauses.models import Clause
from kollega.clauses.rules import Said, in_force
from kollega.clauses.terms import standard
from kollega.networks.models import Network
from kollega.people.queries import networks_led_by


def clauses_on(network: Network, *, form: str, language: str, on: date) -> list[Said]:
    """Return the clauses that an agreement of the form has in the network that day, in their order."""
    return in_force(standard(form, language), list(said_by(network, form=form, language=language)), on)


def said_by(network: Network, *, form: str, language: str) -> QuerySet[Clause]:
    """Return all that the network has said of its own, the oldest first."""
    return (
        network.clauses.filter(form=form, language=language).select_related("by").order_by("from_on", "made_at", "pk")
    )


def networks_for(person: Any) -> QuerySet[Network]:
    """Return the networks whose clauses the person words."""
    return networks_led_by(person)
