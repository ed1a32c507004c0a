"""Avdelinger that count for themselves: the team's figure is the sum of them, and a month waits for all."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from measurements.models import MeasuredUnit, Measurement, PlannedIndicator
from measurements.queries import figures_of_teams, network_aggregates, team_overview, team_series
from measurements.queries.rows import followed_of
from measurements.services import (
    MeasurementError,
    deliver_month,
    record_measurement,
    set_measured_units,
    set_measurement_plan,
    skip_month,
)
from networks.services import close_network
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, planned, record_series
from tests.factories.teams import make_team

TODAY = date(2026, 11, 4)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def share(team):
    """A share and a count; months until September are entered for the whole team."""
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_indicator(package, code="SAM-P4", calculation="count"))
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator__code="SAM-P1")
    record_series(row, [(10, 20)] * 10)
    return row


def set_units(team, share, *names, counted=True):
    known = {unit.name: unit for unit in team.measured_units.all()}
    choices = [(known.pop(name, None), name, True) for name in names]
    choices += [(unit, unit.name, False) for unit in known.values()]
    return set_measured_units(team, units=choices, counted=[share] if counted else [], by=None)


def parts():
    rows = PlannedIndicator.objects.filter(unit__isnull=False).select_related(
        "indicator", "unit", "plan__team__network"
    )
    return {row.unit.name: row for row in rows}


def enter(part, month, numerator, denominator):
    return record_measurement(part, month=month, numerator=numerator, denominator=denominator, by=None)


def series_of(team, code="SAM-P1"):
    return next(item for item in team_series(Team.objects.get(pk=team.pk), TODAY) if item.indicator.code == code)


def test_the_teams_figure_is_the_sum_never_the_mean_of_percentages(team, share):
    set_units(team, share, "Nord", "Sør")
    enter(parts()["Nord"], SEPTEMBER, 1, 10)
    enter(parts()["Sør"], SEPTEMBER, 27, 30)
    enter(parts()["Sør"], OCTOBER, 15, 30)
    item = series_of(team)
    assert [(point.period, point.numerator, point.denominator) for point in item.series.points[-3:]] == [
        (date(2026, 8, 1), 10, 20),
        (SEPTEMBER, 28, 40),
        (OCTOBER, 15, 30),
    ]
    assert item.units == {SEPTEMBER: (2, 2), OCTOBER: (1, 2)}
    assert item.analysis.points[-2].value == 70


def test_a_month_is_complete_when_every_unit_has_delivered(team, share):
    count = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(indicator__code="SAM-P4")
    set_units(team, share, "Nord", "Sør")
    record_measurement(count, month=SEPTEMBER, numerator=4, denominator=None, by=None)
    enter(parts()["Nord"], SEPTEMBER, 5, 10)
    month = next(status for status in team_overview(team, TODAY).months if status.month == SEPTEMBER)
    assert [indicator.code for indicator in month.missing] == ["SAM-P1"]
    assert not figures_of_teams({team.pk: team.network_id}, TODAY, sessions=[])[team.pk].is_complete(SEPTEMBER)
    with pytest.raises(MeasurementError, match="Kort SAM-P1, Sør"):
        deliver_month(team, month=SEPTEMBER, by=None)
    skip_month(parts()["Sør"], month=SEPTEMBER, reason="Stengt", by=None)
    assert deliver_month(team, month=SEPTEMBER, by=None)
    assert series_of(team).units == {SEPTEMBER: (2, 2)}
    assert figures_of_teams({team.pk: team.network_id}, TODAY, sessions=[])[team.pk].is_complete(SEPTEMBER)


def test_a_month_that_every_unit_skipped_is_a_gap_with_a_reason(team, share):
    set_units(team, share, "Nord", "Sør")
    for part in parts().values():
        skip_month(part, month=OCTOBER, reason="Ferie", by=None)
    item = series_of(team)
    assert item.series.points[-1].numerator is None
    assert item.skip_reasons == {OCTOBER: "Ferie"}


def test_figures_go_where_they_belong(team, share):
    set_units(team, share, "Nord")
    share.refresh_from_db()
    with pytest.raises(MeasurementError, match="Før tallet for hver avdeling"):
        enter(share, OCTOBER, 3, 20)
    with pytest.raises(MeasurementError, match="alt et tall for hele teamet"):
        enter(parts()["Nord"], date(2026, 8, 1), 3, 20)


def test_a_unit_that_counts_no_longer_stays_in_the_sums_it_was_in(team, share):
    set_units(team, share, "Nord", "Sør")
    enter(parts()["Nord"], SEPTEMBER, 1, 10)
    enter(parts()["Sør"], SEPTEMBER, 9, 10)
    set_units(team, share, "Nord")
    enter(parts()["Nord"], OCTOBER, 2, 10)
    assert series_of(team).units == {SEPTEMBER: (2, 2), OCTOBER: (1, 1)}
    assert [item.title for item in followed_of(team).monthly] == ["Kort SAM-P1, Nord", "Kort SAM-P4"]
    set_units(team, share, "Nord", counted=False)
    assert [item.title for item in followed_of(team).monthly] == ["Kort SAM-P1", "Kort SAM-P4"]
    # The months that were counted unit by unit stand.
    assert series_of(team).series.points[-1].numerator == 2
    set_units(team, share, "Sør")
    assert [item.title for item in followed_of(team).monthly] == ["Kort SAM-P1, Sør", "Kort SAM-P4"]


def test_the_parts_follow_the_whole(team, share):
    set_units(team, share, "Nord")
    plan = {"who": "", "where": "", "when": "", "sample": "", "starts_on": share.plan.starts_on, "by": None}
    plan["baseline_ends_on"] = share.plan.baseline_ends_on
    count = PlannedIndicator.objects.get(indicator__code="SAM-P4").indicator
    set_measurement_plan(team, indicators=[(count, None)], **plan)
    assert not parts()["Nord"].is_active
    set_measurement_plan(team, indicators=[(share.indicator, 80), (count, None)], **plan)
    assert (parts()["Nord"].is_active, parts()["Nord"].target) == (True, Decimal(80))


def test_the_networks_sums_count_each_team_once(network, team, share):
    set_units(team, share, "Nord", "Sør")
    enter(parts()["Nord"], SEPTEMBER, 1, 10)
    enter(parts()["Sør"], SEPTEMBER, 27, 30)
    others = [make_team(network), make_team(network)]
    for each in others:
        make_plan(each, share.indicator)
        record_series(planned(each), [(5, 20)], first=SEPTEMBER)
    (found,) = network_aggregates(network, TODAY, share.indicator)
    assert found.teams == 3
    assert found.months[SEPTEMBER] == (38, 80, 3, 0)


@pytest.mark.parametrize(
    ("units", "counted", "words", "field"),
    [
        ([(None, " ", True)], False, "heter", "name_0"),
        ([(None, "Nord", True), (None, "nord", True)], False, "det samme", "name_1"),
        ([(None, f"Avdeling {number}", True) for number in range(13)], False, "Høyst 12", "units"),
        ([], True, "minst én", "units"),
        ([(None, "01010750160", True)], False, "fødselsnummer", "name"),
    ],
)
def test_units_that_cannot_be_are_refused(team, share, units, counted, words, field):
    with pytest.raises(MeasurementError, match=words) as refused:
        set_measured_units(team, units=units, counted=[share] if counted else [], by=None)
    assert refused.value.field == field
    assert MeasuredUnit.objects.count() == 0


def test_the_database_keeps_parts_and_wholes_apart(team, share):
    unit = MeasuredUnit.objects.create(team=team, name="Nord")
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasuredUnit.objects.create(team=team, name="Nord")
    row = {"plan": share.plan, "indicator": share.indicator}
    for values in ({}, {"unit": unit}, {"part_of": share}, {"unit": unit, "part_of": share, "is_summed": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlannedIndicator.objects.create(**row, **values)
    PlannedIndicator.objects.create(**row, unit=unit, part_of=share)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedIndicator.objects.create(**row, unit=unit, part_of=share)


def test_a_team_without_units_asks_the_database_no_more(team, share, django_assert_num_queries):
    with django_assert_num_queries(4):
        team_series(team, TODAY, has_notes=False)
    set_units(team, share, "Nord", "Sør")
    with django_assert_num_queries(4):
        team_series(team, TODAY, has_notes=False)


def test_the_page_names_units_and_they_enter_their_figures(team, share, people, client_for):
    client = client_for(people["Ingrid"])
    address = reverse("measurements:unit_edit", args=[team.slug])
    assert "Da teller dere som én." in client.get(address).content.decode()
    client.post(address, {"name_0": "Nord", "name_1": "Sør", f"per_{share.pk}": "on"})
    assert list(parts()) == ["Nord", "Sør"]
    nord, sor = parts()["Nord"], parts()["Sør"]
    month = reverse("measurements:month_edit", args=[team.slug, SEPTEMBER])
    page = client.get(month).content.decode()
    assert "Kort SAM-P1, Nord" in page
    count = PlannedIndicator.objects.get(indicator__code="SAM-P4")
    figures = {
        f"{nord.pk}-n": "1",
        f"{nord.pk}-d": "10",
        f"{sor.pk}-n": "27",
        f"{sor.pk}-d": "30",
        f"{count.pk}-n": "3",
    }
    client.post(month, figures | {"action": "deliver"})
    assert Measurement.objects.filter(month=SEPTEMBER).count() == 3
    shown = client.get(month).content.decode()
    assert f"avdeling={nord.unit_id}" in shown
    edit = reverse("measurements:measurement_edit", args=[team.slug, "sam-p1", SEPTEMBER])
    assert client.get(edit).url == month
    assert "1 av 10" in client.get(f"{edit}?avdeling={nord.unit_id}").content.decode()
    assert client.get(f"{edit}?avdeling=999").status_code == 404
    chart = client.get(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])).content.decode()
    assert "28" in chart
    enter(nord, OCTOBER, 2, 10)
    chart = client.get(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])).content.decode()
    assert "Oktober: 1 av 2 avdelinger." in chart


def test_a_name_that_cannot_be_is_explained_at_its_field(team, share, people, client_for):
    address = reverse("measurements:unit_edit", args=[team.slug])
    page = client_for(people["Ingrid"]).post(address, {"name_0": "Nord", "name_1": "nord"})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["name_1"])
    assert MeasuredUnit.objects.count() == 0


def test_nothing_changes_after_the_end(network, team, share, people):
    close_network(network, by=people["Astrid"])
    with pytest.raises(MeasurementError, match="avsluttet"):
        set_units(Team.objects.select_related("network").get(pk=team.pk), share, "Nord")


def test_the_chart_page_shows_the_units_side_by_side(client_for, people, team, share):
    address = reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])
    client = client_for(people["Ingrid"])
    assert client.get(address).context["units"] == ""
    set_units(team, share, "Avdeling 1", "Avdeling <2>")
    enter(parts()["Avdeling 1"], SEPTEMBER, 4, 9)
    enter(parts()["Avdeling <2>"], SEPTEMBER, 3, 8)
    page = client.get(address).content.decode()
    assert "Avdelingene hver for seg" in page
    urls = [reverse("measurements:unit_chart", args=[team.slug, "sam-p1", part.unit_id]) for part in parts().values()]
    assert f'<h3><a href="{urls[0]}">Avdeling 1</a></h3>' in page
    assert f'<h3><a href="{urls[1]}">Avdeling &lt;2&gt;</a></h3>' in page
    assert page.count("indicator-card") == 2
    # The figure of the whole is the sum of them.
    assert "7 av 17" in page


def unit_page(part, *, month=None):
    """The chart of an avdeling, or the page that corrects its figure of a month."""
    args = [part.plan.team.slug, part.indicator.code.lower()]
    if month:
        return f"{reverse('measurements:measurement_edit', args=[*args, f'{month:%Y-%m}'])}?avdeling={part.unit_id}"
    return reverse("measurements:unit_chart", args=[*args, part.unit_id])


def test_an_avdeling_has_a_chart_of_its_own(client_for, people, team, share):
    set_units(team, share, "Nord", "Sør")
    nord, sor = parts()["Nord"], parts()["Sør"]
    enter(nord, SEPTEMBER, 4, 9)
    enter(sor, SEPTEMBER, 3, 8)
    page = client_for(people["Ingrid"]).get(unit_page(nord)).content.decode()
    assert "<h1>Nord</h1>" in page
    assert "4 av 9" in page
    assert "7 av 17" not in page
    assert f'href="{unit_page(nord, month=SEPTEMBER)}"' in page
    assert unit_page(nord, month=SEPTEMBER) not in client_for(people["Arne"]).get(unit_page(nord)).content.decode()


def test_a_corrected_figure_leads_back_to_the_chart_of_the_avdeling(client_for, people, team, share):
    set_units(team, share, "Nord", "Sør")
    nord = parts()["Nord"]
    enter(nord, SEPTEMBER, 4, 9)
    client = client_for(people["Ingrid"])
    assert f'href="{unit_page(nord)}"' in client.get(unit_page(nord, month=SEPTEMBER)).content.decode()
    typed = {"tall-n": "5", "tall-d": "9", "tall-seen": "1", "tall-kind": "figure", "tall-reason": "Talt på nytt"}
    answer = client.post(unit_page(nord, month=SEPTEMBER), typed)
    assert (answer.status_code, answer.url) == (302, unit_page(nord))
    assert nord.measurements.get().numerator == 5


def test_there_is_no_chart_of_what_no_avdeling_counts(client_for, people, team, share):
    set_units(team, share, "Nord")
    nord = parts()["Nord"]
    client = client_for(people["Ingrid"])
    other = reverse("measurements:unit_chart", args=[team.slug, "sam-p4", nord.unit_id])
    assert [client.get(one).status_code for one in (other, f"{unit_page(nord)[:-1]}0/")] == [404, 404]
    assert client.get(unit_page(nord)).status_code == 200
    assert "Ingen målinger ennå" in client.get(unit_page(nord)).content.decode()
