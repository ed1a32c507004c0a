"""Step 2: a municipality fills in the påmeldingsskjema without an account, in two sittings."""

from datetime import date

from playwright.sync_api import expect

from accounts.models import Organization
from networks.models import Network
from reports.tasks import plan_reminders
from tests.factories.registrations import make_registration
from tests.journeys.post import link_in, text_of
from tests.journeys.story.cast import MARTE, OTHERS, PEOPLE, SIRI, Story

SERVICE = "Hjemmetjeneste"
BACKGROUND = "Mange lister stemmer ikke når brukere kommer hjem fra sykehus."
# The nine rows of the document.
ROWS = ["Teamleder", "Måleansvarlig", *(f"Teammedlem {number}" for number in range(1, 7)), "Brukerrepresentant"]


def municipality_registers_a_team(story: Story) -> None:
    """From the invitation to a receipt; then the form closes."""
    begin_draft(story)
    remind_of_draft(story)
    fill_in_the_team(story)
    send_in(story)
    others_register(story)
    close_kindly(story)


def begin_draft(story: Story) -> None:
    """The first step, its mistakes, and the private link by mail."""
    story.day("2026-04-01")
    who = story.municipality
    who.go(f"/invitasjoner/{story.slug}/")
    who.press("Neste: teamet")
    who.look("errors")
    who.error_beside("contact_email", "")
    who.choose("municipality", "lørenskog")
    who.fill(
        service=SERVICE,
        sponsor_name="Siri Dalen",
        contact_name="Marte Solbakken",
        contact_function="Avdelingsleder",
        contact_email=MARTE,
    )
    who.choose("change_package", "legemiddellister")
    who.press("Neste: teamet")
    who.look()
    mail = story.post.mail(MARTE, "Utkast til påmelding")
    assert "15. april 2026" in text_of(mail)
    story.links["draft"] = link_in(mail)
    # Typed and left: the draft saves itself.
    with who.saving():
        who.fill(**{"people-1-name": "Ingrid Sæther"})
    expect(who.page.locator("[data-saved-text]")).to_contain_text("Utkast lagret")


def remind_of_draft(story: Story) -> None:
    """A week before the deadline the contact is reminded, once, with the same private link."""
    story.day("2026-04-08")
    plan_reminders.delay()
    mail = story.post.mail(MARTE, "ikke sendt")
    assert link_in(mail) == story.links["draft"]
    plan_reminders.delay()


def fill_in_the_team(story: Story) -> None:
    """Back through the link: nine rows, advice that does not block, and a stop for a team without a leader."""
    who = story.municipality
    who.page.context.clear_cookies()
    who.go(story.links["draft"])
    who.look("draft")
    who.follow("Fortsett påmeldingen")
    who.look("incomplete")
    who.says("Teamet mangler teamleder.")
    who.page.get_by_role("link", name="Endre teamet").click()
    expect(who.field("people-1-name")).to_have_value("Ingrid Sæther")
    expect(who.page.locator(".people-table tbody th")).to_have_text(ROWS)
    who.says("Én fagperson så langt. Fem til åtte er passe.")
    for row, name, profession, email in PEOPLE:
        who.fill(**{f"people-{row}-name": name, f"people-{row}-profession": profession, f"people-{row}-email": email})
    # The same address twice, and something that is none.
    who.fill(**{"people-1-email": MARTE, "people-2-email": "jonas", "sponsor_email": SIRI})
    who.press("Neste: bakgrunn")
    who.look("errors")
    who.error_beside("people-1-email", "Samme e-postadresse står på to personer.")
    who.error_beside("people-2-email", "Skriv en hel e-postadresse")
    for row, _name, _profession, email in PEOPLE[1:3]:
        who.fill(**{f"people-{row}-email": email})
    who.press("Neste: bakgrunn")
    who.look("background")


def send_in(story: Story) -> None:
    """Background, a last look, and the receipt."""
    who = story.municipality
    who.fill(background=BACKGROUND, earlier_packages="Nei, dette er den første.")
    who.press("Neste: se over")
    who.look("complete")
    who.says("Arne Holth", BACKGROUND)
    who.press("Send inn påmeldingen")
    who.heading("Påmeldingen er mottatt")
    who.look("submitted")
    mail = story.post.mail(MARTE, "Påmeldingen er mottatt")
    who.go(link_in(mail))
    who.heading("Påmeldingen er mottatt")


def others_register(story: Story) -> None:
    """Two more municipalities, through the services behind the same form."""
    network = Network.objects.get(slug=story.slug)
    for place, (municipality, leader, email) in enumerate(OTHERS):
        people = [
            {"position": row, "name": name, "profession": profession, "email": f"{row}.{email}" if row > 1 else email}
            for row, (name, profession) in enumerate(
                [(leader, "Fagsykepleier"), ("Odd Lunde", "Ergoterapeut"), ("Nina Berg", "Sykepleier")], start=1
            )
        ]
        make_registration(
            network,
            municipality=Organization.objects.get(name=municipality),
            change_package=network.change_packages.get(code="SAM"),
            service=SERVICE,
            contact_name=leader,
            contact_email=email,
            people=people,
            today=date(2026, 4, 9 + place),
        )
        story.post.mail(email, "Utkast til påmelding")
        story.post.mail(email, "Påmeldingen er mottatt")


def close_kindly(story: Story) -> None:
    """After the deadline the form says so, and whom to ask."""
    story.day("2026-04-16")
    anyone = story.anyone
    anyone.go(f"/invitasjoner/{story.slug}/")
    anyone.look("closed")
    anyone.says("Påmeldingen er stengt", "usht@example.no")
    anyone.go(f"/invitasjoner/{story.slug}/meld-pa/")
    anyone.heading("Påmeldingen er stengt")
    anyone.look("closed")
    anyone.says("Hanne Brekke", "usht@example.no", "412 34 567")
