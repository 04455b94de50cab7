"""An application, what it holds, how it is judged, and when the applicant is met."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kollega.applications.terms import LETTER, TONES, Points, State
from kollega.core.meetings import MeetingTime
from kollega.core.models import Identified


class Application(Identified):
    """One person who applies for one vacancy; the employer that announced it owns the record once it is sent."""

    recruitment = models.ForeignKey("recruiting.Recruitment", on_delete=models.PROTECT, related_name="applications")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    letter = models.TextField(blank=True, max_length=LETTER)
    adaptation = models.TextField(blank=True, max_length=1000)
    informed_by = models.TextField(blank=True)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    may_be_shown = models.BooleanField(default=False)
    """Whether the applicant has said yes to HR at other members of the network reading it."""
    offer = models.TextField(blank=True)
    offer_until = models.DateField(null=True, blank=True)
    letter_back = models.ForeignKey(
        "applications.Letter", null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recruitment", "applicant"], condition=~Q(state="withdrawn"),
                name="one_application_per_person_and_vacancy",
            ),
            models.UniqueConstraint(fields=["recruitment", "number"], name="one_application_per_number"),
            models.CheckConstraint(
                name="what_is_sent_has_a_number_and_a_time",
                condition=Q(state="draft", number__isnull=True, submitted_at__isnull=True)
                | (~Q(state="draft") & Q(number__isnull=False, submitted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_offer_says_until_when", condition=~Q(state="offered") | Q(offer_until__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]


class Answer(Identified):
    """What an applicant answered to one question of the announcement."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey("recruiting.Question", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return self.text


class Attachment(Identified):
    """A file that belongs to an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    file = models.OneToOneField("documents.File", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return str(self.file)


class Assessor(Identified):
    """A colleague who is asked to judge the applications for one vacancy."""

    recruitment = models.ForeignKey("recruiting.Recruitment", on_delete=models.PROTECT, related_name="assessors")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["recruitment", "person"], name="asked_to_judge_once")]

    def __str__(self) -> str:
        return str(self.person)


class Assessment(Identified):
    """One person's judgement of one application. Locked, it is never changed, and then the others' may be read."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assessments")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=2000)
    saved_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["saved_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_judgement_per_person")]

    def __str__(self) -> str:
        return f"{self.person} om {self.application_id}"


class Mark(Identified):
    """How far an application shows what one published requirement asks for."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey("recruiting.Criterion", on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(choices=Points)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_mark_per_requirement"),
            models.CheckConstraint(name="a_mark_is_nought_to_three", condition=Q(points__range=(0, 3))),
        ]

    def __str__(self) -> str:
        return self.get_points_display()


class Slot(MeetingTime):
    """A time when an applicant can be met; whoever chooses it first has it."""

    recruitment = models.ForeignKey("recruiting.Recruitment", on_delete=models.PROTECT, related_name="slots")
    taken_by = models.OneToOneField(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="slot")

    class Meta(MeetingTime.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["recruitment", "starts_at", "place"], name="one_meeting_at_a_time_and_place"
            ),
            models.CheckConstraint(name="a_meeting_lasts", condition=Q(minutes__range=(10, 480))),
        ]


class Letter(Identified):
    """What those who did not get the job were told: the same words, at the same time."""

    recruitment = models.ForeignKey("recruiting.Recruitment", on_delete=models.PROTECT, related_name="letters")
    text = models.TextField(max_length=3000)
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"Besked {self.sent_at:%Y-%m-%d}"


class LateEntry(Identified):
    """Leave for one address to apply after the last day, with the reason."""

    recruitment = models.ForeignKey("recruiting.Recruitment", on_delete=models.PROTECT, related_name="late_entries")
    email = models.EmailField()
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("recruitment", Lower("email"), name="let_in_late_once")]

    def __str__(self) -> str:
        return self.email


class Reading(Identified):
    """That someone read an application on a day; the applicant may know who."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "person", "day"], name="read_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class Showing(Identified):
    """Someone outside the round who may read one application: a manager there, or HR at another member."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="showings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="+")
    """Where the person reads it as manager or HR; it ends with that."""
    reason = models.CharField(max_length=200)
    shown_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-shown_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], condition=Q(ended_at__isnull=True), name="shown_to_each_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.employer}"
