"""Step 10: the sluttrapport, with every indicator's before and after and the background of the påmelding; then the end."""

from reports.models import Report
from reports.tasks import plan_reminders
from tests.journeys.documents import headings_of, read_pdf
from tests.journeys.post import link_in
from tests.journeys.story.cast import HANNE, MARTE, Story
from tests.journeys.story.step_02_registration import BACKGROUND

PARTS = (
    "1 Sammendrag",
    "2 Bakgrunn for valget",
    "3 Mål og måloppnåelse",
    "4 Metode og tester",
    "5 Tiltak",
    "Samstemt legemiddelliste",
    "Samstemt innen fristen",
    "7 Erfaringer",
    "8 Brukermedvirkning",
    "9 Videreføring og spredning",
    "10 Råd til andre",
)
TEXTS = {
    "summary": "Vi fikk farmasøyten med hver onsdag, og listene stemmer.",
    "goals": "Vi nådde målet i februar.",
    "figures": "Forbedringen kom da farmasøyten kom med.",
    "experience": "Ta med listene på onsdagsmøtet.",
    "sustain": "Fagsykepleier følger opp, måleansvarlig teller hvert kvartal.",
}


def leader_reports_the_end(story: Story) -> None:
    """Reminded, written, handed in, approved."""
    plan_reminders.delay()
    marte = story.marte
    marte.go(link_in(story.post.mail(MARTE, "Sluttrapport")))
    marte.look("final draft")
    marte.says(BACKGROUND, "42,5 %", "95 %", "Samstemt innen fristen")
    report = Report.objects.get(team__slug=story.team, deadline__kind="final")
    address = f"/rapporter/{report.pk}/"
    marte.press("Lever rapporten")
    marte.look("final errors")
    marte.fill(**TEXTS)
    marte.press("Lever rapporten")
    marte.look("final submitted")
    story.post.mail(HANNE, "er levert")
    story.day("2027-03-10")
    hanne = story.hanne
    hanne.go(address)
    hanne.press("Godkjenn rapporten")
    story.post.mail(MARTE, "er godkjent")
    headings = headings_of(read_pdf(marte, f"{address}rapport.pdf"))
    assert headings[0] == "Sluttrapport"
    assert [part for part in PARTS if part not in headings] == []


def coordinator_closes_the_network(story: Story) -> None:
    """Everything stays readable, and nothing changes any more."""
    story.day("2027-04-14")
    hanne, marte = story.hanne, story.marte
    hanne.go(story.network("avslutt/"))
    hanne.look()
    hanne.press("Avslutt nettverket")
    hanne.look("closed")
    marte.go("/min-oppgave/")
    marte.look("closed")
    marte.go(story.at("plan/"))
    marte.look("closed")
    marte.go(story.at("plan/nytt/"), status=403)
    marte.says("Nettverket er avsluttet.")
    hanne.go(story.network())
    hanne.look("closed")
