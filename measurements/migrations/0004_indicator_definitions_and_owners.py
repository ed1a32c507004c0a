"""Indicators get all their fields, more calculations, owners and successors."""

import accounts.models.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_sources(apps, schema_editor):
    """An indicator with a sourced wording names its source: until now only the package did."""
    indicators = apps.get_model("measurements", "Indicator").objects
    for row in indicators.filter(status="sourced", source="").select_related("change_package"):
        row.source = row.change_package.source or "Nasjonalt måledokument"
        row.save(update_fields=["source"])


def fit_the_old_rules(apps, schema_editor):
    """What the older tables cannot hold becomes the nearest they can."""
    indicators = apps.get_model("measurements", "Indicator").objects
    indicators.filter(calculation="all_or_none").update(calculation="proportion")
    indicators.filter(calculation__in=["sum", "days"]).update(calculation="count", frequency="monthly")
    # Codes were unique among all; a copy gets one of its own.
    for row in indicators.exclude(owner_network=None, owner_team=None):
        row.code = f"K-{row.pk}"
        row.save(update_fields=["code"])
    measurements = apps.get_model("measurements", "Measurement").objects
    measurements.filter(numerator__lt=0).update(
        numerator=None, denominator=None, skip_reason="Verdien var mindre enn null", is_signed=False
    )


class Migration(migrations.Migration):

    dependencies = [
        ('measurements', '0003_figure_import'),
        ('networks', '0001_initial'),
        ('teams', '0003_registration_link_nonce'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='indicator',
            name='indicator_version_once',
        ),
        migrations.RemoveConstraint(
            model_name='indicator',
            name='indicator_share_has_denominator',
        ),
        migrations.RemoveConstraint(
            model_name='indicator',
            name='indicator_proportion_is_percent',
        ),
        migrations.RemoveConstraint(
            model_name='measurement',
            name='measurement_numerator_in_range',
        ),
        migrations.AddField(
            model_name='indicator',
            name='based_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='measurements.indicator'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='data_source',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=160, verbose_name='hvor tallene finnes'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='example',
            field=accounts.models.fields.SafeTextField(blank=True, max_length=500, verbose_name='eksempel'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='exclusion',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=300, verbose_name='ta ikke med'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='frequency',
            field=models.CharField(choices=[('monthly', 'hver måned'), ('quarterly', 'hvert kvartal'), ('half_yearly', 'hvert halvår'), ('event', 'ved hver hendelse')], default='monthly', max_length=11, verbose_name='hvor ofte'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='inclusion',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=300, verbose_name='ta med'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='is_signed',
            field=models.BooleanField(default=False, verbose_name='kan være mindre enn null'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='name_en',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=160, verbose_name='navn på engelsk'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='name_nn',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=160, verbose_name='navn på nynorsk'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='owner_network',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='own_indicators', to='networks.network'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='owner_team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='own_indicators', to='teams.team'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='relative_target',
            field=models.SmallIntegerField(blank=True, null=True, verbose_name='foreslått endring fra utgangspunktet'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='sample_size',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='anbefalt antall'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='sampling',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=200, verbose_name='utvalg'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='source',
            field=accounts.models.fields.SafeCharField(blank=True, max_length=300, verbose_name='kilde'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='state',
            field=models.CharField(choices=[('draft', 'Utkast'), ('current', 'Gjeldende'), ('retired', 'Erstattet eller tatt ut')], default='current', max_length=8, verbose_name='tilstand'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='measurements.indicator'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='is_signed',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='calculation',
            field=models.CharField(choices=[('proportion', 'Andel'), ('all_or_none', 'Alle eller ingen'), ('rate', 'Rate'), ('mean', 'Gjennomsnitt'), ('sum', 'Sum'), ('count', 'Antall'), ('days', 'Dager mellom hendelser')], max_length=12, verbose_name='beregning'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='status',
            field=models.CharField(choices=[('sourced', 'Fra måledokument'), ('proposed', 'Forslag')], default='proposed', max_length=8, verbose_name='ordlyd'),
        ),
        migrations.RunPython(name_sources, fit_the_old_rules),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(condition=models.Q(('owner_network', None), ('owner_team', None)), fields=('code', 'version'), name='indicator_version_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(condition=models.Q(('owner_network__isnull', False)), fields=('owner_network', 'code', 'version'), name='indicator_version_once_in_network'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(condition=models.Q(('owner_team__isnull', False)), fields=('owner_team', 'code', 'version'), name='indicator_version_once_in_team'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('owner_network', None), ('owner_team', None), _connector='OR'), name='indicator_has_one_owner_at_most'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='indicator_version_from_one'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('calculation__in', ('count', 'sum', 'days')), ('denominator_label', '')), models.Q(models.Q(('calculation__in', ('count', 'sum', 'days')), _negated=True), models.Q(('denominator_label', ''), _negated=True)), _connector='OR'), name='indicator_share_has_denominator'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('calculation__in', ('proportion', 'all_or_none')), _negated=True), ('multiplier', 100), _connector='OR'), name='indicator_proportion_is_percent'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('calculation__in', ('proportion', 'all_or_none', 'rate')), ('multiplier', 1), _connector='OR'), name='indicator_multiplier_only_where_shared'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('is_signed', False), ('calculation', 'mean'), _connector='OR'), name='indicator_signed_only_as_mean'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('calculation', 'days'), ('frequency', 'event')), models.Q(models.Q(('calculation', 'days'), _negated=True), models.Q(('frequency', 'event'), _negated=True)), _connector='OR'), name='indicator_days_counted_at_events'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'sourced'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='indicator_sourced_names_its_source'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_by', None), models.Q(('state', 'retired'), models.Q(('superseded_by', models.F('pk')), _negated=True)), _connector='OR'), name='indicator_superseded_is_retired'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('relative_target', None), models.Q(('relative_target__gte', -100), ('relative_target__lte', 1000)), _connector='OR'), name='indicator_relative_target_in_range'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('sample_size', None), ('sample_size__gte', 1), _connector='OR'), name='indicator_sample_from_one'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__isnull', True), models.Q(('numerator__gte', 0), ('numerator__lte', 10000000)), models.Q(('is_signed', True), ('numerator__gte', -10000000), ('numerator__lte', 10000000)), _connector='OR'), name='measurement_numerator_in_range'),
        ),
    ]
