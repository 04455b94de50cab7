"""Requests from one employer to another, who is suggested, and colleagues who are offered without a name."""

from django.db import models
from django.db.models import F, Q

from kollega.core.models import Identified
from kollega.requesting.terms import LIVE, TONES, OfferState, RequestState, SuggestionState


class Offer(Identified):
    """A colleague whom the manager offers because they want to try something new; nobody reads who it is."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="+")
    employment = models.ForeignKey("people.Employment", on_delete=models.PROTECT, related_name="offers")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    about = models.TextField(max_length=1500)
    share = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(max_length=8, choices=OfferState, default=OfferState.PROPOSED)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["employment"],
                condition=Q(state__in=["proposed", "open"]),
                name="one_offer_of_a_person_at_a_time",
            ),
            models.CheckConstraint(name="offer_runs_forwards", condition=Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(name="offer_share_is_percent", condition=Q(share__range=(1, 100))),
        ]

    def __str__(self) -> str:
        return f"En medarbetare hos {self.employment.employer}"

    @property
    def tone(self) -> str:
        return TONES[self.state]


class Request(Identified):
    """One employer asks another for someone, without announcing it."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="requests_made")
    asked = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="requests_received")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    """The offer that it is about; without one, the asked employer suggests someone."""
    title = models.CharField(max_length=120)
    tasks = models.TextField(max_length=3000)
    place = models.CharField(max_length=120)
    share = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.ASKED)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="request_is_between_two_employers", condition=~Q(asker=F("asked"))),
            models.CheckConstraint(name="request_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="request_share_is_percent", condition=Q(share__range=(1, 100))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return TONES[self.state]


class Suggestion(Identified):
    """Someone whom a request may be about. The person is asked first, then the manager; then the asker reads who."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="suggestions")
    employment = models.ForeignKey("people.Employment", on_delete=models.PROTECT, related_name="suggestions")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=SuggestionState, default=SuggestionState.ASKED)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["request", "employment"], name="one_suggestion_of_a_person_per_request"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=SuggestionState.CHOSEN), name="one_is_chosen_per_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employment.person}: {self.request}"

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def person(self):
        return self.employment.person

    @property
    def is_live(self) -> bool:
        return self.state in LIVE
