"""Searches get the words that new listings meet them by."""

import django.contrib.postgres.fields
from django.db import migrations, models

from kollega.following.rules import anchors

READ = (
    "wanted", "employers", "is_somewhere", "municipalities", "counties", "is_remote", "fields", "chosen_counties",
    "forms", "extents", "kinds",
)  # fmt: skip


def of_those_there_are(apps, schema_editor):
    searches = apps.get_model("following", "SavedSearch").objects
    for values in searches.values("pk", *READ).iterator():
        searches.filter(pk=values["pk"]).update(anchors=anchors(values))


class Migration(migrations.Migration):
    dependencies = [("following", "0001_initial")]

    operations = [
        migrations.AddField(
            "savedsearch",
            "anchors",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80), blank=True, default=list, size=None
            ),
        ),
        migrations.RunPython(of_those_there_are, migrations.RunPython.noop),
    ]
