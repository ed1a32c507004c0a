"""An attacker against everything that is published outside a team: no hidden figure may be found, by any arithmetic."""

import random
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from django.urls import reverse

from measurements.queries import network_aggregates, small_numbers
from measurements.queries.small_numbers import Counted, TeamsSum, is_small, sum_months, sum_teams
from tests.factories.measurements import make_indicator, make_plan, planned, record_series
from tests.factories.teams import make_team, user_in

NETWORKS = 1000
# Which of a figure's two numbers.
OVER, UNDER = 0, 1
Place = tuple[int, int, int]
Equation = tuple[dict[Place, int], Fraction]
Figures = dict[tuple[int, int], Counted]


def make_figures(chance: random.Random) -> Figures:
    """Up to five teams and four months of one indicator, often small, sometimes missing. By team and month."""
    figures = {}
    for place in product(range(chance.randint(1, 5)), range(chance.randint(1, 4))):
        if chance.random() < 0.85:
            under = chance.randint(1, 9) if chance.random() < 0.6 else chance.randint(10, 40)
            figures[place] = Counted(chance.randint(0, under), under)
    return figures


def published(figures: Figures, *, is_open: bool) -> list[Equation]:
    """What everybody reads: the figures and each team's sums of months (the funnel) in an open network, and the sums.

    The attacker is given more than is told: of which teams each sum is.
    """
    found: list[Equation] = []
    months = sorted({month for _team, month in figures})
    teams = sorted({team for team, _month in figures})
    if is_open:
        for place, figure in figures.items():
            if not is_small(*figure):
                found += _equations([place], figure)
        for team, first in product(teams, months):
            span = [(team, month) for month in months if month >= first and (team, month) in figures]
            found += _sum_equations(figures, span, sum_months([figures[place] for place in span]))
    for month in months:
        span = [(team, month) for team in teams if (team, month) in figures]
        found += _sum_equations(figures, span, sum_teams([figures[place] for place in span]))
    return found


def _sum_equations(figures: Figures, span: list, total: Counted | TeamsSum | None) -> list[Equation]:
    if total is None or total.numerator is None:
        return []
    shown = [place for place in span if not is_small(*figures[place])]
    parts = next(
        parts for parts in (shown, span) if sum(figures[place].denominator for place in parts) == total.denominator
    )
    return _equations(parts, total)


def _equations(parts: list, total: Counted | TeamsSum) -> list[Equation]:
    return [
        ({(*place, number): 1 for place in parts}, Fraction(value))
        for number, value in ((OVER, total.numerator), (UNDER, total.denominator))
    ]


