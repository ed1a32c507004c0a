"""All figures of a network: the matrix, one indicator of all teams, the file; and what is hidden from whom."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.months import months_between
from accounts.templatetags.icons import mark_svg
from measurements.models import Indicator, PlannedIndicator
from networks.models import Network
from networks.services import update_network
from reports.queries.common_months import charts_on_common_months
from reports.queries.network_figures import charts_of_network
from reports.queries.network_indicator import network_indicator
from reports.views.figures_matrix import legend
from reports.views.indicator_page import funnel_sentence
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan, make_rate, planned, record_series
from tests.factories.networks import coordinator_of, make_network
from tests.factories.teams import make_team, user_in

NOVEMBER = datetime(2026, 11, 4, 9, tzinfo=UTC)
IMPROVING = [(over, 20) for over in (9, 7, 8, 7, 9, 10, 13, 14, 13, 14, 16, 17)]
STEADY = [(over, 20) for over in (9, 7, 8, 7, 9, 10, 8, 9, 7, 8, 9, 8)]
PLACES = ("Asker", "Eidsvoll", "Lørenskog", "Nes", "Nittedal", "Ullensaker")
ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """Wednesday 4 November 2026."""
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def network() -> Network:
    return make_network("Akershus 2026–27")


@pytest.fixture
def indicator(network: Network) -> Indicator:
    """A share in percent, goal 95 %."""
    return make_indicator(network.change_packages.get(code="SAM"))


def team_with(
    network: Network,
    indicator: Indicator,
    figures: list,
    place: str = "Lørenskog",
    *,
    target: int | None = 95,
    **fields: str,
) -> Team:
    """A team that has counted this indicator, and nothing else."""
    team = make_team(network, municipality=place, **fields)
    make_plan(team, indicator, target=target)
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(plan__team=team)
    record_series(row, figures, by=user_in(team))
    return team


def words(html: str) -> str:
    """What stands in the page, white space evened out."""
    html = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def open_page(client: Client, network: Network, name: str = "network_figures", *more: str, query: str = "") -> str:
    """The page as this person gets it."""
    response = client.get(reverse(f"reports:{name}", args=[network.slug, *more]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_matrix_says_what_each_chart_says(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    team_with(network, indicator, IMPROVING)
    team_with(network, indicator, STEADY, "Nes")
    text = words(open_page(client_for(coordinator_of(network)), network))
    assert "To diagrammer har tall. Ett viser forbedring." in text
    assert "Lørenskog Kort SAM-P1 85 % Forbedring, målet er ikke nådd" in text
    assert "Nes Kort SAM-P1 40 % Ingen endring, målet er ikke nådd" in text


def test_goal_is_told_apart_from_change(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    team_with(network, indicator, [*STEADY[:-1], (20, 20)])
    page = open_page(client_for(coordinator_of(network)), network)
    assert "100 % Ingen endring, målet er nådd" in words(page)
    assert "ett har nådd målet" in words(page).lower()


def test_cell_has_a_mark_of_change_and_a_mark_of_the_goal(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    """A goal that is met for long never takes the place of the change, and no variation is not chance."""
    team_with(network, indicator, [(20, 20)] * 12, "Asker")
    team_with(network, indicator, [*STEADY[:-3], *[(20, 20)] * 3], "Eidsvoll")
    team_with(network, indicator, STEADY, "Nes")
    page = open_page(client_for(coordinator_of(network)), network)
    rows = page.partition("<tbody>")[2].split("<tr>")[1:]
    marks = {name: str(mark_svg(name, 18)) for name, _word in legend()}
    drawn = [sorted(name for name, svg in marks.items() if svg in row) for row in rows]
    assert drawn == [["constant", "goal"], ["goal", "none"], ["goal-missed", "none"]]


def test_cells_lead_to_charts_and_heads_to_all_teams(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    team = team_with(network, indicator, STEADY)
    page = open_page(client_for(coordinator_of(network)), network)
    assert f'href="{reverse("measurements:chart_detail", args=[team.slug, "sam-p1"])}"' in page
    assert f'href="{reverse("reports:network_indicator", args=[network.slug, "sam-p1"])}"' in page


def test_network_without_figures_says_what_comes(client_for: ClientFor, network: Network) -> None:
    text = words(open_page(client_for(coordinator_of(network)), network))
    assert "Ingen målinger ennå" in text
    assert "Ingen team har levert tall ennå." in text


def test_teams_of_one_place_are_told_apart(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    team_with(network, indicator, STEADY, service="Hjemmetjeneste")
    team_with(network, indicator, STEADY, service="Sykehjem")
    client = client_for(coordinator_of(network))
    assert "Lørenskog Sykehjem" in words(open_page(client, network))
    assert "Lørenskog, sykehjem" in words(open_page(client, network, "network_indicator", "sam-p1"))


def test_indicator_sums_what_the_teams_counted(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    for place, last in (("Asker", (10, 20)), ("Eidsvoll", (12, 20)), ("Nes", (5, 10))):
        team_with(network, indicator, [*STEADY[:-1], last], place)
    team_with(network, indicator, STEADY[:-1])
    text = words(open_page(client_for(coordinator_of(network)), network, "network_indicator", "sam-p1"))
    assert "Oktober 2026: 54 %, 27 av 50, fra tre av fire team." in text
    assert "oktober 2026 27 50 54 % 3 av 4" in text
    assert "september 2026 36 80 45 % 4 av 4" in text


def test_charts_share_one_axis(network: Network) -> None:
    rate = make_rate(network.change_packages.get(code="SAM"))
    team_with(network, rate, [(1, 900)] * 3, target=None)
    team_with(network, rate, [(40, 900)] * 3, "Nes", target=None)
    teams = charts_of_network(network, coordinator_of(network), date(2026, 11, 4))
    assert [team.series["fall-r1"].chart().axis.maximum for team in teams] == [1.5, 50]
    found = network_indicator(teams, "fall-r1", date(2026, 11, 1), months=12, baseline_months=6)
    assert [one.chart.axis.maximum for one in found.teams] == [50, 50]


def test_charts_share_months_and_are_read_by_their_own(network: Network, indicator: Indicator) -> None:
    """One who began later has a gap before, one who has stopped a gap after; lines and readings stay what they were."""
    team_with(network, indicator, IMPROVING, "Asker")
    team_with(network, indicator, STEADY[:5], "Eidsvoll")
    late = make_team(network, municipality="Nes")
    make_plan(late, indicator, starts_on=date(2026, 2, 1), baseline_ends_on=date(2026, 7, 1))
    record_series(planned(late), IMPROVING[:9], first=date(2026, 2, 1), by=user_in(late))
    teams = charts_of_network(network, coordinator_of(network), NOVEMBER.date())
    items = [team.series["sam-p1"] for team in teams]
    phased = replace(items[2], series=replace(items[2].series, phases=(4,), baseline_length=3))
    for item, chart in zip([*items, phased], charts_on_common_months([*items, phased]), strict=True):
        assert chart.periods == tuple(months_between(date(2025, 11, 1), date(2026, 10, 1)))
        assert [value for value in chart.values if value is not None] == [
            point.value for point in item.analysis.points if point.value is not None
        ]
        count = len(item.analysis.phases)
        assert [one.center for one in chart.analysis.phases][-count:] == [one.center for one in item.analysis.phases]
        assert chart.reading == item.reading


def test_funnel_needs_five_teams_and_names_no_best(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    client = client_for(coordinator_of(network))
    for place in PLACES[:4]:
        team_with(network, indicator, STEADY, place)
    assert "større enn tilfeldigheter" not in open_page(client, network, "network_indicator", "sam-p1")
    team_with(network, indicator, [(1, 20)] * 12, PLACES[4])
    text = words(open_page(client, network, "network_indicator", "sam-p1"))
    assert "Nittedal ligger under det tilfeldigheter alene ville gitt." in text
    assert "november 2025–oktober 2026" in text
    rows = text[text.index("I trakten") :]
    assert [rows.index(place) for place in PLACES[:5]] == sorted(rows.index(place) for place in PLACES[:5])


def test_funnel_sums_the_months_that_are_asked_for(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    for place in PLACES[:5]:
        team_with(network, indicator, STEADY, place)
    client = client_for(coordinator_of(network))
    text = words(open_page(client, network, "network_indicator", "sam-p1", query="?mnd=3"))
    assert "august–oktober 2026" in text
    assert "Asker 25 60 41,7 % innenfor" in text
    assert "november 2025–oktober 2026" in words(
        open_page(client, network, "network_indicator", "sam-p1", query="?mnd=tull")
    )


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        (
            [("Nes", 0), ("Asker", 0)],
            "Alle teamene ligger innenfor det tilfeldigheter alene kan gi. "
            "Forskjellene mellom dem sier ikke hvem som gjør det best.",
        ),
        (
            [("Nes", 1), ("Asker", -1), ("Ås", 1)],
            "Nes og Ås ligger over det tilfeldigheter alene ville gitt. "
            "Asker ligger under det tilfeldigheter alene ville gitt. Spør hva de gjør annerledes, og om de teller likt.",
        ),
    ],
)
def test_funnel_sentence_claims_no_more_than_the_limits(sides: list[tuple[str, int]], sentence: str) -> None:
    assert funnel_sentence(sides) == sentence


def test_other_teams_never_see_small_figures(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    for place in PLACES[:5]:
        team_with(network, indicator, [*STEADY[:-1], (3, 4)], place)
    outside = client_for(user_in(make_team(network, municipality="Ullensaker")))
    inside = client_for(coordinator_of(network))
    for name, more in (("network_figures", ()), ("network_indicator", ("sam-p1",)), ("network_figures_csv", ())):
        assert ("75" in open_page_text(inside, network, name, *more)) is True
        assert ("75" in open_page_text(outside, network, name, *more)) is False
    assert "skjult" in open_page(outside, network, "network_indicator", "sam-p1")


def open_page_text(client: Client, network: Network, name: str, *more: str) -> str:
    """The words, or the lines of the file."""
    page = open_page(client, network, name, *more)
    return words(page) if "<main" in page else page


def test_own_small_figures_are_seen_and_not_summed(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    own = team_with(network, indicator, [*STEADY[:-1], (3, 4)])
    for place in PLACES[3:6]:
        team_with(network, indicator, STEADY, place)
    text = words(open_page(client_for(user_in(own)), network, "network_indicator", "sam-p1"))
    assert "75 % mål 95 %" in text
    assert "oktober 2026 24 60 40 % 3 av 4" in text


@pytest.mark.parametrize(
    ("sharing", "reason"),
    [
        (Network.Sharing.AGGREGATES, "bare tall for alle teamene samlet"),
        (Network.Sharing.CLOSED, "bare sine egne tall"),
    ],
)
def test_network_that_does_not_share_says_why(
    client_for: ClientFor, network: Network, indicator: Indicator, sharing: str, reason: str
) -> None:
    team = team_with(network, indicator, STEADY)
    update_network(network, by=coordinator_of(network), sharing=sharing)
    for name, more in (("network_figures", ()), ("network_figures_csv", ()), ("network_indicator", ("sam-p1",))):
        response = client_for(user_in(team)).get(reverse(f"reports:{name}", args=[network.slug, *more]))
        assert response.status_code == 403
        assert reason in response.content.decode()


def test_indicator_nobody_follows_is_not_found(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    address = reverse("reports:network_indicator", args=[network.slug, "sam-p1"])
    assert client_for(coordinator_of(network)).get(address).status_code == 404


def test_file_has_a_line_for_each_figure(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    team_with(network, indicator, [(9, 20), None, (1, 3)])
    team_with(network, indicator, [(8, 25)], "Nes")
    response = client_for(coordinator_of(network)).get(reverse("reports:network_figures_csv", args=[network.slug]))
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [(line[0], line[2], *line[4:]) for line in lines[1:]] == [
        ("Lørenskog", "SAM-P1", "2025-11", "9", "20", "45", ""),
        ("Lørenskog", "SAM-P1", "2026-01", "1", "3", "33,3", ""),
        ("Nes", "SAM-P1", "2025-11", "8", "25", "32", ""),
    ]


def test_file_of_one_indicator_begins_with_the_sum(
    client_for: ClientFor, network: Network, indicator: Indicator
) -> None:
    for place, figure in (("Asker", (10, 20)), ("Eidsvoll", (12, 20)), ("Lørenskog", (3, 10)), ("Nes", (1, 4))):
        team = team_with(network, indicator, [figure], place)

    def lines(user: User) -> list[list[str]]:
        url = reverse("reports:network_indicator_csv", args=[network.slug, "SAM-P1"])
        text = client_for(user).get(url).content.decode("utf-8-sig")
        return [[line[0], *line[5:]] for line in csv.reader(io.StringIO(text), delimiter=";")]

    own = [["Asker", "10", "20", "50", ""], ["Eidsvoll", "12", "20", "60", ""], ["Lørenskog", "3", "10", "30", ""]]
    nes = ["Nes", "1", "4", "25", ""]
    assert lines(coordinator_of(network))[1:] == [["Alle team samlet", "26", "54", "48,1", "4 av 4 team"], *own, nes]
    # Who is in the team sees its small figure, and still no sum with it.
    assert lines(user_in(team))[1:] == [["Alle team samlet", "25", "50", "50", "3 av 4 team"], *own, nes]


@pytest.mark.parametrize("count", [3, 30])
def test_pages_ask_as_often_for_3_and_30_teams(
    client_for: ClientFor, network: Network, indicator: Indicator, count: int
) -> None:
    for number in range(count):
        team_with(network, indicator, STEADY[:3], f"Kommune {number:02}")
    client = client_for(coordinator_of(network))
    for name, more, queries_asked in (("network_figures", (), 9), ("network_indicator", ("sam-p1",), 8)):
        open_page(client, network, name, *more)
        with CaptureQueriesContext(connection) as queries:
            open_page(client, network, name, *more)
        assert len(queries) == queries_asked
        assert len({query["sql"] for query in queries}) == queries_asked


def test_figure_that_changes_is_another_cell(client_for: ClientFor, network: Network, indicator: Indicator) -> None:
    team = team_with(network, indicator, STEADY[:-1])
    client = client_for(coordinator_of(network))
    assert "Lørenskog Kort SAM-P1 45 %" in words(open_page(client, network))
    row = PlannedIndicator.objects.select_related("indicator", "plan__team__network").get(plan__team=team)
    record_series(row, [(19, 20)], first=date(2026, 10, 1))
    assert "Lørenskog Kort SAM-P1 95 %" in words(open_page(client, network))
