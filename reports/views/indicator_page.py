"""The words and drawings of one indicator of all teams."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_month, format_month_range, format_number, join_words, number_word
from accounts.templatetags.icons import mark_svg
from measurements.charts import SMALL, build_chart, render_set, render_svg
from measurements.charts.funnel import FunnelLabels, render_funnel
from measurements.queries import NetworkAggregate
from measurements.queries.small_numbers import TeamsSum
from measurements.spc import analyse, format_value
from reports.queries.network_indicator import KEPT_PAGES, FunnelPage, NetworkIndicator, TeamChart, names_told_apart
from reports.queries.team_page.cards import IndicatorCard, indicator_card

# How many months the funnel may sum; the last is what it sums unless the reader asks for another.
PERIODS = (3, 6, 12)


@dataclass(frozen=True, slots=True)
class Period:
    """One choice of the funnel's months."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FunnelBox:
    """The funnel, what it says, and its table twin; `rows` is ready HTML."""

    when: str
    sentence: str
    drawing: SafeString
    rows: SafeString


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What the page shows. months: the rows of the sum's table twin, newest first, ready HTML."""

    sentence: str
    sum_chart: SafeString
    months: SafeString
    teams: tuple[IndicatorCard, ...]
    note: str
    funnel: FunnelBox | None
    periods: tuple[Period, ...]
    has_denominator: bool


@lru_cache(maxsize=KEPT_PAGES)
def indicator_page(slug: str, found: NetworkIndicator, months: int) -> IndicatorPage:
    """Write the page of the network at this address, once while what was found is the same."""
    names = names_told_apart([one.team for one in found.teams])
    indicator = found.indicator
    return IndicatorPage(
        sentence=_sentence(found),
        sum_chart=_sum_chart(found.total) if found.total.latest else SafeString(""),
        months=_months(found.total),
        teams=tuple(_card(one, names[one.team.pk]) for one in found.teams),
        note=_note(found),
        funnel=_funnel(found, found.funnel, names) if found.funnel else None,
        periods=_periods(slug, indicator.code.lower(), months),
        has_denominator=indicator.has_denominator,
    )


def _sentence(found: NetworkIndicator) -> str:
    """«September 2026: 65 %, 26 av 40, fra tre av fire team.»"""
    total, indicator = found.total, found.indicator
    if total.latest is None:
        return _("Det er for få tall til å vise alle teamene samlet.")
    month, last = total.latest
    value = next(point.value for point in reversed(analyse(total.series).points) if point.period == month)
    words = {
        "month": format_month(month).capitalize(),
        "value": format_value(value, indicator.unit),
        "teams": _n_of(last, total.teams),
    }
    if last.denominator is None or not indicator.is_percent:
        return _("%(month)s: %(value)s, fra %(teams)s.") % words
    words |= {"over": format_number(last.numerator), "under": format_number(last.denominator)}
    return _("%(month)s: %(value)s, %(over)s av %(under)s, fra %(teams)s.") % words


def _n_of(row: TeamsSum, teams: int) -> str:
    every = count_words(teams, _("team"), _("team"), neuter=True)
    if row.teams == teams:
        return _("alle %(teams)s") % {"teams": every} if teams > 1 else every
    return _("%(count)s av %(teams)s") % {"count": number_word(row.teams, neuter=True), "teams": every}


def _sum_chart(total: NetworkAggregate) -> SafeString:
    indicator = total.indicator
    chart = build_chart(
        analyse(total.series),
        title=_("%(indicator)s, alle team samlet") % {"indicator": indicator.short_name},
        unit=indicator.unit,
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
    )
    return render_set(chart, "samlet")


def _months(total: NetworkAggregate) -> SafeString:
    values = {point.period: point.value for point in analyse(total.series).points}
    lines = []
    for month, row in reversed(total.months.items()):
        cells = [_("skjult")] * 3 if row.is_hidden else [_number(row.numerator), _number(row.denominator), ""]
        if not row.is_hidden:
            cells[2] = format_value(values[month], total.indicator.unit)
        if not total.indicator.has_denominator:
            del cells[1]
        numbers = "".join([f'<td class="number">{escape(cell)}</td>' for cell in cells])
        lines.append(
            f'<tr><th scope="row">{escape(format_month(month))}</th>{numbers}'
            f'<td class="number">{row.teams} {escape(_("av"))} {total.teams}</td></tr>'
        )
    # Safe: every text is escaped where it is put in.
    return mark_safe("\n".join(lines))