def solved(equations: list[Equation]) -> set[Place]:
    """The unknowns that have one solution: exact elimination to the reduced form, where such a row has one unknown."""
    rows: dict[Place, dict[Place, Fraction]] = {}
    for coefficients, _value in equations:
        row = {place: Fraction(factor) for place, factor in coefficients.items()}
        for pivot in [place for place in row if place in rows]:
            _subtract(row, rows[pivot], row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = next(iter(row))
        row = {place: factor / row[pivot] for place, factor in row.items()}
        for other in rows.values():
            _subtract(other, row, other.get(pivot, Fraction(0)))
        rows[pivot] = row
    return {pivot for pivot, row in rows.items() if len(row) == 1}


def _subtract(row: dict[Place, Fraction], other: dict[Place, Fraction], times: Fraction) -> None:
    if times:
        for place, factor in other.items():
            left = row.get(place, Fraction(0)) - times * factor
            if left:
                row[place] = left
            else:
                row.pop(place, None)


def found_by_attackers(figures: Figures, *, is_open: bool) -> set[Place]:
    """Hidden figures that an outsider, or any team with what it knows of itself, can compute."""
    equations = published(figures, is_open=is_open)
    teams = {team for team, _month in figures}
    found: set[Place] = set()
    for attacker in (None, *teams):
        own = [place for place in figures if place[0] == attacker]
        known = [one for place in own for one in _equations([place], figures[place])]
        hidden = {
            (*place, number)
            for place, figure in figures.items()
            for number in (OVER, UNDER)
            if place[0] != attacker and (is_small(*figure) or not is_open)
        }
        found |= solved(known + equations) & hidden
    return found


@pytest.mark.parametrize("is_open", [True, False])
def test_no_hidden_figure_can_be_computed_back(is_open):
    chance = random.Random(2026)
    networks = [make_figures(chance) for _number in range(NETWORKS)]
    assert sum(is_small(*figure) for figures in networks for figure in figures.values()) > NETWORKS
    assert [figures for figures in networks if found_by_attackers(figures, is_open=is_open)] == []


@pytest.mark.parametrize("suppressed", ["sum_teams", "sum_months"])
def test_the_attacker_finds_what_full_sums_give_away(suppressed, monkeypatch):
    """The attack is worth something: with small figures in the sums it succeeds in many networks."""
    real: Callable = getattr(small_numbers, suppressed)
    monkeypatch.setitem(globals(), suppressed, lambda figures: real(figures, is_inside=True))
    chance = random.Random(2026)
    networks = [make_figures(chance) for _number in range(NETWORKS)]
    assert sum(bool(found_by_attackers(figures, is_open=True)) for figures in networks) > NETWORKS / 10


def test_a_figure_without_a_denominator_is_what_was_counted():
    assert [is_small(*one) for one in ((4, None), (5, None), (None, None), (0, 4), (0, 5))] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_those_who_see_the_teams_get_full_sums():
    figures = [Counted(1, 4), Counted(2, 10)]
    assert sum_teams(figures, is_inside=True) == TeamsSum(3, 14, 2, 0)
    assert sum_teams(figures) == TeamsSum(None, None, 1, 1)
    assert sum_months(figures, is_inside=True) == Counted(3, 14)
    assert sum_months(figures) == Counted(2, 10)


def _answers(client, network, teams, indicator):
    """Every page and file of the others that a participant of an open network reaches."""
    code = indicator.code.lower()
    names = ("network_detail", "network_figures", "network_figures_csv")
    addresses = [reverse(f"reports:{name}", args=[network.slug]) for name in names]
    names = ("network_indicator", "network_indicator_csv")
    addresses += [reverse(f"reports:{name}", args=[network.slug, code]) for name in names]
    for team in teams:
        addresses.append(reverse("reports:team_shared", args=[network.slug, team.slug]))
        names = ("chart_detail", "chart_figure", "chart_svg", "chart_csv")
        addresses += [reverse(f"measurements:{name}", args=[team.slug, code]) for name in names]
    found = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in found} == {200}
    # The token that guards forms is another for each page.
    return [re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode()) for answer in found]


@pytest.mark.parametrize("others", [[(1, 3), (4, 4)], [(0, 1), (2, 2)]])
def test_what_is_published_is_the_same_whatever_the_hidden_figures_are(network, client_for, others):
    """Byte for byte, but for the tokens of a request: nothing of a small figure is in any page, file or drawing."""
    teams = [make_team(network, municipality=name) for name in ("Asker", "Bærum", "Lørenskog", "Nes")]
    indicator = make_indicator(teams[0].change_package)
    for team in teams:
        make_plan(team, indicator)
        months = [(7, 20), (2, 4), (9, 20), (3, 3)] if team is teams[0] else [(7, 20), (8, 20), (9, 20), (10, 20)]
        record_series(planned(team), months)
    client = client_for(user_in(teams[3]))

    def read():
        return _answers(client, network, teams[:3], indicator), network_aggregates(network, date(2026, 11, 4))[0].months

    before = read()
    row = planned(teams[0])
    for month, (over, under) in zip((date(2025, 12, 1), date(2026, 2, 1)), others, strict=True):
        row.measurements.filter(month=month).update(numerator=over, denominator=under)
    assert read() == before
    assert any("færre enn 5" in answer for answer in before[0])
