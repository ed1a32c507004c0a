"""The chart page and its files: the same figures, and nobody sees more than shared."""

import csv
import re
from datetime import date

import pytest
from django.urls import reverse

from measurements.models import PlannedIndicator
from measurements.queries.reading import series_for
from measurements.services import annotate, skip_month
from measurements.views.chart_page import build_chart_page
from networks.models import Network
from networks.services import update_network
from tests.factories.measurements import make_indicator, make_plan, make_rate, planned, record_series
from tests.factories.networks import coordinator_of
from tests.factories.teams import make_cycle, make_team, user_in

TODAY = date(2026, 11, 4)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20), (16, 20)]


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, SERIES)
    skip_month(row, month=date(2026, 7, 1), reason="Fellesferie", by=None)
    return row


def address(team, name="chart_detail", *more):
    return reverse(f"measurements:{name}", args=[team.slug, "sam-p1", *more])


@pytest.fixture
def neighbour(network):
    """The leader of another team in the same network."""
    return user_in(make_team(network, municipality="Asker"))


def facts(page):
    return [(fact.label, fact.figure, fact.text) for fact in page.context["page"].facts]


def test_the_page_says_what_the_chart_shows(client_for, people, team, indicator):
    page = client_for(people["Arne"]).get(address(team))
    words = page.context["page"]
    assert words.reading.headline == "Tegn på varig forbedring."
    assert facts(page) == [
        ("Siste måling, oktober", "80\u00a0%", "16 av 20 brukere"),
        ("Utgangspunkt", "42,5\u00a0%", "median nov.–april"),
        ("Mål", "95\u00a0%", "Ikke nådd: tre brukere til av 20"),
        ("Endring", "Forbedring", "Høyere er bedre"),
    ]
    assert words.gaps == "Juli er ikke målt (fellesferie)."
    assert [month.row.month for month in words.months][:2] == ["nov.", "des."]
    assert page.content.decode().count("<h1") == 1


def test_months_in_a_row_without_figures_for_one_reason_are_said_once(client_for, people, team):
    make_plan(team)
    row = planned(team)
    record_series(row, [*SERIES[:8], None, None, (14, 20), None])
    for month, reason in ((7, "Fellesferie"), (8, "Fellesferie"), (10, "Ny journal")):
        skip_month(row, month=date(2026, month, 1), reason=reason, by=None)
    words = client_for(people["Arne"]).get(address(team)).context["page"]
    assert words.gaps == "Juli–august 2026 er ikke målt (fellesferie). Oktober er ikke målt (ny journal)."


def test_more_than_a_year_of_months_tells_the_years(client_for, people, team):
    make_plan(team)
    record_series(planned(team), [*SERIES, (15, 20)])
    page = client_for(people["Arne"]).get(address(team)).context["page"]
    told = [(month.row.month, month.year) for month in page.months if month.year]
    assert told == [("nov.", "2025"), ("jan.", "2026")]


@pytest.mark.parametrize(
    ("last", "target", "text"),
    [
        ((18, 20), 95, "Ikke nådd: én bruker til av 20"),
        ((19, 20), 95, "Nådd"),
        ((20, 20), 95, "Nådd"),
    ],
)
def test_the_goal_is_told_in_people(client_for, people, team, last, target, text):
    make_plan(team, target=target)
    record_series(planned(team), [(3, 20), last])
    page = client_for(people["Ingrid"]).get(address(team))
    assert facts(page)[2][2] == text


def test_a_goal_downwards_is_told_in_its_unit(client_for, people, team):
    make_plan(team, make_rate(team.change_package, code="SAM-P1"), target=4)
    record_series(planned(team), [(6, 1000), (5, 1000)])
    page = client_for(people["Ingrid"]).get(address(team))
    assert facts(page)[2][1:] == ("4\u00a0per 1000", "Ikke nådd: 1\u00a0per 1000 igjen")


def test_a_series_without_figures_says_where_to_begin(client_for, people, team):
    make_plan(team)
    page = client_for(people["Ingrid"]).get(address(team)).content.decode()
    assert "Ingen målinger ennå" in page
    assert "Registrer utgangspunktet" in page


def test_notes_link_to_test_and_to_their_form(client_for, people, team, indicator):
    cycle = make_cycle(team)
    row = annotate(
        team, planned_indicator=indicator, happened_on=date(2026, 8, 3), text="Med", by=None, pdsa_cycle=cycle
    )
    for person, edit_url in (("Ingrid", address(team, "annotation_edit", row.pk)), ("Arne", "")):
        note = client_for(people[person]).get(address(team)).context["page"].notes[0]
        assert (note.number, note.when, note.pdsa, note.edit_url) == (1, "aug.", f"PDSA {cycle.number}", edit_url)
        assert note.pdsa_url == reverse("teams:pdsa_edit", args=[team.slug, cycle.number])


def test_what_people_write_is_never_markup(client_for, people, team, indicator):
    annotate(team, planned_indicator=None, happened_on=date(2026, 8, 3), text="<script>x</script>", by=None)
    assert "<script>x" not in client_for(people["Ingrid"]).get(address(team)).content.decode()


