"""Step 12: each role sees what the matrix says, and the sharing setting decides what teams see of each other."""

from playwright.sync_api import expect

from tests.factories.accounts import make_user
from tests.factories.networks import make_network
from tests.journeys.story.cast import ARNE, OTHERS, Story
from tests.journeys.visiting import Visitor

NILS = "nils.vik@usht-innlandet.example.no"
# What the network page says to those who take part.
SHARING = {
    "open": "I dette nettverket ser teamene hverandres diagrammer.",
    "aggregates": "I dette nettverket ser teamene bare tall for alle teamene samlet.",
    "closed": "I dette nettverket ser teamene bare sine egne tall.",
}


def everybody_sees_their_part(story: Story) -> None:
    """A brukerrepresentant, another team, another network's coordinator, a visitor."""
    story.people[NILS] = story.visit()
    make_network("Innlandet 2026–27", coordinator=make_user("Nils Vik", email=NILS))
    story.day("2026-10-09")
    representative_reads(story, story.people[ARNE])
    stranger_finds_nothing(story)
    visitor_is_asked_to_sign_in(story)
    for sharing in SHARING:
        set_sharing(story, sharing)
        other_team_sees(story, story.people[OTHERS[0][2]], sharing)
    set_sharing(story, "open")


def representative_reads(story: Story, arne: Visitor) -> None:
    """Reads everything of the team in plain words, and changes nothing."""
    for room in ("", "malinger/", "diagram/sam-p1/", "plan/", "tester/", "rapporter/", "moter/"):
        arne.go(story.at(room))
        arne.look("representative")
    for room in ("plan/nytt/", "tester/ny/", "endre/"):
        arne.go(story.at(room), status=403)
    arne.look("representative")
    arne.says("Bare ")
    arne.go(story.at("malinger/2026-09/"))
    assert arne.page.get_by_role("button", name="Lever", exact=False).count() == 0


def stranger_finds_nothing(story: Story) -> None:
    """The coordinator of another network does not learn that this one exists."""
    nils = story.people[NILS]
    nils.go("/nettverk/")
    nils.look("other network")
    for address in (
        story.network(),
        story.network("meldinger/"),
        story.at(),
        story.at("diagram/sam-p1/"),
        story.links["report"],
    ):
        nils.go(address, status=404)
    nils.look("stranger")


def visitor_is_asked_to_sign_in(story: Story) -> None:
    """Without an account there is the invitation, and the way in."""
    anyone = story.anyone
    anyone.page.context.clear_cookies()
    for address in (story.network(), story.at(), story.links["report"], "/min-oppgave/"):
        anyone.go(address)
        assert anyone.path == "/logg-inn/"
    anyone.go(f"/invitasjoner/{story.slug}/")


def set_sharing(story: Story, sharing: str) -> None:
    """The coordinator decides in the setup."""
    hanne = story.hanne
    hanne.go(story.network("oppsett/"))
    hanne.page.locator(f"[name='sharing'][value='{sharing}']").check()
    hanne.press("Lagre oppsettet")
    hanne.says("Oppsettet er lagret.")


def other_team_sees(story: Story, petter: Visitor, sharing: str) -> None:
    """Charts of the others when open, sums when only those are shared, nothing when closed; never the team's rooms."""
    petter.go(story.network())
    petter.look(sharing)
    expect(petter.page.locator("#team")).to_contain_text(SHARING[sharing])
    shared = story.network(f"team/{story.team}/")
    expected = 200 if sharing == "open" else 404
    petter.go(shared, status=expected)
    petter.look(sharing)
    assert petter.page.request.get(story.at("diagram/sam-p1/tall.csv")).status == expected
    petter.go(story.at("diagram/sam-p1/"), status=expected)
    petter.look(sharing)
    for room in ("", "malinger/", "rapporter/"):
        petter.go(story.at(room), status=404)
