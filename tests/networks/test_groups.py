"""Groups in a network: who belongs follows from where they work and what they do, and what is shown to a group is
shown to nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kollega.assignments import actions as assignments
from kollega.assignments.queries import calls_for
from kollega.catalogue.queries import listings_for
from kollega.core import clock
from kollega.core.workflow import Refused
from kollega.networks import actions
from kollega.networks.models import Membership
from kollega.networks.terms import Whom
from kollega.people.models import Employment
from kollega.people.queries import actor, sizes_of
from kollega.people.terms import DutyKind
from kollega.recruiting import actions as recruiting
from kollega.recruiting.queries import announced_for
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A network with two members, and someone of each sort by name."""
    own, other, outside = (builders.an_employer(name) for name in ("Egna", "Andra", "Utanför"))
    network, _ = builders.a_network(own, other), builders.a_network(outside)
    gone = builders.an_employment(at=own)
    Employment.objects.filter(pk=gone.pk).update(to_on=clock.today() - timedelta(days=1))
    chief = builders.an_employment(at=own)
    return network, own, {
        "employee": builders.an_employment(at=own, manager=chief.person).person, "chief": chief.person,
        "neighbour": builders.an_employment(at=other).person, "stranger": builders.an_employment(at=outside).person,
        "gone": gone.person, "contact": builders.a_duty(DutyKind.CONTACT, own),
        "head": builders.a_duty(DutyKind.HEAD_OF_HR, other), "finance": builders.a_duty(DutyKind.FINANCE, own),
        "coordinator": builders.a_duty(DutyKind.COORDINATOR, network),
    }  # fmt: skip


def sign_in(client, person):
    builders.TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person)


def post(client, path, said=None):
    return client.post(path, (said or {}) | {"once": uuid4()})


def those_in(group, people):
    return {name for name, person in people.items() if group.pk in actor(person, clock.today()).groups}


@pytest.mark.parametrize(("whom", "only_own", "belong"), [
    (Whom.EVERYONE, False, {"employee", "chief", "neighbour", "contact", "head", "coordinator"}),
    (Whom.EVERYONE, True, {"employee", "chief", "contact", "coordinator"}),
    (Whom.MANAGERS, False, {"chief", "contact", "head", "coordinator"}),
    (Whom.MANAGERS, True, {"chief", "contact", "coordinator"}),
    (Whom.HR, False, {"contact", "head", "coordinator"}),
    (Whom.HR, True, {"contact", "coordinator"}),
])  # fmt: skip
def test_who_belongs_follows_from_the_facts_of_the_day(world, whom, only_own, belong):
    network, own, people = world
    group = builders.a_group(network, *([own] if only_own else []), whom=whom)
    assert those_in(group, people) == belong
    assert sizes_of([group], clock.today())[group.pk] == len(belong)


def test_an_employer_that_leaves_the_network_leaves_its_groups(world):
    network, own, people = world
    group = builders.a_group(network, own)
    Membership.objects.filter(network=network, employer=own).update(to_on=clock.today() - timedelta(days=1))
    assert those_in(group, people) == {"coordinator"}


def test_what_is_announced_to_a_group_is_seen_by_the_group_alone(world):
    network, own, people = world
    group = builders.a_group(network, whom=Whom.MANAGERS)
    job = builders.a_recruitment(upto="published", employer=own, network=network, reach="group", group=group)
    call = builders.a_call(employer=own, network=network, group=group, state="draft")
    today = clock.today()
    assignments.publish(call, by=actor(people["contact"]), today=today)
    for name, person in people.items():
        listed = set(listings_for(person, today).values_list("pk", flat=True))
        assert (job.pk in listed, call.pk in listed) == (name in those_in(group, people),) * 2, name
        if name not in {"contact", "head"}:  # HR at the announcing employer reads its own by duty
            assert announced_for(person).filter(pk=job.pk).exists() == (name in those_in(group, people)), name
            assert calls_for(person, today).filter(pk=call.pk).exists() == (name in those_in(group, people)), name


