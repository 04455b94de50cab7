"""The networks, the employers that belong to them, and their units."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from kollega.core.models import Identified
from kollega.networks.terms import NOTICE_MONTHS, STATEMENT_AS_BUILT, EmployerKind, ManagerStep, MembershipKind, Whom


class DateRange(Func):
    """The days from first to last, both included, as the database compares periods."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Employer(Identified):
    """Someone who employs. An organisation number is not an employer: 81 courts share one, 107 missions have none."""

    name = models.CharField(max_length=160)
    register_name = models.CharField(max_length=160, blank=True)
    """The name as the register last wrote it, in capitals or cut short; `name` is what people read and may mend."""
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=EmployerKind, default=EmployerKind.AGENCY)
    org_number = models.CharField(max_length=11, blank=True, db_index=True)
    unit_code = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    street = models.CharField(max_length=120, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    email = models.EmailField(blank=True)
    website = models.CharField(max_length=200, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    about = models.TextField(blank=True)
    notice_months = models.PositiveSmallIntegerField(default=NOTICE_MONTHS)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    succeeded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "org_number", "unit_code"], name="one_employer_per_name_number_and_unit"
            ),
            models.CheckConstraint(
                name="succession_has_a_day",
                condition=Q(successor__isnull=True, succeeded_on__isnull=True)
                | Q(successor__isnull=False, succeeded_on__isnull=False),
            ),
            models.CheckConstraint(name="no_employer_succeeds_itself", condition=~Q(successor=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters for the tile that stands for the employer."""
        if self.short_name:
            return self.short_name[:3].upper()
        words = [w for w in self.name.replace("-", " ").split() if w[0].isalpha() and len(w) > 2]
        return "".join(w[0] for w in words[:2]).upper() if len(words) > 1 else self.name[:2].upper()


class Unit(Identified):
    """A part of an employer, as its own register arranges it."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["employer", "code"], name="one_unit_per_code_at_an_employer")]

    def __str__(self) -> str:
        return self.name


class Network(Identified):
    """Employers that act as one. Its colours are three hex values; the palette is computed from them."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    tagline = models.CharField(max_length=160, blank=True)
    intro = models.TextField(blank=True)
    accent = models.CharField(max_length=7, default="#0B5F6B")
    brand1 = models.CharField(max_length=7, default="#C4481F")
    brand2 = models.CharField(max_length=7, default="#E9A820")
    logo = models.TextField(blank=True)
    logo_text = models.CharField(max_length=120, blank=True)
    statement = models.JSONField(default=dict, blank=True)
    manager_step = models.CharField(max_length=14, choices=ManagerStep, default=ManagerStep.BEFORE_VISIBLE)
    """The rule for answers sent from now on; one that is sent keeps the rule it was sent under."""
    employers = models.ManyToManyField(Employer, through="Membership", related_name="networks")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def said_of_access(self) -> dict[str, str]:
        """The accessibility statement: the network's own words, and those of the product where it has none."""
        return STATEMENT_AS_BUILT | {"actor": self.name} | self.statement


class Membership(Identified):
    """An employer takes part in a network for a time."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=9, choices=MembershipKind, default=MembershipKind.FULL)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_runs_forwards", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    ("network", RangeOperators.EQUAL),
                    ("employer", RangeOperators.EQUAL),
                    (DateRange("from_on", "to_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} i {self.network}"


class Group(Identified):
    """Some of those who take part in a network, to whom something on offer may be shown alone.

    Who belongs follows from facts of the day: where they work and what they do there. Nobody is put in by name.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    whom = models.CharField(max_length=8, choices=Whom, default=Whom.EVERYONE)
    employers = models.ManyToManyField(Employer, blank=True, related_name="+")
    """The members it is for; none chosen means all members of the day."""
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["network", "name"], name="one_group_per_name_in_a_network")]

    def __str__(self) -> str:
        return self.name
