"""Avdelinger count for themselves, and are summed."""

import accounts.models.fields
import django.db.models.deletion
from django.db import migrations, models


def sum_up_units(apps, schema_editor):
    """Going back: the sums of the units become the figures of their teams, which then count as one again."""
    planned = apps.get_model("measurements", "PlannedIndicator").objects
    measurements = apps.get_model("measurements", "Measurement").objects
    for whole in planned.filter(parts__isnull=False).distinct():
        known = set(measurements.filter(planned_indicator=whole).values_list("month", flat=True))
        by_month = {}
        for row in measurements.filter(planned_indicator__part_of=whole).order_by("month", "pk"):
            by_month.setdefault(row.month, []).append(row)
        for month, rows in by_month.items():
            if month in known:
                continue
            counted = [row for row in rows if row.numerator is not None]
            under = [row.denominator for row in counted if row.denominator is not None]
            measurements.create(
                planned_indicator=whole,
                month=month,
                numerator=sum(row.numerator for row in counted) if counted else None,
                denominator=sum(under) if under else None,
                is_proportion=rows[0].is_proportion,
                is_signed=rows[0].is_signed,
                skip_reason="" if counted else rows[0].skip_reason,
                recorded_at=max(row.recorded_at for row in rows),
            )
    planned.filter(part_of__isnull=False).delete()
    if schema_editor.connection.vendor == "postgresql":
        # A table with checks that wait for the end of the transaction cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0005_events_by_date'),
        ('teams', '0004_registration_team_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasuredUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', accounts.models.fields.SafeCharField(max_length=60, verbose_name='avdeling')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['team', 'position', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='plannedindicator',
            name='planned_indicator_once',
        ),
        migrations.AddField(
            model_name='plannedindicator',
            name='is_summed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='plannedindicator',
            name='part_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='measurements.plannedindicator'),
        ),
        migrations.AddField(
            model_name='measuredunit',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measured_units', to='teams.team'),
        ),
        migrations.AddField(
            model_name='plannedindicator',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='planned_indicators', to='measurements.measuredunit'),
        ),
        migrations.RunPython(migrations.RunPython.noop, sum_up_units),
        migrations.AddConstraint(
            model_name='plannedindicator',
            constraint=models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('plan', 'indicator'), name='planned_indicator_once'),
        ),
        migrations.AddConstraint(
            model_name='plannedindicator',
            constraint=models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('plan', 'indicator', 'unit'), name='planned_indicator_once_in_unit'),
        ),
        migrations.AddConstraint(
            model_name='plannedindicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part_of', None), ('unit', None)), models.Q(('is_summed', False), ('part_of__isnull', False), ('unit__isnull', False)), _connector='OR'), name='planned_indicator_unit_is_part'),
        ),
        migrations.AddConstraint(
            model_name='measuredunit',
            constraint=models.UniqueConstraint(fields=('team', 'name'), name='measured_unit_once'),
        ),
    ]
