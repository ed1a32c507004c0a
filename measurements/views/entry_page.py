"""The month page as a whole: what stands in its fields, its rows, and how far it has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.norwegian import count_words, number_word
from accounts.templatetags.designsystemet import Problem
from measurements.forms import EntryRowForm, pair_text
from measurements.models import Measurement
from measurements.queries.entry import MonthEntry
from measurements.queries.series import IndicatorSeries
from measurements.spc import format_number
from measurements.views.entry_rows import EntryRow, RowState, build_row, last_counted, prefill_text
from measurements.views.entry_tally import ask_about_tally, tally_fields

PARTS = ("n", "d", "seen", "ok", "c")


@dataclass(frozen=True, slots=True)
class EntryPage:
    """The rows, and the sticky bar's words.

    steps: one state a row, for the drawing of progress. problems: what hinders delivery, once it was asked for.
    """

    rows: list[EntryRow]
    ready: str
    remaining: str
    steps: list[str]
    problems: list[Problem]

    @property
    def problems_heading(self) -> str:
        """«Én ting må rettes», «To ting må rettes»."""
        count = len(self.problems)
        if count == 1:
            return _("Én ting må rettes")
        return _("%(count)s ting må rettes") % {"count": number_word(count).capitalize()}


def typed_fields(data: Mapping[str, str], series: Iterable[IndicatorSeries]) -> dict[str, str]:
    """What was typed for these indicators, and nothing else that came along."""
    names = [f"{item.planned_indicator.pk}-{part}" for item in series for part in PARTS]
    return {name: data[name] for name in names if name in data}


def fill_fields(
    typed: Mapping[str, str], series: Iterable[IndicatorSeries], entry: MonthEntry, month: date
) -> tuple[dict[str, str], dict[int, str]]:
    """Complete what was typed with what is saved, with what was tallied and with last month's denominator.

    Gives the fields, and for each prefilled row the sentence that says so. A row that was left empty while somebody
    else saved a figure shows that figure.
    """
    fields = dict(typed)
    hints = {}
    for item in series:
        pk = item.planned_indicator.pk
        row = entry.saved.get(pk)
        name = f"{pk}-n"
        is_stale = row is not None and fields.get(f"{pk}-seen", "") != str(row.version)
        if row is not None and (name not in fields or (is_stale and not fields[name].strip())):
            fields |= _saved_fields(pk, row)
        if name not in fields:
            counted = tally_fields(item.indicator, entry.tallies.get(pk))
            fields |= {f"{pk}-{part}": value for part, value in counted.items()}
        if f"{pk}-d" not in fields and item.indicator.has_denominator:
            point = last_counted(item, month)
            fields[f"{pk}-d"] = "" if point is None else format_number(point.denominator, 2)
        if not fields.get(name, "").strip():
            hint = _prefill_hint(item, month, fields.get(f"{pk}-d", ""))
            if hint:
                hints[pk] = hint
    return fields, hints


def _saved_fields(pk: int, row: Measurement) -> dict[str, str]:
    numbers = {"n": row.numerator, "d": row.denominator}
    found = {f"{pk}-{part}": "" if value is None else format_number(value, 2) for part, value in numbers.items()}
    found |= {f"{pk}-seen": str(row.version), f"{pk}-c": row.comment}
    return found | ({f"{pk}-ok": pair_text(row.numerator, row.denominator)} if row.is_confirmed else {})


def _prefill_hint(item: IndicatorSeries, month: date, typed: str) -> str:
    point = last_counted(item, month)
    if point is None or typed != format_number(point.denominator, 2):
        return ""
    return prefill_text(item.indicator, point)


def build_page(
    series: list[IndicatorSeries],
    month: date,
    entry: MonthEntry,
    typed: Mapping[str, str],
    *,
    is_required: bool = False,
) -> EntryPage:
    """The page as it stands with what was typed; `is_required` makes a missing figure an error."""
    fields, hints = fill_fields(typed, series, entry, month)
    rows = []
    for position, item in enumerate(series, start=1):
        pk = item.planned_indicator.pk
        saved = entry.saved.get(pk)
        is_left_out = saved is not None and saved.is_skipped and not fields.get(f"{pk}-n", "").strip()
        form = EntryRowForm(
            fields, prefix=str(pk), planned=item.planned_indicator, is_required=is_required and not is_left_out
        )
        number = _("%(number)d av %(count)d") % {"number": position, "count": len(series)}
        row = build_row(item, month, number, form, saved, hints.get(pk, ""))
        ask_about_tally(row, entry.tallies.get(pk), saved)
        rows.append(row)
    return EntryPage(
        rows=rows,
        ready=_ready(rows),
        remaining=_remaining(rows),
        steps=[_step(row.state) for row in rows],
        problems=[problem for row in rows for problem in _problems(row)] if is_required else [],
    )


def _problems(row: EntryRow) -> list[Problem]:
    found = []
    for name in ("n", "d", "c"):
        if name in row.form.fields:
            target = row.form[name].id_for_label
            found += [Problem(row.name, message, target) for message in row.form.errors.get(name, [])]
    return found


def _step(state: RowState) -> str:
    if state in (RowState.DONE, RowState.SKIPPED):
        return "done"
    return "" if state is RowState.MISSING else "now"


def _ready(rows: list[EntryRow]) -> str:
    done = sum(row.state in (RowState.DONE, RowState.SKIPPED) for row in rows)
    return _("%(done)d av %(all)d klare.") % {"done": done, "all": len(rows)}


def _remaining(rows: list[EntryRow]) -> str:
    """«Ett tall å se på, ett mangler.»"""
    look = sum(row.state is RowState.LOOK for row in rows)
    wrong = sum(row.state is RowState.WRONG for row in rows)
    missing = sum(row.state is RowState.MISSING for row in rows)
    parts = []
    if look:
        parts.append(_("%(count)s å se på") % {"count": count_words(look, _("tall"), _("tall"), neuter=True)})
    if wrong:
        parts.append(_("%(count)s må rettes") % {"count": number_word(wrong, neuter=True)})
    if missing:
        parts.append(_("%(count)s mangler") % {"count": number_word(missing, neuter=True)})
    if not parts:
        return _("Alt er klart til å leveres.")
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
