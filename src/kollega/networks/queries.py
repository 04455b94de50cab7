"""Finding employers by what people call them, and putting names in Swedish order."""

from contextlib import suppress
from uuid import UUID

from django.db.models import CharField, Func, Q, QuerySet, Value
from django.db.models.functions import Collate, Lower

from kollega.networks.models import Employer, Group, Network
from kollega.networks.rules import org_number


def in_swedish_order(field: str) -> Collate:
    """Return what to order by so that å, ä and ö come last, in that order, whatever the database's own order is."""
    letters = Func(Lower(field), Value("åäöüé"), Value("{|}ye"), function="TRANSLATE", output_field=CharField())
    return Collate(letters, "C")


def employers_called(said: str) -> QuerySet[Employer]:
    """Return the employers that an id, an organisation number or an exact name may mean."""
    said = " ".join(said.split())
    named = Q(name__iexact=said) | Q(register_name__iexact=said)
    with suppress(ValueError):
        named |= Q(pk=UUID(said))
    with suppress(ValueError):
        named |= Q(org_number=org_number(said))
    return Employer.objects.filter(named).order_by(in_swedish_order("name"))


def groups_of(network: Network) -> QuerySet[Group]:
    """Return the groups that something may be announced to, in Swedish order."""
    return network.groups.filter(ended_on__isnull=True).order_by(in_swedish_order("name"))


def network_of(slug: str) -> Network | None:
    """Return the network that an address names, or None."""
    return Network.objects.filter(slug=slug).first()
