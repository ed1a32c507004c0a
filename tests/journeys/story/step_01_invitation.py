"""Step 1: the coordinator makes a network from a template, adjusts it and publishes the invitation."""

from playwright.sync_api import expect

from tests.journeys.documents import headings_of, read_pdf
from tests.journeys.story.cast import HANNE, NETWORK, Story, sign_in_by_code

SECTIONS = (
    "Hva er et læringsnettverk?",
    "Hva lærer vi i læringsnettverket?",
    "Når møtes vi?",
    "Hvem er med?",
    "Hva kan dere velge?",
    "Hva skjer etter påmelding?",
)
# As the document of 2018 has them.
DOCUMENT = [
    "Hva er et læringsnettverk?",
    "Hvordan gjennomføres læringsnettverket?",
    "Hva lærer vi i læringsnettverket?",
    "Hvem deltar i læringsnettverk?",
    "Teamet består av",
    "Relevante innsatsområder og tiltakspakker",
    "Slik melder dere på et team",
    f"Påmelding til {NETWORK}",
    "Forbedringsteam",
    "Hva er bakgrunnen for valg av innsatsområde/tiltakspakke?",
    "Har kommunen implementert andre tiltakspakker tidligere?",
]


def coordinator_publishes_the_invitation(story: Story) -> None:
    """Everything from signing in to a public page and its PDF."""
    story.clock.put("2026-02-02", "09:00")
    sign_in_by_code(story.hanne, story.post, HANNE)
    create_network(story)
    adjust_network(story)
    publish(story)
    read_as_anyone(story)


def create_network(story: Story) -> None:
    """From the template «10 måneder, 3 samlinger»."""
    hanne = story.hanne
    hanne.go("/nettverk/")
    hanne.look("empty")
    hanne.follow("Nytt nettverk")
    hanne.look()
    hanne.fill(contact_name="")
    hanne.press("Lag nettverket")
    hanne.look("errors")
    hanne.page.get_by_label("10 måneder, 3 samlinger").check()
    hanne.fill(
        name=NETWORK,
        region="Akershus",
        organizer="USHT Akershus",
        starts_on="2026-05-05",
        contact_name="Hanne Brekke",
        contact_email="usht@example.no",
        contact_phone="412 34 567",
    )
    hanne.press("Lag nettverket")
    assert hanne.path == story.network("oppsett/")
    hanne.look()


def adjust_network(story: Story) -> None:
    """A samling over two days, one moved a day, two tiltakspakker, a deadline; mistakes are told and nothing is lost."""
    hanne = story.hanne
    expect(hanne.field("sessions-0-ends_on")).to_have_value("2026-05-06")
    for number in range(3):
        hanne.fill(
            **{
                f"sessions-{number}-starts_at": "09:00",
                f"sessions-{number}-ends_at": "15:30",
                f"sessions-{number}-place": "Lørenskog hus",
            }
        )
    for box in hanne.page.get_by_role("checkbox").all():
        box.uncheck()
    for package in ("Samstemming av legemiddellister", "Forebygging av fall"):
        hanne.page.get_by_label(package).first.check()
    # Samling 2 before samling 1: said beside the date.
    hanne.fill(
        theme="Pasientsikkerhet", registration_deadline_on="2026-04-15", **{"sessions-1-starts_on": "2026-03-20"}
    )
    hanne.press("Lagre oppsettet")
    hanne.look("errors")
    hanne.error_beside("sessions-1-starts_on", "Samling 2 må være etter samling 1.")
    expect(hanne.field("theme")).to_have_value("Pasientsikkerhet")
    hanne.fill(**{"sessions-1-starts_on": "2026-10-21", "sessions-1-ends_on": "2026-10-21"})
    hanne.press("Lagre og forhåndsvis")
    hanne.look()


def publish(story: Story) -> None:
    """What is previewed is what becomes public, and not a minute earlier."""
    hanne, anyone = story.hanne, story.anyone
    anyone.go(f"/invitasjoner/{story.slug}/", status=404)
    anyone.look()
    hanne.says("Forhåndsvisning.", "5.–6. mai 2026", "21. oktober 2026", "3. mars 2027")
    hanne.press("Publiser invitasjonen")
    hanne.says("Invitasjonen er publisert, og påmeldingen er åpen.")


def read_as_anyone(story: Story) -> None:
    """The public page and its PDF have the sections of the document."""
    anyone = story.anyone
    anyone.go("/")
    anyone.look("open network")
    with anyone.next_page():
        anyone.page.get_by_role("link", name=NETWORK).first.click()
    assert anyone.path == f"/invitasjoner/{story.slug}/"
    anyone.look()
    for section in SECTIONS:
        expect(anyone.page.get_by_role("heading", name=section)).to_be_visible()
    anyone.says("15. april 2026", "Måleansvarlig", "Samstemming av legemiddellister", "Lørenskog hus")
    headings = headings_of(read_pdf(anyone, f"/invitasjoner/{story.slug}/invitasjon.pdf"))
    assert headings[1:] == DOCUMENT