def test_a_change_of_the_group_is_a_change_of_who_sees(world):
    network, own, people = world
    group = builders.a_group(network, own)
    job = builders.a_recruitment(upto="published", employer=own, network=network, reach="group", group=group)
    assert not listings_for(people["neighbour"], clock.today()).filter(pk=job.pk).exists()
    actions.regroup(group, name="Alla", whom=Whom.EVERYONE, employers=[], by=None)
    neighbour = builders.anew(people["neighbour"])
    assert listings_for(neighbour, clock.today()).filter(pk=job.pk).exists()


def test_nothing_more_is_announced_to_a_group_that_has_ended(world):
    network, own, _ = world
    group = builders.a_group(network, own)
    job = builders.a_recruitment(upto="approved", employer=own, network=network, reach="group", group=group)
    call = builders.a_call(employer=own, network=network, group=group, state="draft")
    actions.end_group(group, today=clock.today(), by=None)
    by = actor(builders.a_duty(DutyKind.CONTACT, own))
    with pytest.raises(Refused, match="avslutad"):
        recruiting.publish(builders.anew(job), by=by, today=clock.today())
    with pytest.raises(Refused, match="avslutad"):
        assignments.publish(builders.anew(call), by=by, today=clock.today())


def test_two_groups_of_a_network_are_told_apart_by_their_names(world):
    network, own, _ = world
    group = builders.a_group(network, own, name="Chefer")
    with pytest.raises(Refused, match="redan en grupp"):
        actions.gather(network, name="CHEFER", whom=Whom.MANAGERS, employers=[], by=None)
    actions.regroup(group, name="chefer", whom=Whom.MANAGERS, employers=[], by=None)
    actions.gather(builders.a_network(), name="Chefer", whom=Whom.MANAGERS, employers=[], by=None)


def test_the_coordinator_makes_changes_and_ends_a_group(client, world):
    network, own, people = world
    sign_in(client, people["coordinator"])
    page = reverse("pages:groups", args=[network.slug])
    assert "Inga grupper än" in client.get(page).text
    answer = post(client, page, {"name": "", "whom": "managers"})
    assert "Skriv vad gruppen ska heta." in answer.text
    post(client, page, {"name": "Chefer i Egna", "whom": "managers", "employers": [str(own.pk)]})
    text = client.get(page).text
    assert "Chefer i Egna" in text
    assert "Chefer hos Egna" in text
    assert "3 personer i dag" in text
    assert "redan en grupp" in post(client, page, {"name": "Chefer i Egna", "whom": "hr"}).text
    group = network.groups.get()
    post(client, reverse("pages:group", args=[group.pk]), {"name": "HR", "whom": "hr"})
    assert "HR hos alla medlemmar" in client.get(page).text
    post(client, reverse("pages:stop_group", args=[group.pk]))
    assert "Avslutad" in client.get(page).text


def test_the_page_asks_as_much_for_many_groups_as_for_one(client, world):
    network, own, people = world
    sign_in(client, people["coordinator"])
    page = reverse("pages:groups", args=[network.slug])
    builders.a_group(network, own)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _ in range(3):
        builders.a_group(network, own)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(one)


def test_who_announces_chooses_among_the_groups_of_the_network(client, world):
    network, own, _ = world
    contact = builders.a_duty(DutyKind.CONTACT, own)
    draft = builders.a_recruitment(upto="draft", employer=own, network=network, contact=contact)
    sign_in(client, contact)
    page = reverse("recruiting:page", args=[draft.pk, "synlighet"])
    assert "En grupp i nätverket" not in client.get(page).text
    group = builders.a_group(network, own, name="Chefskretsen")
    elsewhere = builders.a_group(builders.a_network(), name="Någon annans")
    assert "Chefskretsen" in client.get(page).text
    assert "Välj vilken grupp" in post(client, page, {"reach": "group", "group": ""}).text
    assert post(client, page, {"reach": "group", "group": str(elsewhere.pk)}).status_code == 200
    post(client, page, {"reach": "group", "group": str(group.pk)})
    assert builders.anew(draft).group == group
    post(client, page, {"reach": "public", "group": str(group.pk)})
    assert builders.anew(draft).group is None
