"""Sets up the units that count for themselves: which there are, and which indicators they count."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from measurements.models import MeasuredUnit, MeasurementPlan, PlannedIndicator
from measurements.services.errors import MeasurementError, clean
from measurements.services.rules import check_open
from measurements.services.stamps import renew_stamp
from teams.models import Team

# More units than this is more than one team.
MOST_UNITS = 12
# The unit as it stands, None for a new one; its name; whether it counts from now on.
UnitChoice = tuple[MeasuredUnit | None, str, bool]


@transaction.atomic
def set_measured_units(
    team: Team, *, units: Sequence[UnitChoice], counted: Collection[PlannedIndicator], by: User | None
) -> list[MeasuredUnit]:
    """Set the team's units in this order, and which of its indicators are counted unit by unit.

    A unit that counts no longer keeps its figures, and they stay in the sums of the months it counted in.
    """
    check_open(team)
    plan = MeasurementPlan.objects.select_for_update().filter(team=team).first()
    if plan is None:
        raise MeasurementError(_("Teamet har ingen måleplan ennå. Sett den opp først."))
    rows = [_save(team, choice, position) for position, choice in enumerate(_checked(units), start=1)]
    active = [row for row in rows if row.is_active]
    if counted and not active:
        raise MeasurementError(_("Legg inn minst én avdeling som skal telle."), "units")
    wanted = {row.pk for row in counted}
    for whole in plan.planned_indicators.whole().select_related("indicator"):
        if not whole.indicator.is_event_based:
            _set_parts(whole, active if whole.pk in wanted else [])
    renew_stamp(plan.pk)
    record(by=by, action="set_measured_units", scope=team.network.scope, subject=plan, summary=str(len(active)))
    return rows


def _checked(units: Sequence[UnitChoice]) -> list[UnitChoice]:
    found = [(row, name.strip(), is_active) for row, name, is_active in units]
    names = [name.casefold() for _row, name, _is_active in found]
    if "" in names:
        raise MeasurementError(_("Skriv hva avdelingen heter."), f"name_{names.index('')}")
    for place, name in enumerate(names):
        if name in names[:place]:
            raise MeasurementError(_("To avdelinger kan ikke hete det samme."), f"name_{place}")
    if sum(is_active for _row, _name, is_active in found) > MOST_UNITS:
        raise MeasurementError(_("Høyst %(number)d avdelinger kan telle.") % {"number": MOST_UNITS}, "units")
    return found


def _save(team: Team, choice: UnitChoice, position: int) -> MeasuredUnit:
    row, name, is_active = choice
    row = row or MeasuredUnit(team=team)
    row.name, row.position, row.is_active = name, position, is_active
    clean(row)
    row.save()
    return row


def _set_parts(whole: PlannedIndicator, units: Sequence[MeasuredUnit]) -> None:
    known = {part.unit_id: part for part in whole.parts.all()}
    for unit in units:
        part = known.pop(unit.pk, None) or PlannedIndicator(plan=whole.plan, unit=unit, part_of=whole)
        part.indicator, part.position = whole.indicator, whole.position
        part.target, part.target_history = whole.target, whole.target_history
        part.target_due_on = whole.target_due_on
        part.is_active = whole.is_active
        part.save()
    PlannedIndicator.objects.filter(pk__in=[part.pk for part in known.values()]).update(is_active=False)
    if whole.is_summed != bool(units):
        whole.is_summed = bool(units)
        whole.save(update_fields=["is_summed"])
