"""Measuring as the måleansvarlig does it: a month on a phone, paste, import, telleliste, two at once, rebasing, sharing."""

import itertools
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
import time_machine
from playwright.sync_api import Locator, expect

from accounts.roles import TeamRole
from measurements.models import Measurement, MonthDelivery, PlannedIndicator
from measurements.services import deliver_month, skip_whole_month
from networks.models import Network
from teams.models import Team
from tests.browser import PHONE
from tests.factories.measurements import make_indicator, make_plan, record_series
from tests.factories.networks import make_network
from tests.factories.teams import make_team, user_in
from tests.journeys.autumn import NOW
from tests.journeys.conftest import Visit
from tests.journeys.visiting import Visitor

OCTOBER = date(2026, 10, 1)
NAMES = ("Samstemt liste", "Samstemt innen fristen", "Liste fulgte med", "Gjennomgått av lege")
# Eleven months to September, nobody measured in July.
SHARES = ((9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20))
_number = itertools.count(1)


class Hand:
    """A hand on a phone: counts what it does."""

    def __init__(self, visitor: Visitor) -> None:
        self.page = visitor.page
        self.taps = self.keys = 0

    def tap(self, target: Locator) -> None:
        """One tap."""
        self.taps += 1
        target.click()

    def type(self, *keys: str) -> None:
        """One keystroke each, wherever the cursor is."""
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)


@pytest.fixture
def site(server: str) -> str:
    """The pages of this module show one network."""
    return server


@pytest.fixture(scope="module")
def network(db: None) -> Iterator[Network]:
    """In its second period of work; the clock stands on 4 November 2026 and runs."""
    with time_machine.travel(NOW, tick=True):
        with time_machine.travel("2026-02-02T09:00:00+01:00", tick=True):
            network = make_network("Akershus 2026–27")
        yield network


@pytest.fixture
def team(network: Network) -> Team:
    """A team of its own for each test: four shares, figures to September, but no baseline for the last."""
    team = make_team(network, municipality=f"Kommune {next(_number)}")
    package = team.change_package
    rows = [
        package.indicators.filter(code=f"SAM-T{number}").first()
        or make_indicator(package, code=f"SAM-T{number}", short_name=name)
        for number, name in enumerate(NAMES, start=1)
    ]
    make_plan(team, *rows, by=counter_of(team))
    for planned in planned_of(team):
        months = [None] * 6 + list(SHARES[6:]) if planned.position == len(NAMES) else SHARES
        record_series(planned, months, by=counter_of(team))
    skip_whole_month(team, month=date(2026, 7, 1), reason="Fellesferie", by=counter_of(team))
    for month in (5, 6, 8, 9):
        deliver_month(team, month=date(2026, month, 1), by=counter_of(team))
    return team


def counter_of(team: Team):
    """The måleansvarlig."""
    return user_in(team, TeamRole.MEASUREMENT_LEAD)


def planned_of(team: Team) -> list[PlannedIndicator]:
    """What the team follows, in order."""
    rows = PlannedIndicator.objects.filter(plan__team=team).order_by("position")
    return list(rows.select_related("indicator", "plan__team__network"))


def of_month(team: Team, month: date = OCTOBER) -> list[tuple[int, int]]:
    """What is recorded for a month, in the order of the indicators."""
    rows = Measurement.objects.filter(planned_indicator__plan__team=team, month=month)
    return [(row.numerator, row.denominator) for row in rows.order_by("planned_indicator__position")]


def at(team: Team, room: str) -> str:
    """An address in the team."""
    return f"/team/{team.slug}/{room}"


def path_of(link: Locator) -> str:
    """Where a link leads on this site, whatever address it is printed with."""
    return urlsplit(link.get_attribute("href")).path


@pytest.fixture
def counter(visit: Visit, team: Team) -> Visitor:
    """The måleansvarlig with a phone."""
    visitor = visit(PHONE)
    visitor.sign_in(counter_of(team))
    return visitor


def test_a_month_of_four_indicators_on_a_phone(team: Team, counter: Visitor) -> None:
    """From «Min oppgave nå» to «Takk»: 3 taps and 16 keystrokes, because what was counted last month stands there."""
    hand = Hand(counter)
    # The baseline of the fourth is asked for first; it has been entered.
    record_series(planned_of(team)[3], SHARES[:6], by=counter_of(team))
    counter.go("/min-oppgave/")
    with counter.next_page():
        hand.tap(counter.page.locator(".task-button"))
    counter.heading("Registrer oktober 2026")
    counter.look()
    hand.tap(counter.page.locator("input[name$='-n']").first)
    for digits in ("16", "15", "17", "18"):
        hand.type(*digits, "Enter", "Enter")
    expect(counter.page.get_by_role("button", name="Lever oktober")).to_be_focused()
    counter.says("4 av 4 klare.")
    with counter.next_page():
        hand.tap(counter.page.get_by_role("button", name="Lever oktober"))
    counter.says("Oktober er levert. Takk.")
    counter.look("delivered")
    assert of_month(team) == [(16, 20), (15, 20), (17, 20), (18, 20)]
    assert (hand.taps, hand.keys) == (3, 16)


