"""The manager may ask for more, or let a colleague answer; what was said is never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SAID = "update assignments_approval set word = 'no' where not is_yes"
SAID_BEFORE = "update assignments_approval set is_yes = (word = 'yes')"
ASKED = """
update assignments_interest set asked_on = sent_on, rung = case when reminded_on is null then 0 else 1 end
where sent_on is not null
"""
REFUSE = """
create trigger assignments_approval_is_not_changed before update on assignments_approval
  for each row execute function core_refuse_change();
"""
ALLOW = "drop trigger assignments_approval_is_not_changed on assignments_approval"


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0002_groups"),
        ("core", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="approval",
            options={"ordering": ["at"]},
        ),
        migrations.RemoveConstraint(
            model_name="approval",
            name="one_word_from_the_manager",
        ),
        migrations.AddField(
            model_name="approval",
            name="execution",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="approval",
            name="to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="word",
            field=models.CharField(
                choices=[
                    ("yes", "Ja"),
                    ("no", "Inte nu"),
                    ("returned", "Behöver kompletteras"),
                    ("delegated", "Lämnade över"),
                    ("taken_back", "Tog tillbaka frågan"),
                ],
                default="yes",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(SAID, SAID_BEFORE),
        migrations.RemoveField(
            model_name="approval",
            name="is_yes",
        ),
        migrations.AddField(
            model_name="interest",
            name="asked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="interest",
            name="delegate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="execution",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="interest",
            name="nudged_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="interest",
            name="rung",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Frågan är ställd"),
                    (1, "Påminnelse"),
                    (2, "Andra påminnelsen"),
                    (3, "HR-kontakten är tillfrågad"),
                    (4, "HR-chefen är tillfrågad"),
                ],
                default=0,
            ),
        ),
        migrations.RunSQL(ASKED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="interest",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Utkast"),
                    ("sent", "Väntar på chefen"),
                    ("returned", "Behöver kompletteras"),
                    ("endorsed", "Tillstyrkt"),
                    ("not_endorsed", "Inte nu"),
                    ("selected", "Utvald"),
                    ("not_selected", "Gick till någon annan"),
                    ("withdrawn", "Tillbakadragen"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                condition=models.Q(("word__in", ("delegated", "taken_back")), _negated=True),
                fields=("interest", "execution"),
                name="one_word_each_time_it_is_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("word", "delegated"), ("to__isnull", True), _connector="XOR"),
                name="what_is_delegated_goes_to_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("word", "returned"), _negated=True),
                    models.Q(("message", ""), _negated=True),
                    _connector="OR",
                ),
                name="more_is_asked_for_in_words",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
