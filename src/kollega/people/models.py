"""Persons, where they are employed, and the duties they carry."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from kollega.core.models import Identified
from kollega.people.terms import (
    PROOF_ATTEMPTS,
    ColourScheme,
    ConsentKind,
    DutyKind,
    HowMuch,
    ProofWay,
    Visibility,
    Wanted,
)


class People(BaseUserManager["Person"]):
    """Makes persons; nobody has a password: one signs in by code or passkey."""

    def create_user(self, email: str, *, given_name: str = "", family_name: str = "", **fields) -> "Person":
        person = self.model(email=email.strip().lower(), given_name=given_name, family_name=family_name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(Identified, AbstractBaseUser):
    """Someone who signs in: an employee, a student, a coordinator, a partner abroad."""

    email = models.EmailField(unique=True)
    given_name = models.CharField(max_length=60)
    family_name = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    colour_scheme = models.CharField(max_length=5, choices=ColourScheme, default=ColourScheme.AUTO)
    wants_mail = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = People()
    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        ordering = ["family_name", "given_name"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper()

    # Duties say what a person may do; the framework's own permissions are never asked.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Employment(Identified):
    """A person's post at one employer. Lending never changes it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey("networks.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    manager = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=120)
    share = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="employment_runs_forwards", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="employment_share_is_percent", condition=Q(share__range=(1, 100))),
            models.CheckConstraint(
                name="nobody_manages_themself", condition=Q(manager__isnull=True) | ~Q(manager=F("person"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}, {self.employer}"


class Duty(Identified):
    """What a person does for an employer or a network, for a time. It is read at every request."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=14, choices=DutyKind)
    employer = models.ForeignKey(
        "networks.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    network = models.ForeignKey(
        "networks.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="duties"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="duty_is_at_an_employer_or_a_network",
                condition=Q(employer__isnull=False, network__isnull=True)
                | Q(employer__isnull=True, network__isnull=False),
            ),
            models.CheckConstraint(
                name="coordinator_is_at_a_network",
                condition=Q(kind=DutyKind.COORDINATOR, network__isnull=False)
                | (~Q(kind=DutyKind.COORDINATOR) & Q(employer__isnull=False)),
            ),
            models.CheckConstraint(
                name="duty_runs_forwards", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.employer or self.network}"


class Substitution(Identified):
    """Someone does another's tasks at an employer while they are away: decisions as manager and duties alike."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutes_for")
    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="nobody_substitutes_for_themself", condition=~Q(person=F("substitute"))),
            models.CheckConstraint(name="substitution_runs_forwards", condition=Q(to_on__gte=F("from_on"))),
        ]


class Profile(Identified):
    """What a person says about themself, and who may see it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile")
    skills = models.ManyToManyField("taxonomy.Concept", blank=True, related_name="+")
    languages = models.ManyToManyField("taxonomy.Concept", blank=True, related_name="+")
    places = models.ManyToManyField("taxonomy.Concept", blank=True, related_name="+")
    occupation = models.ForeignKey(
        "taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """What they work as, in the labour market's words; their title is their employer's."""
    wishes = models.ManyToManyField("taxonomy.Concept", blank=True, related_name="+")
    """The occupations they would like to try."""
    wanted = models.CharField(max_length=10, choices=Wanted, default=Wanted.BOTH)
    how_much = models.CharField(max_length=4, choices=HowMuch, blank=True)
    has_suggestions = models.BooleanField(default=True)
    """Whether they are shown what may suit them; one press turns it off."""
    looks_for = models.TextField(blank=True, max_length=1000)
    visible_to = models.CharField(max_length=8, choices=Visibility, default=Visibility.NOBODY)


class Consent(Identified):
    """What a person agreed to, in which words, and when they changed their mind."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=30, choices=ConsentKind)
    text = models.TextField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(withdrawn_at__isnull=True), name="one_standing_consent_per_kind"
            )
        ]


class Proof(Identified):
    """A code by which a person proves again that it is them, for one purpose and no other.

    The code itself is never kept, only a digest; for a code from the person's own app not even that.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="proofs")
    purpose = models.CharField(max_length=200)
    way = models.CharField(max_length=4, choices=ProofWay)
    salt = models.CharField(max_length=32, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-created_at"])]
        constraints = [
            models.CheckConstraint(name="proof_is_not_guessed_for_ever", condition=Q(attempts__lte=PROOF_ATTEMPTS)),
            models.CheckConstraint(
                name="a_mailed_proof_has_a_digest", condition=~Q(way=ProofWay.MAIL) | ~Q(code_digest="")
            ),
        ]