def test_the_baseline_is_pasted_from_a_spreadsheet(team: Team, counter: Visitor) -> None:
    counter.go(at(team, "utgangspunkt/"))
    cells = "\n".join(f"{over}\t{under}" for over, under in SHARES[:6])
    fourth = planned_of(team)[3].pk
    counter.page.evaluate(
        """([name, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.getElementsByName(name)[0].dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [f"{fourth}-2025-11-n", cells],
    )
    counter.says("Tolv felt er fylt ut. Husk å lagre.")
    counter.look("pasted")
    counter.press("Lagre utgangspunktet")
    counter.says("Seks tall er lagret i utgangspunktet.")
    rows = Measurement.objects.filter(planned_indicator=fourth, month__lt="2026-05-01").order_by("month")
    assert list(rows.values_list("numerator", "denominator")) == list(SHARES[:6])


def test_a_file_is_refused_at_its_cell_then_taken_whole(team: Team, counter: Visitor) -> None:
    counter.go(at(team, "malinger/import/"))
    head = "Måned;Indikator;Teller;Nevner\n"
    rows = [f"oktober 2026;SAM-T{number};{10 + number};20\n" for number in (1, 2, 3, 4)]
    wrong = [*rows[:3], "oktober 2026;SAM-T4;21;20\n"]
    send(counter, head + "".join(wrong))
    counter.heading("Importer tall")
    counter.says("Én celle må rettes", "C5", "21 er flere enn 20.")
    counter.look("wrong")
    assert of_month(team) == []
    send(counter, head + "".join(rows))
    counter.says("Nye", "14 av 20")
    counter.look()
    counter.press("Lagre fire tall")
    counter.says("Fire tall er lagt til.")
    assert of_month(team) == [(11, 20), (12, 20), (13, 20), (14, 20)]
    assert MonthDelivery.objects.filter(team=team, month=OCTOBER).exists()


def send(visitor: Visitor, text: str) -> None:
    """Upload a CSV file as Excel writes it in Norwegian."""
    file = {"name": "tall.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    visitor.page.locator("input[type=file]").set_input_files(files=[file])
    visitor.press("Les filen")


def test_a_tally_on_the_ward_becomes_the_months_figure(team: Team, counter: Visitor, visit: Visit) -> None:
    counter.go(at(team, "tellelister/ny/"))
    counter.page.get_by_label("Samstemt liste").check()
    counter.fill(limit="5")
    counter.page.locator("select[name=month]").select_option("2026-10")
    counter.press("Lag tellelista")
    counter.look()
    ward = visit(PHONE)
    ward.go(path_of(counter.page.locator("main a[href*='/tell/']").first))
    ward.look()
    for name in ("Ja", "Ja", "Nei", "Ja", "Ja"):
        ward.page.get_by_role("button", name=name, exact=True).click()
    ward.says("5 av 5 talt", "Alle trykk er sendt.")
    counter.go(at(team, "malinger/2026-10/"))
    counter.says("Fra telleliste: 4 av 5.")
    card = counter.page.locator("[data-row]").first
    expect(card.locator("input[name$='-n']")).to_have_value("4")
    card.get_by_role("button", name="Ja, det stemmer").click()
    expect(card).to_have_attribute("data-state", "done")


def test_two_browsers_never_overwrite_each_other(team: Team, counter: Visitor, visit: Visit) -> None:
    leader = visit()
    leader.sign_in(user_in(team, TeamRole.TEAM_LEADER))
    for visitor in (counter, leader):
        visitor.go(at(team, "malinger/2026-10/"))
    for visitor, figures in ((leader, "14 15 16 17"), (counter, "18 15 16 17")):
        for field, figure in zip(visitor.page.locator("input[name$='-n']").all(), figures.split(), strict=True):
            field.fill(figure)
        visitor.press("Lever oktober")
    counter.says(f"{user_in(team, TeamRole.TEAM_LEADER).name} har registrert 14 av 20.", "Du skrev 18 av 20.")
    counter.look("conflict")
    assert of_month(team)[0] == (14, 20)
    counter.press("Bruk 18 av 20")
    assert of_month(team) == [(18, 20), (15, 20), (16, 20), (17, 20)]
    first = Measurement.objects.get(planned_indicator=planned_of(team)[0], month=OCTOBER)
    assert [(row.numerator, row.reason) for row in first.revisions.all()] == [(14, "To registrerte samtidig.")]


def test_a_new_phase_is_previewed_and_saved_with_its_reason(team: Team, counter: Visitor) -> None:
    counter.go(at(team, "diagram/sam-t1/"))
    counter.follow("Endre type, regler, faser eller måneder")
    counter.follow("Ny fase")
    counter.page.get_by_label("Første måned i den nye fasen").select_option(label="Juni 2026")
    counter.press("Se hvordan det blir")
    counter.look()
    counter.press("Lagre endringen")
    counter.error_beside("reason", "Skriv")
    counter.fill(reason="Ny rutine ved innkomst")
    counter.press("Lagre endringen")
    counter.says("Ny fase fra juni 2026", "Ny rutine ved innkomst")
    counter.look("changed")


def test_a_chart_is_shared_and_the_link_stopped(team: Team, counter: Visitor, visit: Visit) -> None:
    counter.go(at(team, "diagram/sam-t1/del/"))
    counter.fill(label="Kommunestyret", expires_on="2026-12-01")
    counter.press("Lag lenken")
    counter.look()
    link = path_of(counter.page.locator(".link-address a"))
    guest = visit()
    guest.go(link)
    guest.heading("Samstemt liste")
    guest.look()
    counter.press("Stopp lenken", exact=False)
    guest.go(link, status=404)
    guest.look("stopped")
