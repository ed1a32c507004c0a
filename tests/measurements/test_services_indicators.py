"""A network's own copies of indicators, what a team makes for itself, and who goes on with what."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from measurements.models import Annotation, Indicator, PlannedIndicator
from measurements.queries import network_aggregates
from measurements.queries.offers import network_indicators, offers_for, teams_following
from measurements.services import (
    MeasurementError,
    retire_network_indicator,
    save_network_indicator,
    save_team_indicator,
    set_measurement_plan,
)
from networks.services import close_network
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, planned, record_series
from tests.factories.teams import make_team

TODAY = date(2026, 11, 4)
PLAN = {
    "who": "",
    "where": "",
    "when": "",
    "sample": "",
    "starts_on": date(2025, 11, 1),
    "baseline_ends_on": date(2026, 4, 1),
    "by": None,
}
OWN = {
    "short_name": "Måltider sammen",
    "summary": "De som spiste i fellesskap",
    "kind": "outcome",
    "calculation": "proportion",
    "multiplier": 1,
    "numerator_label": "Spiste sammen",
    "denominator_label": "Til stede",
    "counted_noun": "brukere",
    "unit": "",
    "direction": "increase",
    "how_to_count": "",
}


@pytest.fixture
def common(team):
    return make_indicator(team.change_package, code="SAM-P1", is_mandatory=True)


def offered(team):
    """Code, version, owner and newer version of what the måleplan page offers."""
    rows = list(PlannedIndicator.objects.filter(plan__team=team).select_related("indicator"))
    return [
        (offer.indicator.code, offer.indicator.version, bool(offer.indicator.owner_network_id), bool(offer.newer))
        for offer in offers_for(team, rows)
    ]


def test_a_copy_keeps_the_arithmetic_and_stands_in_for_the_common_one(network, team, common):
    trail = AuditEvent.objects.count()
    copy = save_network_indicator(
        common, network=network, fields={"name": "Vår ordlyd", "calculation": "count"}, by=None
    )
    assert (copy.code, copy.version, copy.based_on, copy.owner_network) == ("SAM-P1", 1, common, network)
    assert (copy.name, copy.calculation, copy.multiplier, copy.unit) == ("Vår ordlyd", "proportion", 100, "%")
    assert network_indicators(network, [team.change_package_id]) == [copy]
    common.refresh_from_db()
    assert (common.name, common.state) == ("Indikator SAM-P1", "current")
    assert AuditEvent.objects.count() == trail + 1


def test_a_copy_nobody_follows_is_changed_where_it_is(network, common):
    copy = save_network_indicator(common, network=network, fields={"name": "En"}, by=None)
    again = save_network_indicator(copy, network=network, fields={"name": "To"}, by=None)
    assert (again.pk, again.version, again.name) == (copy.pk, 1, "To")


def test_a_copy_that_is_followed_gets_a_successor(network, team, common):
    copy = save_network_indicator(common, network=network, fields={"name": "En"}, by=None)
    make_plan(team, copy)
    assert teams_following(network, copy) == 1
    newer = save_network_indicator(copy, network=network, fields={"name": "To"}, by=None)
    copy.refresh_from_db()
    assert (newer.version, copy.name, copy.state, copy.superseded_by) == (2, "En", "retired", newer)
    assert offered(team) == [("SAM-P1", 1, True, True)]
    with pytest.raises(MeasurementError, match="Åpne den"):
        save_network_indicator(common, network=network, fields={"name": "Tre"}, by=None)
    with pytest.raises(MeasurementError, match=r"egen utgave|erstattet"):
        save_network_indicator(copy, network=network, fields={"name": "Tre"}, by=None)


def test_a_team_goes_over_when_it_wants_to_and_keeps_its_figures(network, team, common):
    make_plan(team, common)
    record_series(planned(team), [(3, 20), (5, 20)])
    newer = save_network_indicator(common, network=network, fields={"name": "Vår"}, by=None)
    set_measurement_plan(team, indicators=[(common, 90)], **PLAN)
    assert planned(team).indicator == common
    set_measurement_plan(team, indicators=[(newer, 90)], **PLAN)
    row = planned(team)
    assert (row.indicator, row.measurements.count(), row.is_active) == (newer, 2, True)
    assert PlannedIndicator.objects.count() == 1
    assert Annotation.objects.get().text == "Fra nå følges nettverkets egen utgave av indikatoren, versjon 1."
    assert offered(team) == [("SAM-P1", 1, True, False)]


def test_a_version_with_another_arithmetic_starts_its_own_figures(team, common):
    make_plan(team, common)
    record_series(planned(team), [(3, 20)])
    newer = make_indicator(team.change_package, code="SAM-P1", version=2, calculation="mean", is_mandatory=True)
    Indicator.objects.filter(pk=common.pk).update(state="retired", superseded_by=newer)
    set_measurement_plan(team, indicators=[(newer, None)], **PLAN)
    rows = PlannedIndicator.objects.order_by("is_active")
    assert [(row.indicator, row.is_active, row.measurements.count()) for row in rows] == [
        (common, False, 1),
        (newer, True, 0),
    ]


def test_a_retired_copy_gives_the_common_one_back_to_new_teams(network, team, common):
    copy = save_network_indicator(common, network=network, fields={"name": "Vår"}, by=None)
    make_plan(team, copy)
    retire_network_indicator(copy, by=None)
    retire_network_indicator(copy, by=None)
    assert network_indicators(network, [team.change_package_id]) == [common]
    assert offered(team) == [("SAM-P1", 1, True, True)]
    again = save_network_indicator(common, network=network, fields={"name": "Ny"}, by=None)
    assert (again.version, again.based_on) == (2, common)
    with pytest.raises(MeasurementError, match="egne"):
        retire_network_indicator(common, by=None)


def test_texts_are_checked(network, common):
    for fields, field in (
        ({"name": ""}, "name"),
        ({"name": "01010750160"}, "name"),
        ({"denominator_label": " "}, "denominator_label"),
    ):
        with pytest.raises(MeasurementError) as refused:
            save_network_indicator(common, network=network, fields=fields, by=None)
        assert refused.value.field == field
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("proportion", 100, "%", "Til stede", "monthly")),
        ({"calculation": "rate", "multiplier": 1000}, ("rate", 1000, "per 1000", "Til stede", "monthly")),
        (
            {"calculation": "mean", "multiplier": 7, "unit": "minutter"},
            ("mean", 1, "minutter", "Til stede", "monthly"),
        ),
        ({"calculation": "sum", "unit": "liter"}, ("sum", 1, "liter", "", "monthly")),
        ({"calculation": "count"}, ("count", 1, "", "", "monthly")),
    ],
)
def test_a_teams_own_indicator_says_what_follows_from_its_calculation(team, fields, expected):
    row = save_team_indicator(team, fields=OWN | fields, by=None)
    assert (row.calculation, row.multiplier, row.unit, row.denominator_label, row.frequency) == expected
    assert (row.code, row.owner_team, row.name, row.is_proposed) == ("EGEN-1", team, "Måltider sammen", False)


@pytest.mark.parametrize(
    ("calculation", "wanted", "expected"),
    [
        ("proportion", "quarterly", "quarterly"),
        ("count", "half_yearly", "half_yearly"),
        ("proportion", "event", "monthly"),
        ("days", "quarterly", "event"),
    ],
)
def test_how_often_is_the_teams_choice_but_for_events(team, common, calculation, wanted, expected):
    row = save_team_indicator(team, fields=OWN | {"calculation": calculation, "frequency": wanted}, by=None)
    row.refresh_from_db()
    assert row.frequency == expected


def test_own_indicators_are_numbered_and_followed_by_their_team_alone(network, team, common):
    first = save_team_indicator(team, fields=OWN, by=None)
    second = save_team_indicator(team, fields=OWN | {"short_name": "Turer"}, by=None)
    assert [first.code, second.code] == ["EGEN-1", "EGEN-2"]
    make_plan(team, common, first)
    assert offered(team)[-2:] == [("EGEN-1", 1, False, False), ("EGEN-2", 1, False, False)]
    other = make_team(network, municipality="Asker")
    with pytest.raises(MeasurementError, match="hører ikke til"):
        make_plan(other, common, first)
    # What is the team's own is in none of the network's sums.
    assert [row.indicator for row in network_aggregates(network, TODAY)] == [common]


def test_own_indicator_with_figures_keeps_its_arithmetic(team, common):
    own = save_team_indicator(team, fields=OWN, by=None)
    make_plan(team, common, own)
    record_series(PlannedIndicator.objects.get(indicator=own), [(3, 20)])
    with pytest.raises(MeasurementError, match="Dere har tall") as refused:
        save_team_indicator(team, fields=OWN | {"calculation": "count"}, indicator=own, by=None)
    assert refused.value.field == "calculation"
    own.refresh_from_db()
    assert save_team_indicator(team, fields=OWN | {"summary": "Ny"}, indicator=own, by=None).summary == "Ny"


def test_nothing_changes_after_the_end(network, team, common, people):
    copy = save_network_indicator(common, network=network, fields={}, by=None)
    close_network(network, by=people["Astrid"])
    team = Team.objects.select_related("network").get(pk=team.pk)
    for change in (
        lambda: save_network_indicator(copy, network=team.network, fields={}, by=None),
        lambda: retire_network_indicator(Indicator.objects.get(pk=copy.pk), by=None),
        lambda: save_team_indicator(team, fields=OWN, by=None),
    ):
        with pytest.raises(MeasurementError, match="avsluttet"):
            change()
