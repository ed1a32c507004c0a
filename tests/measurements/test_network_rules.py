"""The network decides by which rules charts are read; a chart with rules of its own keeps them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from measurements.models import PlannedIndicator
from measurements.queries import figures_of_teams, team_series
from measurements.queries.choices import stored_choices
from measurements.services import change_chart, draft_chart_change
from measurements.spc import ChartType, RuleSet, Verdict
from networks.models import Network
from networks.services import update_network
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, record_series
from tests.factories.networks import coordinator_of

TODAY = date(2026, 11, 4)
# Six of baseline, then six in a row above it: a shift by the rules of IHI, not yet by those of Anhøj.
SIX_ABOVE = [(8, 20), (11, 20), (9, 20), (12, 20), (10, 20), (11, 20), *[(14, 20), (15, 20)] * 3]


@pytest.fixture
def planned(team: Team) -> PlannedIndicator:
    make_plan(team, make_indicator(team.change_package), target=None)
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get()
    record_series(row, SIX_ABOVE)
    return row


def choose(network: Network, rules: str) -> None:
    update_network(network, by=coordinator_of(network), chart_rules=rules)


def reading(team: Team) -> tuple[ChartType, RuleSet, Verdict]:
    fresh = Team.objects.select_related("network", "organization").get(pk=team.pk)
    item = team_series(fresh, TODAY)[0]
    # The pages of one team and those of many say the same.
    other = figures_of_teams({team.pk: team.network_id}, TODAY, sessions=[])[team.pk].main
    assert (other.series.chart, other.series.rules) == (item.series.chart, item.series.rules)
    assert other.analysis.verdict is item.analysis.verdict
    return item.series.chart, item.series.rules, item.analysis.verdict


def test_the_networks_rules_read_every_chart(network: Network, team: Team, planned: PlannedIndicator) -> None:
    assert reading(team) == (ChartType.RUN, RuleSet.ANHOEJ, Verdict.UNCERTAIN)
    choose(network, "ihi")
    assert reading(team) == (ChartType.RUN, RuleSet.IHI, Verdict.IMPROVEMENT)
    choose(network, "mdc")
    assert reading(team)[:2] == (ChartType.I, RuleSet.MDC)


def test_a_chart_with_rules_of_its_own_keeps_them(network: Network, team: Team, planned: PlannedIndicator) -> None:
    choose(network, "ihi")
    item = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(pk=planned.pk)
    change = draft_chart_change(item, kind="reading", chart="run", rules="anhoej")
    change_chart(change, reason="Som før", by=coordinator_of(network))
    assert reading(team)[1] is RuleSet.ANHOEJ
    choose(network, "mdc")
    assert reading(team)[:2] == (ChartType.RUN, RuleSet.ANHOEJ)


def test_events_have_no_chart_that_making_data_count_reads(network: Network, team: Team) -> None:
    days = make_indicator(team.change_package, code="FALL-R3", calculation="days", unit="dager", kind="outcome")
    make_plan(team, days, target=None)
    choose(network, "mdc")
    assert reading(team)[:2] == (ChartType.RUN, RuleSet.ANHOEJ)


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({}, (None, None)),
        ({"phases": ["2026-06-01"]}, (None, None)),
        ({"rules": "ihi"}, (ChartType.RUN, RuleSet.IHI)),
        ({"chart": "p"}, (ChartType.P, RuleSet.ANHOEJ)),
    ],
    ids=["nothing", "a phase alone", "rules alone", "type alone"],
)
def test_of_type_and_rules_one_that_was_stored_brings_the_other(stored, expected) -> None:
    choices = stored_choices(stored)
    assert (choices.chart, choices.rules) == expected


def test_the_coordinator_chooses_in_the_setup_and_the_chart_says_it(
    client_for, people, network: Network, team: Team, planned: PlannedIndicator
) -> None:
    choose(network, "ihi")
    page = client_for(people["Astrid"]).get(reverse("networks:network_edit", args=[network.slug]))
    assert page.context["form"]["chart_rules"].value() == "ihi"
    chart = client_for(people["Ingrid"]).get(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"]))
    assert "Seriediagram med regler fra IHI." in chart.content.decode()


def test_the_database_knows_no_other_rules(network: Network) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.filter(pk=network.pk).update(chart_rules="nelson")
