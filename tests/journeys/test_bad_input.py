"""Bad input gets one clear Norwegian sentence beside the field, and nothing typed is lost: the pages show it."""

import random
import re

import pytest
import time_machine
from playwright.sync_api import expect

from accounts.services import create_invitation
from measurements.models import Measurement
from teams.models import PlanItem, Registration
from tests.accounts.national_ids import make_national_id
from tests.factories.accounts import make_user
from tests.factories.registrations import make_draft
from tests.journeys.autumn import Autumn
from tests.journeys.conftest import Visit
from tests.journeys.visiting import Visitor

WRONG_PAIRS = (
    ("21", "20", "n", "21 er flere enn 20. «Samstemt» kan ikke være flere enn «Sjekket i alt»."),
    ("0", "0", "d", "Hopp over måneden i stedet, så blir den et hull i diagrammet og ikke en null."),
    ("-1", "20", "n", "Tallet kan ikke være mindre enn null."),
    ("seksten", "20", "n", "Skriv bare tall her, for eksempel 16."),
    ("12,5", "20", "n", "Skriv et helt tall. Her telles hele antall."),
    ("<script>alert(1)</script>", "20", "n", "Skriv bare tall her, for eksempel 16."),
)
FIVE_MEGABYTES = "Vi målte på nytt. " * (5 * 1024 * 1024 // 19)
PASTED = '<script>alert(1)</script><img src=x onerror="alert(2)"> <b>fet</b>'


@pytest.fixture
def site(server: str) -> str:
    """The pages of this module show one world."""
    return server


@pytest.fixture
def leader(autumn: Autumn, visit: Visit) -> Visitor:
    """Marte, signed in."""
    visitor = visit()
    visitor.sign_in(autumn.leader)
    return visitor


@pytest.fixture
def coordinator(autumn: Autumn, visit: Visit) -> Visitor:
    """Hanne, signed in."""
    visitor = visit()
    visitor.sign_in(autumn.coordinator)
    return visitor


@pytest.fixture
def draft(autumn: Autumn, visit: Visit) -> Visitor:
    """A municipality with a draft that has its first step."""
    _registration, token = make_draft(autumn.enrolling)
    visitor = visit()
    visitor.go(f"/pamelding/{token}/team/")
    return visitor


def test_wrong_numbers(autumn: Autumn, leader: Visitor) -> None:
    for n, d, name, message in WRONG_PAIRS:
        leader.go(autumn.at("malinger/2026-07/"))
        row = leader.page.locator("[data-row]").first
        row.locator("input[name$='-n']").fill(n)
        row.locator("input[name$='-d']").fill(d)
        field = row.locator(f"input[name$='-{name}']").get_attribute("name")
        leader.press("Lever juli")
        leader.error_beside(field, message)
        expect(row.locator("input[name$='-n']")).to_have_value(n)
        expect(row.locator("input[name$='-d']")).to_have_value(d)
    leader.look("wrong numbers")


def test_decimals_with_comma_and_with_point(autumn: Autumn, leader: Visitor) -> None:
    for typed, shown in (("92,5", "92,5"), ("91.25", "91,25")):
        leader.go(autumn.at("maleplan/"))
        leader.page.locator("input[name^='target_']").first.fill(typed)
        leader.press("Lagre måleplanen")
        leader.go(autumn.at("maleplan/"))
        expect(leader.page.locator("input[name^='target_']").first).to_have_value(shown)


def test_month_outside_the_period(autumn: Autumn, leader: Visitor) -> None:
    for month, message in (
        ("2027-01", "Januar 2027 er ikke begynt ennå."),
        ("2025-03", "Mars 2025 ligger før måleplanen begynner. Den første måneden er november 2025."),
    ):
        leader.go(autumn.at(f"malinger/{month}/"))
        assert leader.path == autumn.at("malinger/")
        leader.says(message)
    leader.look("outside")
    leader.go(autumn.at("malinger/2026-13/"), status=404)


def test_month_that_somebody_else_has_entered_meanwhile(autumn: Autumn, leader: Visitor, visit: Visit) -> None:
    counter = visit((390, 844))
    counter.sign_in(autumn.counter)
    for visitor, numbers in ((counter, ("16", "4")), (leader, ("14", "5"))):
        visitor.go(autumn.at("malinger/2026-10/"))
        for row, (n, d) in enumerate(zip(numbers, ("20", "950"), strict=True)):
            visitor.page.locator("[data-row]").nth(row).locator("input[name$='-n']").fill(n)
            visitor.page.locator("[data-row]").nth(row).locator("input[name$='-d']").fill(d)
    counter.press("Lever oktober")
    counter.says("Oktober er levert. Takk.")
    leader.press("Lever oktober")
    rows = leader.page.locator("[data-row]")
    expect(rows.first).to_contain_text("Ingrid Sæther har registrert 16 av 20.")
    expect(rows.first).to_contain_text("Du skrev 14 av 20. Hvilket tall skal stå?")
    leader.look("two figures")
    assert figures_of_october() == [4, 16]
    leader.press("Behold 16 av 20")
    expect(rows.first).not_to_contain_text("Hvilket tall skal stå?")
    leader.press("Bruk 5 per 950")
    leader.says("Levert 4. november")
    assert figures_of_october() == [5, 16]


def figures_of_october() -> list[int]:
    return sorted(Measurement.objects.filter(month="2026-10-01").values_list("numerator", flat=True))


@pytest.mark.parametrize("javascript", [True, False])
def test_double_click(autumn: Autumn, visit: Visit, javascript: bool) -> None:
    """However often the browser sends the form, the server counts it once."""
    leader = visit(javascript=javascript)
    leader.sign_in(autumn.leader)
    leader.go(autumn.at("plan/nytt/"))
    title = f"Bare én gang {javascript}"
    leader.fill(title=title, due_on="2026-12-01")
    address = leader.page.url
    sent = leader.field("title").evaluate("field => Object.fromEntries(new FormData(field.form))")
    leader.page.get_by_role("button", name="Legg i planen").dblclick()
    # Not the navigation itself: the second click ends the first one before it is through.
    expect(leader.page).not_to_have_url(re.compile(r"/nytt/$"))
    # A browser may hold the second click back, so the same form is sent once more for certain.
    assert leader.page.request.post(address, form=sent).ok
    assert PlanItem.objects.filter(title=title).count() == 1


def test_deadline_before_today_and_samlinger_out_of_order(autumn: Autumn, coordinator: Visitor) -> None:
    coordinator.go("/nettverk/nytt/")
    coordinator.page.get_by_label("10 måneder, 3 samlinger").check()
    coordinator.fill(name="For sent ute", starts_on="2026-12-01", registration_deadline_on="2026-10-01")
    coordinator.press("Lag nettverket")
    coordinator.error_beside("registration_deadline_on", "Fristen er allerede passert. Velg en dato fra og med i dag.")
    expect(coordinator.field("name")).to_have_value("For sent ute")
    coordinator.go(f"/nettverk/{autumn.enrolling.slug}/oppsett/")
    coordinator.fill(
        theme="Legemidler",
        **{"sessions-1-starts_on": "2028-06-01", "sessions-1-ends_on": "2028-06-01", "sessions-0-place": "Ski"},
    )
    coordinator.press("Lagre oppsettet")
    coordinator.error_beside("sessions-2-starts_on", "Samling 3 må være etter samling 2.")
    expect(coordinator.field("theme")).to_have_value("Legemidler")
    expect(coordinator.field("sessions-0-place")).to_have_value("Ski")


def test_team_without_a_leader_and_one_address_for_two(draft: Visitor) -> None:
    draft.fill(
        **{"people-1-name": "Ingrid Sæther", "people-1-email": "en@example.no", "people-2-email": "EN@example.no"}
    )
    draft.press("Neste: bakgrunn")
    draft.error_beside("people-2-email", "Samme e-postadresse står på to personer. Hver trenger sin egen.")
    expect(draft.field("people-1-name")).to_have_value("Ingrid Sæther")
    draft.fill(**{"people-2-email": ""})
    draft.press("Neste: bakgrunn")
    draft.press("Neste: se over")
    draft.says("Dette må på plass før dere kan sende inn", "Teamet mangler teamleder.")
    draft.press("Send inn påmeldingen")
    draft.says("Teamet mangler teamleder.", "Ingrid Sæther")
    assert Registration.objects.latest("pk").status == Registration.Status.DRAFT
    draft.look("no leader")


def test_national_identity_number_in_any_text(autumn: Autumn, leader: Visitor, draft: Visitor) -> None:
    number = make_national_id(random.Random(4))
    typed = f"Avklart for {number[:6]} {number[6:]} i går."
    where = (
        (draft, "", "people-0-name", "Neste: bakgrunn"),
        (leader, "plan/nytt/", "note", "Legg i planen"),
        (leader, "tester/ny/", "prediction", "Start testen"),
        (leader, "endre/", "aim", "Lagre"),
        (leader, "malinger/2026-07/hopp-over/", "reason", "Hopp over"),
        (leader, "diagram/sam-p1/merknad/", "text", "Lagre merknaden"),
    )
    for visitor, room, name, button in where:
        if room:
            visitor.go(autumn.at(room))
        visitor.fill(**{name: typed})
        visitor.press(button)
        visitor.error_beside(name, "Teksten ser ut til å inneholde et fødselsnummer.")
        expect(visitor.field(name)).to_have_value(typed)
    draft.look("national id")


def test_link_that_is_used_up_too_old_or_nobodys(autumn: Autumn, visit: Visit) -> None:
    visitor = visit()
    old, newcomer = (make_user(name, is_activated=False) for name in ("Sen Person", "Ny Person"))
    with time_machine.travel("2026-09-01T09:00:00+02:00", tick=True):
        expired = create_invitation(user=old, by=autumn.leader)
    for address, status, sentence in (
        (f"/invitert/{expired}/", 410, "Lenken er for gammel. Logg inn med e-postadressen din, så sender vi en kode."),
        ("/invitert/finnes-ikke/", 404, "Lenken gjelder ikke. Sjekk at hele adressen kom med fra e-posten."),
        ("/pamelding/finnes-ikke/", 404, "Siden finnes ikke, er flyttet, eller du har ikke tilgang til den."),
    ):
        visitor.go(address, status=status)
        visitor.look("link")
        visitor.says(sentence)
    # A newer link ends the one that is open on the screen.
    visitor.go(f"/invitert/{create_invitation(user=newcomer, by=autumn.leader)}/")
    create_invitation(user=newcomer, by=autumn.leader)
    visitor.press("Åpne brukeren min", status=410)
    visitor.says("Lenken er brukt. Logg inn med e-postadressen din, så sender vi en kode.")


def test_five_megabytes_pasted(draft: Visitor) -> None:
    # The browser itself needs seconds to lay out so much text in a field.
    draft.page.set_default_timeout(90_000)
    draft.press("Neste: bakgrunn")
    draft.page.evaluate(
        "text => { const field = document.querySelector('[name=background]'); field.value = text; }", FIVE_MEGABYTES
    )
    draft.press("Neste: se over")
    draft.error_beside("background", "Teksten er for lang: 4966937 tegn. Her er det plass til 5000.")
    assert draft.page.evaluate("document.querySelector('[name=background]').value.length") >= len(FIVE_MEGABYTES) - 1


def test_pasted_markup_is_text(autumn: Autumn, leader: Visitor, coordinator: Visitor) -> None:
    leader.go(autumn.at("plan/nytt/"))
    leader.fill(title=PASTED, due_on="2026-12-01", note=PASTED)
    leader.press("Legg i planen")
    leader.says(PASTED)
    for visitor, address in ((leader, autumn.at()), (coordinator, autumn.at()), (leader, "/min-oppgave/")):
        visitor.go(address)
        assert visitor.page.locator("main img[src=x]").count() == 0
    leader.go(autumn.at("plan/"))
    leader.look("pasted")
