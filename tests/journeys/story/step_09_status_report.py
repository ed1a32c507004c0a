"""Step 9: the status report drafts itself, is edited, submitted, returned, submitted again and approved."""

from playwright.sync_api import expect

from reports.models import Report
from reports.tasks import plan_reminders
from tests.journeys.documents import headings_of, read_pdf
from tests.journeys.post import link_in
from tests.journeys.story.cast import HANNE, MARTE, Story

PARTS = (
    "1 Siden sist",
    "2 Møter og deltakelse",
    "Samstemt legemiddelliste",
    "Samstemt innen fristen",
    "4 Hva har vi lært?",
    "5 Hindringer",
    "6 Behov for veiledning",
    "7 Plan fram til neste samling",
)
COMMENT = "Fint skrevet. Hva vil dere prøve nå?"


def leader_reports_status(story: Story) -> None:
    """Reminded two weeks before the deadline; approved a few days after it."""
    open_draft(story)
    write(story)
    submit(story)
    send_back(story)
    submit_again(story)
    approve(story)


def open_draft(story: Story) -> None:
    """The link of the reminder leads into a report that has begun without anybody."""
    story.day("2026-09-22")
    plan_reminders.delay()
    marte = story.marte
    marte.go(link_in(story.post.mail(MARTE, "Statusrapport 1 har frist")))
    marte.heading("Statusrapport 1")
    marte.look("draft")
    # From plan, tests, data and attendance.
    marte.says("Farmasøyt med hver onsdag", "Ringe fastlegen i faste tider", "Samstemt legemiddelliste", "Samling 1")
    marte.go("/min-oppgave/")
    marte.look("report due")
    marte.go(story.at("rapporter/"))
    marte.look("draft")


def write(story: Story) -> None:
    """What is typed saves itself; what is missing is said beside its field, and nothing is lost."""
    marte = story.marte
    report = Report.objects.get(team__slug=story.team)
    story.links["report"] = f"/rapporter/{report.pk}/"
    marte.go(story.links["report"])
    with marte.saving():
        marte.fill(figures="Flere lister stemmer etter at farmasøyten kom med.")
    expect(marte.page.locator("[data-saved-text]")).to_contain_text("Utkast lagret")
    marte.press("Lever rapporten")
    marte.look("errors")
    marte.error_beside("learning", "Skriv")
    expect(marte.field("figures")).to_have_value("Flere lister stemmer etter at farmasøyten kom med.")
    assert headings_of(read_pdf(marte, f"{story.links['report']}rapport.pdf"))[0] == "Statusrapport 1"


def submit(story: Story) -> None:
    """Handed in: frozen as a version, and the coordinator is told."""
    marte = story.marte
    marte.fill(learning="Ta med listene på onsdagsmøtet, ikke på e-post.", coaching="Hvordan får vi med fastlegene?")
    marte.page.get_by_role("checkbox", name="Fastlege").check()
    marte.press("Lever rapporten")
    marte.look("submitted")
    marte.says("Venter på koordinatoren.", "Versjon 1 som PDF")
    story.post.mail(HANNE, "Statusrapport 1 er levert")


def send_back(story: Story) -> None:
    """The coordinator reads, and sends it back; without a comment it stays."""
    story.day("2026-09-24")
    hanne = story.hanne
    hanne.go(story.network("rapporter/"))
    hanne.look()
    hanne.follow("Les rapporten", exact=False)
    hanne.look("review")
    hanne.says("Hvordan får vi med fastlegene?")
    hanne.press("Send tilbake")
    hanne.look("review errors")
    hanne.error_beside("comment", "Skriv")
    hanne.fill(comment=COMMENT)
    hanne.press("Send tilbake")
    hanne.says("Rapporten er sendt tilbake.")
    story.links["returned"] = link_in(story.post.mail(MARTE, "er sendt tilbake"))


def submit_again(story: Story) -> None:
    """The comment stands over the text; the second version leaves the first as it was."""
    story.day("2026-09-25")
    marte = story.marte
    marte.go(story.links["returned"])
    marte.says(COMMENT)
    marte.look("returned")
    marte.fill(next_steps="Vi begynner med legevisitten på tirsdager.")
    marte.press("Lever rapporten")
    marte.says("Versjon 1 som PDF", "Versjon 2 som PDF")
    story.post.mail(HANNE, "er levert på nytt")


def approve(story: Story) -> None:
    """Approved; the document is tagged, Norwegian, and has the report's parts."""
    story.day("2026-09-28")
    hanne, marte = story.hanne, story.marte
    hanne.go(story.links["report"])
    hanne.press("Godkjenn rapporten")
    hanne.says("Rapporten er godkjent.")
    story.post.mail(MARTE, "er godkjent")
    marte.go(story.links["report"])
    marte.says("Godkjent 28. september 2026 av Hanne Brekke.")
    marte.look("approved")
    headings = headings_of(read_pdf(marte, f"{story.links['report']}rapport.pdf"))
    assert [part for part in PARTS if part not in headings] == []
    first, second = (headings_of(read_pdf(marte, f"{story.links['report']}versjon/{n}.pdf")) for n in (1, 2))
    assert ("I tillegg" in first, "I tillegg" in second) == (False, True)
