"""Cards get a code, and signs among their words. They are emptied here and built by `migrate`, which is quicker."""

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_listed_at")]

    operations = [
        migrations.RunSQL("truncate catalogue_body, catalogue_card, catalogue_word", migrations.RunSQL.noop),
        migrations.AddField("card", "code", models.BinaryField(default=b""), preserve_default=False),
        migrations.RemoveIndex("card", "card_title"),
        migrations.AddIndex(
            "card",
            models.Index(
                OpClass("title_key", name="text_pattern_ops"), F("published_at").desc(), F("listing").desc(),
                name="card_title",
            ),
        ),
    ]  # fmt: skip
