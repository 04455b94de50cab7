"""New words are first only noted in the indexes, and sorted in when there are many: ten times less work at each."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_groups")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    f"alter index {model}_words set (fastupdate = on, gin_pending_list_limit = 1024)",
                    f"alter index {model}_words set (fastupdate = off)",
                )
            ],
            [
                migrations.RemoveIndex(model, f"{model}_words"),
                migrations.AddIndex(
                    model,
                    GinIndex(fields=["words"], name=f"{model}_words", fastupdate=True, gin_pending_list_limit=1024),
                ),
            ],
        )
        for model in ("card", "body")
    ]
