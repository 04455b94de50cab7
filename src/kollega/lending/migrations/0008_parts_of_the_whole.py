import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

FROM_THE_TERMS = """
update lending_away a set part = int4range(0, coalesce(
    (select max(v.share) from lending_version v where v.agreement_id = a.agreement_id and v.in_force_from is not null),
    100))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("lending", "0007_vat_default"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="away", name="nobody_is_lent_twice_at_once"),
        migrations.AddField(
            model_name="away",
            name="part",
            field=django.contrib.postgres.fields.ranges.IntegerRangeField(null=True),
        ),
        migrations.RunSQL(FROM_THE_TERMS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="away",
            name="part",
            field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
        ),
        migrations.AlterField(
            model_name="away",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="away", to="lending.agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="away",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("during", "&&"), ("part", "&&")],
                name="no_part_of_a_day_is_lent_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="away",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__contained_by", (0, 100)), ("part__isempty", False)),
                name="nobody_is_lent_above_the_whole",
            ),
        ),
    ]