def lines(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_the_csv_has_the_figures_of_the_chart(client_for, people, team, indicator):
    annotate(team, planned_indicator=None, happened_on=date(2026, 8, 3), text="=1+1", by=None)
    response = client_for(people["Ingrid"]).get(address(team, "chart_csv"))
    found = lines(response)
    assert found[0] == ["Måned", "Samstemt", "Sjekket i alt", "%", "Utgangspunkt", "Mål", "Ikke målt fordi", "Merknad"]
    assert found[6] == ["2026-04", "10", "22", "45,45", "42,5", "95", "", ""]
    assert found[9] == ["2026-07", "", "", "", "42,5", "95", "Fellesferie", ""]
    assert found[10][-1] == "'=1+1"
    assert response["Content-Disposition"] == f'attachment; filename="{team.slug}-sam-p1.csv"'


def test_the_drawing_and_the_figure_are_files(client_for, people, team, indicator):
    client = client_for(people["Ingrid"])
    drawing = client.get(address(team, "chart_svg"))
    assert drawing["Content-Type"] == "image/svg+xml"
    assert drawing.content.decode().startswith("<?xml")
    figure = client.get(address(team, "chart_figure")).json()
    assert sorted(figure) == ["data", "layout"]


def test_another_team_of_an_open_network_gets_no_notes_and_no_small_numbers(
    client_for, people, team, indicator, neighbour
):
    annotate(team, planned_indicator=None, happened_on=date(2026, 8, 3), text="Internt", by=None)
    record_series(indicator, [(2, 4)], first=date(2026, 11, 1))
    client = client_for(neighbour)
    found = lines(client.get(address(team, "chart_csv")))
    assert found[-1][:4] == ["2026-11", "", "", ""]
    assert found[-2][:4] == ["2026-10", "16", "20", "80"]
    assert [line[6:] for line in found[1:] if any(line[6:])] == [["færre enn 5", ""]]
    assert "Internt" not in client.get(address(team, "chart_svg")).content.decode()
    page = client.get(address(team)).content.decode()
    assert "Internt" not in page
    assert "Fellesferie" not in page
    row = page.split("nov. 2026</th>")[1].split("</tr>")[0]
    assert re.sub(r"<[^>]+>", " ", row).split() == ["–", "–", "færre", "enn", "5"]
    for door in ("chart_setup", "chart_link_list", "annotation_create"):
        assert address(team, door) not in page


@pytest.mark.parametrize("sharing", [Network.Sharing.AGGREGATES, Network.Sharing.CLOSED])
def test_another_team_of_a_network_that_does_not_share_gets_nothing(
    client_for, people, team, indicator, neighbour, sharing
):
    update_network(team.network, by=coordinator_of(team.network), sharing=sharing)
    client = client_for(neighbour)
    for name in ("chart_detail", "chart_csv", "chart_svg", "chart_figure"):
        assert client.get(address(team, name)).status_code == 404


@pytest.mark.parametrize(("indicators", "months"), [(1, 3), (10, 12)])
def test_the_page_takes_the_same_queries_for_few_and_many(
    client_for, people, team, django_assert_num_queries, indicators, months
):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(1, indicators + 1)))
    for row in PlannedIndicator.objects.select_related("indicator", "plan__team__network"):
        record_series(row, [(3, 20)] * months)
        annotate(team, planned_indicator=None, happened_on=date(2025, 12, 3), text=f"Merknad {row.pk}", by=None)
    client = client_for(people["Ingrid"])
    client.get(address(team))
    with django_assert_num_queries(12):
        client.get(address(team))


def test_screen_shows_the_chart_its_sentence_and_notes_and_the_way_back(team, indicator, people, client_for):
    annotate(
        team, planned_indicator=indicator, happened_on=date(2026, 5, 12), text="Farmasøyt med", by=people["Ingrid"]
    )
    page = client_for(people["Ingrid"]).get(address(team, "chart_screen")).content.decode()
    assert page.count("<h1>") == 1
    for text in ("run-chart-page", "Tegn på varig forbedring.", "Farmasøyt med", f'href="{address(team)}"'):
        assert text in page
    assert "site-header" not in page


def test_screen_without_figures_says_so(team, people, client_for):
    make_plan(team)
    page = client_for(people["Ingrid"]).get(address(team, "chart_screen")).content.decode()
    assert "Ingen målinger ennå" in page
    assert '<svg class="run-chart' not in page


def test_notes_can_be_hidden_in_the_chart_and_its_files_while_the_list_stays(client_for, people, team, indicator):
    annotate(team, planned_indicator=indicator, happened_on=date(2026, 6, 3), text="Farmasøyten kom med", by=None)
    client = client_for(people["Ingrid"])
    shown, hidden = (client.get(address(team), query) for query in ({}, {"merknader": "skjul"}))
    bare = build_chart_page(series_for(indicator, TODAY).without_notes(), may_record=False, may_annotate=False)
    assert hidden.context["drawing"] == bare.drawing
    assert shown.context["drawing"] == shown.context["page"].drawing != bare.drawing
    assert [note.text for note in hidden.context["page"].notes] == ["Farmasøyten kom med"]
    assert "Skjul i diagrammet" in shown.content.decode()
    page = hidden.content.decode()
    assert f'href="{address(team)}#merknader">Vis i diagrammet' in page
    assert f'data-figure-url="{address(team, "chart_figure")}?merknader=skjul"' in page


@pytest.mark.parametrize("name", ["chart_figure", "chart_svg", "chart_screen"])
def test_what_is_drawn_elsewhere_hides_notes_by_the_same_address(client_for, people, team, indicator, name):
    client = client_for(people["Ingrid"])
    hide = {"merknader": "skjul"}
    before = client.get(address(team, name)).content, client.get(address(team, name), hide).content
    assert before[0] == before[1]
    annotate(team, planned_indicator=indicator, happened_on=date(2026, 6, 3), text="Farmasøyten kom med", by=None)
    assert client.get(address(team, name)).content != before[0]
    assert client.get(address(team, name), hide).content == before[1]
