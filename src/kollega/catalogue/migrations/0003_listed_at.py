from django.db import migrations, models
from django.db.models import F


def as_published(apps, schema_editor):
    apps.get_model("catalogue", "Listing").objects.update(listed_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_search")]

    operations = [
        migrations.AddField("listing", "listed_at", models.DateTimeField(null=True)),
        migrations.RunPython(as_published, migrations.RunPython.noop),
        migrations.AlterField("listing", "listed_at", models.DateTimeField(db_index=True)),
    ]
