"""The demo world as a newcomer meets it: the network of the invitation, the one that is alive, and every page of both."""

from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules

import pytest
import time_machine
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from playwright.sync_api import expect

from accounts.models import User
from laeringsnettverk.demo.cast import people_to_sign_in
from measurements.queries import IndicatorSeries, team_series
from measurements.spc import Verdict
from networks.models import Network
from reports.models import Report
from teams.models import Team
from tests.browser import DESKTOP, PHONE, SIGN_IN, picture, resize
from tests.house import access
from tests.journeys.conftest import OSLO, Visit
from tests.journeys.crawling import Crawl
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.demo

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=OSLO)
ALIVE, FIRST = "akershus-na", "akershus-2018-19"
HANNE = "hanne.brekke@usht.example.no"
INGRID, MARTE, ARNE = (f"{name}@lorenskog.example.no" for name in ("ingrid.saether", "marte.solbakken", "arne.holth"))
# The faces of the site: these pages are another page for another role.
OWN_PAGES = ("reports:task_now", "reports:network_detail", "reports:team_detail")
# What no link leads to: forms of sign-in, links in mails, what scripts and machines read, the form for registering, which is
# closed on the demo's day, and what belongs to a code, link, file, event, avdeling or indicator that the first team has not made.
NOT_LINKED = {
    "account_confirm_login_code",
    "account_logout",
    "account_request_login_code",
    "accounts:invitation_accept",
    "component_gallery",
    "demo_sign_in",
    "health",
    "measurements:chart_figure",
    "measurements:event_csv",
    "measurements:event_list",
    "measurements:figures_import_review",
    "measurements:shared_chart",
    "measurements:tally_count",
    "measurements:tally_taps",
    "measurements:unit_chart",
    "reports:report_open",
    "teams:registration_autosave",
    "teams:registration_receipt",
    "teams:registration_start",
    "teams:registration_step",
    "teams:registration_withdraw",
}


