"""The one row per thing on offer, whatever kind it is, and what it is found by."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from kollega.catalogue.terms import Extent, Field, Form, ListingKind, Reach
from kollega.core.models import Identified

PENDING = 1024
"""Kilobytes of new words that an index leaves unsorted: three hundred texts, which every reader reads, in 0.1 ms."""


class Listing(Identified):
    """What the joint list shows of a thing on offer. The app that made it owns the page behind it.

    Its id is the id of what it stands for, so that listing the same thing twice changes one row.
    """

    kind = models.CharField(max_length=10, choices=ListingKind)
    employer = models.ForeignKey("networks.Employer", null=True, on_delete=models.PROTECT, related_name="listings")
    employer_name = models.CharField(max_length=160)
    network = models.ForeignKey("networks.Network", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("networks.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=8, choices=Reach)
    title = models.CharField(max_length=250)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    """All that is said, for the second tier of the search and to build the index anew."""
    place = models.CharField(max_length=120, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    county = models.CharField(max_length=2, blank=True)
    occupation = models.ForeignKey(
        "taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    extent = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=10, choices=Form, blank=True)
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=2, default="sv")
    url = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    closes_on = models.DateField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    listed_at = models.DateTimeField(db_index=True)
    """When it came on the list, which may be long after it was published elsewhere; anew when it opens again."""

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="listing_newest", condition=Q(is_open=True)),
            models.Index(fields=["employer", "-published_at"], name="listing_of_employer", condition=Q(is_open=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_network_listing_names_its_network", condition=~Q(reach="network") | Q(network__isnull=False)
            ),
            models.CheckConstraint(
                name="a_group_listing_names_its_group", condition=~Q(reach="group") | Q(group__isnull=False)
            ),
            models.CheckConstraint(
                name="a_share_is_a_part_of_full_time", condition=Q(share__isnull=True) | Q(share__range=(1, 100))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Card(models.Model):
    """The narrow row that the search reads: who may see an open listing, what it is counted by, its title's words.

    Derived from the listing in the same transaction, and built anew beside and swapped by `./kollega search rebuild`.
    """

    listing = models.OneToOneField(Listing, primary_key=True, on_delete=models.CASCADE, related_name="card")
    kind = models.CharField(max_length=10)
    employer = models.ForeignKey("networks.Employer", null=True, on_delete=models.PROTECT, related_name="+")
    network = models.ForeignKey("networks.Network", null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("networks.Group", null=True, on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(max_length=8)
    published_at = models.DateTimeField()
    closes_on = models.DateField(null=True)
    municipality = models.CharField(max_length=4)
    county = models.CharField(max_length=2)
    field = models.CharField(max_length=8, choices=Field)
    form = models.CharField(max_length=10, choices=Form)
    extent = models.CharField(max_length=4, choices=Extent)
    language = models.CharField(max_length=2)
    is_remote = models.BooleanField(default=False)
    occupation = models.ForeignKey("taxonomy.Concept", null=True, on_delete=models.PROTECT, related_name="+")
    title_key = models.CharField(max_length=250)
    """The title as one line of dictionary words, to tell the title that is exactly what was asked for."""
    words = SearchVectorField()
    """Its words by how near they stand, and signs of what it is chosen by: `rules.indexed` tells which."""
    code = models.BinaryField()
    """All that it is counted by, in a few bytes: `rules.code`."""

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="card_words", gin_pending_list_limit=PENDING, fastupdate=True),
            models.Index(fields=["-published_at", "-listing"], name="card_newest"),
            models.Index(fields=["closes_on", "-published_at", "-listing"], name="card_closing"),
            models.Index(fields=["employer", "-published_at"], name="card_of_employer"),
            models.Index(fields=["county", "field"], name="card_county_field"),
            models.Index(fields=["municipality"], name="card_municipality"),
            models.Index(
                OpClass("title_key", name="text_pattern_ops"), F("published_at").desc(), F("listing").desc(),
                name="card_title",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_key


class Body(models.Model):
    """All the words of an open listing, for the second tier of the search."""

    card = models.OneToOneField(Card, primary_key=True, on_delete=models.CASCADE, related_name="body")
    words = SearchVectorField()

    class Meta:
        verbose_name_plural = "bodies"
        indexes = [GinIndex(fields=["words"], name="body_words", fastupdate=True, gin_pending_list_limit=PENDING)]

    def __str__(self) -> str:
        return str(self.card_id)


class Word(models.Model):
    """A word that some listing has, and in how many: what a typing error is mended to.

    The same word may stand here twice, when two listings that bring it are put up at the same moment: nobody waits for
    another's new word, and the next rebuilding joins them.
    """

    word = models.CharField(max_length=60)
    listings = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="word_exact"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_likeness"),
        ]

    def __str__(self) -> str:
        return self.word
