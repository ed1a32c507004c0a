"""Sets up a team's måleplan: which indicators it follows, from when, towards which goal."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import month_of
from accounts.norwegian import format_month, join_words
from accounts.services import record
from measurements.models import LARGEST_COUNT, Indicator, Measurement, MeasurementPlan, PlannedIndicator
from measurements.queries.offers import network_indicators
from measurements.services.annotations import annotate
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open
from measurements.services.targets import Target, set_target
from teams.models import Team

Choice = tuple[Indicator, Target]


@transaction.atomic
def set_measurement_plan(
    team: Team,
    *,
    indicators: Sequence[Choice],
    who: str,
    where: str,
    when: str,
    sample: str,
    starts_on: date,
    baseline_ends_on: date,
    by: User | None,
    target_due_on: date | None = None,
    targets_from: date | None = None,
    version: int | None = None,
) -> MeasurementPlan:
    """Make the team's måleplan or change it; `indicators` are (indicator, target) in the order of entry.

    A newer version of an indicator that is followed takes over its figures, with a merknad on the chart. `starts_on`
    and `baseline_ends_on` are months; any day in them will do. An indicator that is left out keeps its figures and is
    followed no more. A target that is changed holds from the month of `targets_from`, of today without it; the months before
    keep the one they had. `version` is what the person saw; None skips the check.
    """
    check_open(team)
    _check_choices(team, indicators)
    plan = MeasurementPlan.objects.select_for_update().filter(team=team).first() or MeasurementPlan(team=team)
    if plan.pk and version is not None and version != plan.version:
        raise MeasurementError(_("Noen andre har endret måleplanen siden du åpnet den. Se over, og lagre på nytt."))
    starts_on, baseline_ends_on = month_of(starts_on), month_of(baseline_ends_on)
    _check_period(team, plan, starts_on, baseline_ends_on)
    plan.who, plan.where, plan.when, plan.sample = who.strip(), where.strip(), when.strip(), sample.strip()
    plan.starts_on, plan.baseline_ends_on = starts_on, baseline_ends_on
    plan.version = plan.version + 1 if plan.pk else 1
    clean(plan)
    plan.save()
    holds_from = month_of(targets_from or timezone.localdate())
    _set_indicators(plan, indicators, target_due_on, holds_from, by)
    record(by=by, action="set_measurement_plan", scope=team.network.scope, subject=plan)
    return plan


def _check_choices(team: Team, indicators: Sequence[Choice]) -> None:
    if not indicators:
        raise MeasurementError(_("Velg minst én indikator."), "indicators")
    chosen = [indicator.code for indicator, _target in indicators]
    if len(set(chosen)) != len(chosen):
        raise MeasurementError(_("Den samme indikatoren er valgt to ganger."), "indicators")
    packages = {team.change_package_id, *team.network.change_packages.values_list("pk", flat=True)}
    if not all(_is_for(team, indicator, packages) for indicator, _target in indicators):
        raise MeasurementError(_("Indikatoren hører ikke til tiltakspakkene i nettverket."), "indicators")
    offered = network_indicators(team.network, [team.change_package_id])
    left_out = [row.short_name for row in offered if row.is_mandatory and row.code not in chosen]
    if left_out:
        raise MeasurementError(_("%(names)s er obligatorisk.") % {"names": join_words(left_out)}, "indicators")
    for indicator, target in indicators:
        _check_target(indicator, target)


def _is_for(team: Team, indicator: Indicator, packages: set[int]) -> bool:
    if indicator.owner_team_id:
        return indicator.owner_team_id == team.pk
    return indicator.owner_network_id in (None, team.network_id) and indicator.change_package_id in packages


def _check_target(indicator: Indicator, target: Target) -> None:
    if target is None:
        return
    field = f"target_{indicator.pk}"
    if target < 0:
        raise MeasurementError(_("Målet kan ikke være mindre enn null."), field)
    if indicator.is_percent and target > 100:
        raise MeasurementError(_("Målet kan ikke være mer enn 100 %."), field)
    if target >= LARGEST_COUNT:
        raise MeasurementError(_("Målet er for stort. Sjekk at du har skrevet det riktig."), field)


def _check_period(team: Team, plan: MeasurementPlan, starts_on: date, baseline_ends_on: date) -> None:
    if baseline_ends_on < starts_on:
        raise MeasurementError(_("Utgangspunktet kan ikke slutte før det begynner."), "baseline_ends_on")
    ends_on = team.network.ends_on
    if ends_on and baseline_ends_on > month_of(ends_on):
        raise MeasurementError(_("Utgangspunktet må ligge før nettverket er slutt."), "baseline_ends_on")
    first = Measurement.objects.filter(planned_indicator__plan=plan).order_by("month").first() if plan.pk else None
    if first and first.month < starts_on:
        raise MeasurementError(
            _("Dere har tall fra %(month)s. Måleplanen kan ikke begynne etter det.")
            % {"month": format_month(first.month)},
            "starts_on",
        )


def _set_indicators(
    plan: MeasurementPlan,
    indicators: Sequence[Choice],
    target_due_on: date | None,
    targets_from: date,
    by: User | None,
) -> None:
    rows = {row.indicator_id: row for row in plan.planned_indicators.whole().select_related("indicator")}
    chosen = {indicator.pk for indicator, _target in indicators}
    for position, (indicator, target) in enumerate(indicators, start=1):
        row = rows.pop(indicator.pk, None)
        if row is None:
            older = next((old for old in rows.values() if _takes_over(indicator, old, chosen)), None)
            row = rows.pop(older.indicator_id) if older else PlannedIndicator(plan=plan)
            row.indicator = indicator
            if older:
                words = _("Fra nå følges versjon %(version)d av indikatoren.")
                if indicator.owner_network_id:
                    words = _("Fra nå følges nettverkets egen utgave av indikatoren, versjon %(version)d.")
                text = words % {"version": indicator.version}
                annotate(plan.team, planned_indicator=row, happened_on=timezone.localdate(), text=text, by=by)
        row.position, row.is_active = position, True
        set_target(row, target, holds_from=targets_from, made_by_id=by and by.pk)
        row.target_due_on = target_due_on
        clean(row)
        row.save()
        if row.is_summed:
            _set_parts(row)
    left = [row.pk for row in rows.values()]
    PlannedIndicator.objects.filter(Q(pk__in=left) | Q(part_of__in=left)).update(is_active=False)


def _set_parts(row: PlannedIndicator) -> None:
    """The parts of single units follow the whole."""
    row.parts.update(
        indicator=row.indicator,
        position=row.position,
        target=row.target,
        target_history=row.target_history,
        target_due_on=row.target_due_on,
    )
    row.parts.filter(unit__is_active=True).update(is_active=True)


def _takes_over(new: Indicator, old: PlannedIndicator, chosen: set[int]) -> bool:
    """Tell whether the new version goes on with the figures of the old: the same code, worked out in the same way."""
    was = old.indicator
    if was.code != new.code or was.pk in chosen or was.owner_team_id or new.owner_team_id:
        return False
    is_same_share = was.is_percent and new.is_percent
    same = (was.calculation, was.multiplier, was.is_signed) == (new.calculation, new.multiplier, new.is_signed)
    return is_same_share or same