@pytest.fixture(scope="module")
def demo(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, built once for the module, and the address of its site."""
    settings = override_settings(
        DEMO=True,
        DEMO_MAIL_DIR=tmp_path_factory.mktemp("mail"),
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        SITE_URL=server,
    )
    with time_machine.travel(NOW, tick=True), settings:
        call_command("seed_demo", today=TODAY)
        yield server


@pytest.fixture(scope="module")
def crawls(demo: str) -> dict[str, Crawl]:
    """Everybody of the cast, and a visitor without an address, after following every link."""
    found = {}
    for email in ("", *(row[3] for row in people_to_sign_in())):
        client = Client()
        if email:
            client.force_login(User.objects.get(email=email), backend=SIGN_IN)
        found[email] = Crawl(client)
        found[email].walk("/")
    return found


@pytest.fixture
def site(demo: str) -> str:
    """The pages of this module are those of the demo."""
    return demo


def main_series(slug: str) -> dict[str, IndicatorSeries]:
    """The first indicator of each team, by its municipality."""
    teams = Team.objects.filter(network__slug=slug).select_related("organization", "network")
    return {str(team.organization): team_series(team, TODAY)[0] for team in teams}


def test_first_network_is_the_one_of_the_invitation(demo: str) -> None:
    network = Network.objects.get(slug=FIRST)
    sessions = network.learning_sessions.order_by("number").values_list("starts_on", "ends_on")
    assert list(sessions) == [
        (date(2018, 5, 8), date(2018, 5, 9)),
        (date(2018, 10, 23), date(2018, 10, 23)),
        (date(2019, 3, 6), date(2019, 3, 6)),
    ]
    assert (network.registration_deadline_on, network.months) == (date(2018, 4, 18), 10)
    assert network.contact_email == "usht@lorenskog.kommune.no"
    assert network.is_closed


def test_first_network_ended_with_every_report_approved(demo: str) -> None:
    reports = Report.objects.filter(team__network__slug=FIRST)
    assert reports.filter(deadline__kind="status").count() == 12
    assert reports.filter(deadline__kind="final").count() == 6
    assert set(reports.values_list("state", flat=True)) == {Report.State.APPROVED}


def test_first_invitation_reads_as_the_document(demo: str, client: Client) -> None:
    # A long name may be broken between its parts, at a space of no width.
    page = client.get(f"/invitasjoner/{FIRST}/").content.decode().replace("\u200b", "")
    for text in (
        "Invitasjon til læringsnettverk i forbedringsarbeid og pasientsikkerhet",
        "Hva er et læringsnettverk?",
        "Læringsnettverk er en internasjonalt anerkjent metode for å implementere forbedringstiltak.",
        "Hva lærer vi i læringsnettverket?",
        "tverrfaglige forbedringsteam på fem til åtte personer",
        "Teamleder",
        "Samler teamet til faste møter og er ansvarlig for fremdriften.",
        "Måleansvarlig",
        "Resten av teamet",
        "Bruker/pårørenderepresentant",
        "Teamene kan gjerne ha med en brukerrepresentant.",
        "8.–9. mai 2018",
        "23. oktober 2018",
        "6. mars 2019",
        "usht@lorenskog.kommune.no",
    ):
        assert text in page, text


def test_living_network_stands_a_few_weeks_before_its_third_samling(demo: str) -> None:
    network = Network.objects.get(slug=ALIVE)
    days = [(session.starts_on - TODAY).days for session in network.learning_sessions.order_by("number")]
    assert days[0] < days[1] < 0
    assert 21 <= days[2] <= 28
    assert not network.is_closed
    assert set(network.change_packages.values_list("code", flat=True)) == {"SAM", "FALL"}
    assert network.baseline_months == 8


def test_living_teams_have_six_fates(demo: str) -> None:
    found = {name: one.analysis.verdict for name, one in main_series(ALIVE).items()}
    assert found == {
        "Lørenskog": Verdict.IMPROVEMENT,
        "Nittedal": Verdict.NO_CHANGE,
        "Ullensaker": Verdict.CONSTANT,
        "Eidsvoll": Verdict.TOO_FEW,
        "Nes": Verdict.SLID_BACK,
        "Rælingen": Verdict.UNCERTAIN,
    }
    raised = main_series(ALIVE)["Ullensaker"].series
    assert ([held.target for held in raised.earlier_targets], raised.target) == ([80], 95)
    gaps = [point for point in main_series(ALIVE)["Rælingen"].series.points if point.numerator is None]
    assert len(gaps) >= 2


def test_everybody_finds_their_way(crawls: dict[str, Crawl]) -> None:
    assert len(crawls) == 14
    problems = [f"{email or 'visitor'}: {problem}" for email, crawl in crawls.items() for problem in crawl.problems]
    assert problems == []


def test_every_page_is_linked(crawls: dict[str, Crawl]) -> None:
    """What nobody comes to by links is reached by a form, by a mail, or on another day than the demo's."""
    opened = {name for crawl in crawls.values() for name in crawl.opened}
    readable = {
        row.name
        for module in iter_modules(access.__path__)
        for row in import_module(f"{access.__name__}.{module.name}").ROWS
        if row.get
    }
    assert readable - opened == NOT_LINKED


@pytest.mark.skipif("sqlite" not in django_settings.DATABASES["default"]["ENGINE"], reason="judged once, on SQLite")
def test_pages_are_accessible(crawls: dict[str, Crawl], visit: Visit) -> None:
    """Each page once, and the pages that are another for another role once for each role."""
    visitor = visit()
    roles = {email: role for _name, role, _place, email in people_to_sign_in()}
    judged: set[tuple[str, str]] = set()
    for email, crawl in crawls.items():
        visitor.page.context.clear_cookies()
        if email:
            visitor.sign_in(User.objects.get(email=email))
        for name, address in crawl.pages.items():
            face = roles[email] if name in OWN_PAGES else ""
            if (name, face) not in judged:
                judged.add((name, face))
                visitor.go(address)
                visitor.look(face)


def test_pages_that_matter_say_what_they_are_for(demo: str, visit: Visit, settings: LazySettings) -> None:
    """The four pages of the README, without the bar that says demo."""
    settings.DEMO = False
    visitor = visit()
    report = Report.objects.get(team__organization__name="Lørenskog", deadline__network__slug=ALIVE, state="draft")
    team = f"/team/{report.team.slug}/"
    for email, address, heading, name in (
        (INGRID, "/min-oppgave/", "Registrer oktober", "min-oppgave"),
        (HANNE, f"/nettverk/{ALIVE}/", "Akershus 2026", "nettverk"),
        (MARTE, f"{team}diagram/sam-p1/", "Samstemt legemiddelliste", "diagram"),
        (MARTE, f"/rapporter/{report.pk}/", "Statusrapport 2", "statusrapport"),
    ):
        visitor.sign_in(User.objects.get(email=email))
        visitor.go(address)
        visitor.heading(heading)
        take_pictures(visitor, name)


def take_pictures(visitor: Visitor, name: str) -> None:
    """What a desktop and a phone see first."""
    if visitor.page.locator("[data-chart]").count():
        visitor.page.wait_for_selector(".chart-box.is-live")
    for width, size in (("1280", DESKTOP), ("390", PHONE)):
        resize(visitor.page, size)
        expect(visitor.page.locator("h1")).to_be_visible()
        picture(visitor.page, f"{name}-{width}", full_page=False)
    resize(visitor.page, DESKTOP)