def _card(one: TeamChart, name: str) -> IndicatorCard:
    chart = one.chart
    url = reverse("measurements:chart_detail", args=[one.team.slug, one.code])
    card = indicator_card(chart, drawing=render_svg(chart, SMALL, f"t{one.team.pk}"), url=url, title=name)
    return replace(card, note=_("eldre versjon av indikatoren")) if one.is_older else card


def _note(found: NetworkIndicator) -> str:
    parts = []
    if any(one.has_hidden for one in found.teams):
        parts.append(_("En åpen rute betyr at tallet er skjult: færre enn fem er talt, og da ser bare teamet det."))
    if found.older:
        older = count_words(found.older, _("team"), _("team"), neuter=True)
        text = _("%(teams)s følger en eldre versjon av indikatoren og er ikke med i summen.") % {"teams": older}
        parts.append(text[:1].upper() + text[1:])
    if not found.is_inside:
        parts.append(_("Summen har bare med tall der minst fem er talt, fra minst tre team."))
    return " ".join(parts)


def _funnel(found: NetworkIndicator, page: FunnelPage, names: dict[int, str]) -> FunnelBox:
    indicator = found.indicator
    sentence = funnel_sentence([(names[row.team.pk], row.side) for row in page.rows])
    labels = FunnelLabels(
        title=_("Trakt: %(indicator)s") % {"indicator": indicator.short_name},
        text=sentence,
        names=[names[row.team.pk] for row in page.rows],
        unit=indicator.unit,
        size=indicator.denominator_label,
    )
    return FunnelBox(
        when=format_month_range(page.first, page.last),
        sentence=sentence,
        drawing=render_funnel(page.funnel, labels, "trakt"),
        rows=_funnel_rows(page, names, indicator.unit),
    )


def funnel_sentence(sides: Sequence[tuple[str, int]]) -> str:
    """What the funnel says of the teams, each (name, side): never who is best."""
    over, under = ([name for name, side in sides if side == wanted] for wanted in (1, -1))
    if not over and not under:
        return _(
            "Alle teamene ligger innenfor det tilfeldigheter alene kan gi. "
            "Forskjellene mellom dem sier ikke hvem som gjør det best."
        )
    parts = []
    if over:
        parts.append(_("%(teams)s ligger over det tilfeldigheter alene ville gitt.") % {"teams": join_words(over)})
    if under:
        parts.append(_("%(teams)s ligger under det tilfeldigheter alene ville gitt.") % {"teams": join_words(under)})
    parts.append(_("Spør hva de gjør annerledes, og om de teller likt."))
    return " ".join(parts)


def _funnel_rows(page: FunnelPage, names: dict[int, str], unit: str) -> SafeString:
    sides = {-1: ("worsening", _("under grensene")), 0: ("none", _("innenfor")), 1: ("improvement", _("over grensene"))}
    lines = []
    for row in page.rows:
        mark, word = sides[row.side]
        # Over and under are no verdict: an arrow where it lies, whichever way is better.
        drawn = mark_svg(mark) if row.side else ""
        lines.append(
            f'<tr><th scope="row">{escape(names[row.team.pk])}</th><td class="number">{_number(row.numerator)}</td>'
            f'<td class="number">{_number(row.denominator)}</td>'
            f'<td class="number">{escape(format_value(row.value, unit))}</td>'
            f'<td><span class="status">{drawn}<span>{escape(word)}</span></span></td></tr>'
        )
    return mark_safe("\n".join(lines))


def _periods(slug: str, code: str, chosen: int) -> tuple[Period, ...]:
    address = reverse("reports:network_indicator", args=[slug, code])
    return tuple(
        Period(
            _("Siste %(months)s") % {"months": count_words(months, _("måned"), _("måneder"))},
            f"{address}?mnd={months}#trakt",
            months == chosen,
        )
        for months in PERIODS
    )


def _number(value: object) -> str:
    return "" if value is None else format_number(value)
