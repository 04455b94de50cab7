"""A link that another network reads by, a link that we read by, what came by it, and the answers that cross."""

from django.db import models
from django.db.models import Q

from kollega.catalogue.terms import ListingKind
from kollega.core.models import Identified
from kollega.federation.terms import STATEMENT, TONES, State


class Link(Identified):
    """Leave for another network to read what this one announces, by a signed address, until it is stopped."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="links")
    name = models.CharField(max_length=120)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Subscription(Identified):
    """Another network's list that this one reads."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="subscriptions")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=500)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=True)
    next_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "address"], name="a_list_is_read_once"),
            models.CheckConstraint(
                name="a_failing_list_says_why",
                condition=Q(error="", failing_since=None) | (~Q(error="") & Q(failing_since__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RemoteCall(Identified):
    """Something that another network announces, as its list says it."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="calls")
    remote_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ListingKind)
    title = models.CharField(max_length=250)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    employer_name = models.CharField(max_length=160)
    place = models.CharField(max_length=120, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    extent = models.CharField(max_length=120, blank=True)
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField()
    closes_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "remote_id"], name="one_row_per_remote_call")]

    def __str__(self) -> str:
        return self.title


class Handover(Identified):
    """An employee's answer to another network's call: their manager's word, and then it is handed over, once."""

    call = models.ForeignKey(RemoteCall, on_delete=models.PROTECT, related_name="handovers")
    employment = models.ForeignKey("people.Employment", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    statement = models.TextField(max_length=STATEMENT)
    phone = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField()
    supported_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    handed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "employment"], condition=~Q(state__in=["withdrawn", "declined"]),
                name="one_answer_per_employment_and_remote_call",
            ),
            models.CheckConstraint(
                name="what_is_handed_over_is_supported",
                condition=~Q(state__in=["supported", "handed", "refused"]) | Q(supported_by__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employment.person}: {self.call}"

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]


class Received(Identified):
    """An answer that another network has handed over to one of our employers."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="received")
    listing = models.ForeignKey("catalogue.Listing", on_delete=models.PROTECT, related_name="+")
    sender_id = models.UUIDField()
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    employer_name = models.CharField(max_length=160)
    supported_by = models.CharField(max_length=120)
    statement = models.TextField(max_length=STATEMENT)
    received_at = models.DateTimeField()
    contacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at"]
        verbose_name_plural = "received"
        constraints = [models.UniqueConstraint(fields=["link", "sender_id"], name="an_answer_is_received_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.employer_name}"
