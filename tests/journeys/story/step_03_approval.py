"""Step 3: the coordinator sees what is missing, logs the contact, approves; the team is made and invited."""

from accounts.models import User
from networks.models import Network
from teams.models import Registration, Team
from teams.services import approve_registration
from tests.journeys.post import link_in, text_of
from tests.journeys.story.cast import HANNE, OTHERS, PEOPLE, SIRI, Story


def coordinator_approves(story: Story) -> None:
    """From the list to a team whose people have a link each."""
    hanne = story.hanne
    hanne.go(story.network("pameldinger/"))
    hanne.look()
    hanne.says("Tre kommuner venter på at dere tar kontakt.", "Tre fagpersoner så langt. Fem til åtte er passe.")
    hanne.follow("Lørenskog")
    hanne.look("waiting")
    log_contact(story)
    hanne.press("Godkjenn og inviter teamet")
    hanne.says("er godkjent, og de med e-post er invitert.")
    hanne.look("approved")
    team = Team.objects.get(organization__name="Lørenskog")
    story.team = team.slug
    read_invitations(story)
    approve_others(story)


def log_contact(story: Story) -> None:
    """A call is logged; an empty note is refused."""
    hanne = story.hanne
    hanne.press("Loggfør")
    hanne.look("errors")
    hanne.fill(note="Gikk gjennom teamet med Marte. De finner en fastlege til.")
    hanne.press("Loggfør")
    hanne.says("Kontakten er loggført.", "De finner en fastlege til.")


def read_invitations(story: Story) -> None:
    """Each gets a mail of their own, with a link nobody else has."""
    emails = [email for *_rest, email in PEOPLE] + [SIRI]
    mails = {email: story.post.mail(email, "Du er med i") for email in emails}
    story.links |= {email: link_in(mail) for email, mail in mails.items()}
    assert len({story.links[email] for email in emails}) == len(emails)
    assert "virker én gang" in text_of(mails[SIRI])
    story.post.mail(emails[0], "Påmeldingen er godkjent")


def approve_others(story: Story) -> None:
    """The two other municipalities are approved the same day."""
    hanne = User.objects.get(email=HANNE)
    for municipality, _leader, email in OTHERS:
        network = Network.objects.get(slug=story.slug)
        approve_registration(Registration.objects.get(network=network, municipality__name=municipality), by=hanne)
        story.links[email] = link_in(story.post.mail(email, "Du er med i"))
        story.post.mail(email, "Påmeldingen er godkjent")
