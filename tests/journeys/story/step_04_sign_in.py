"""Step 4: people take their links into use, sign in with a code, and land on «Min oppgave nå»."""

from tests.journeys.story.cast import ARNE, INGRID, MARTE, OTHERS, Story, sign_in_by_code
from tests.journeys.visiting import Visitor


def people_sign_in(story: Story) -> None:
    """Leader and measurement lead in browsers of their own; a used link opens nothing."""
    story.day("2026-04-17")
    accept(story, story.marte, MARTE, "leader")
    accept(story, story.ingrid, INGRID, "counter")
    used_link_is_refused(story)
    story.ingrid.page.locator("summary", has_text="Meny").click()
    story.ingrid.press("Logg ut")
    assert story.ingrid.path == "/"
    sign_in_by_code(story.ingrid, story.post, INGRID)
    for email in (ARNE, *(email for _name, _leader, email in OTHERS)):
        visitor = story.visit()
        accept(story, visitor, email, "representative" if email == ARNE else "leader")
        story.people[email] = visitor


def accept(story: Story, visitor: Visitor, email: str, role: str) -> None:
    """The link shows who is invited; the button opens the account, and the task page is the role's own."""
    visitor.go(story.links[email])
    visitor.look()
    visitor.press("Åpne brukeren min")
    assert visitor.path == "/min-oppgave/"
    visitor.look(f"first, {role}")


def used_link_is_refused(story: Story) -> None:
    """A link works once, and says so."""
    story.anyone.go(story.links[MARTE], status=410)
    story.anyone.look("used")
    story.anyone.heading("Lenken kan ikke brukes")
