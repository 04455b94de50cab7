"""What a person does not want to see again, and what they have been mailed of."""

from django.db import models

from kollega.core.models import Identified


class Hidden(Identified):
    """A listing that a person does not want suggested again."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="hidden")
    listing = models.ForeignKey("catalogue.Listing", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "hidden"
        constraints = [models.UniqueConstraint(fields=["person", "listing"], name="a_listing_is_hidden_once")]


class Digest(Identified):
    """When a person was last written to of what suits them: once a week at most."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="digest")
    told_at = models.DateTimeField(db_index=True)


class Told(Identified):
    """That a person has been mailed of a listing, so that it never comes again. Read for nothing else."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    listing = models.ForeignKey("catalogue.Listing", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["person", "listing"], name="a_listing_is_mailed_of_once")]
