"""Who takes part in the story, and what it remembers from one step to the next."""

from dataclasses import dataclass, field

from accounts.models import User
from tests.browser import PHONE
from tests.journeys.conftest import Clock, Visit
from tests.journeys.post import Post, code_in
from tests.journeys.visiting import Visitor

NETWORK = "Akershus 2026–27"
DOMAIN = "lorenskog.example.no"
HANNE = "hanne.brekke@usht.example.no"
MARTE, INGRID, JONAS, ARNE = (
    f"{name}@{DOMAIN}" for name in ("marte.solbakken", "ingrid.saether", "jonas.ekeli", "arne.holth")
)
SIRI = f"siri.dalen@{DOMAIN}"
# Two more teams of the network: municipality, leader, address.
OTHERS = (
    ("Asker", "Petter Lunde", "petter.lunde@asker.example.no"),
    ("Eidsvoll", "Kari Nordby", "kari.nordby@eidsvoll.example.no"),
)
# The rows of the form that are filled in: place, name, profession, address.
PEOPLE = (
    (0, "Marte Solbakken", "Avdelingsleder", MARTE),
    (1, "Ingrid Sæther", "Sykepleier", INGRID),
    (2, "Jonas Ekeli", "Farmasøyt", JONAS),
    (3, "Tor Arne Vik", "Fastlege", f"tor.arne.vik@{DOMAIN}"),
    (4, "Linda Moen", "Sykepleier", f"linda.moen@{DOMAIN}"),
    (8, "Arne Holth", "", ARNE),
)


@dataclass
class Story:
    """The clock, the letter box, and everybody's browser. `slug` and `team` are the addresses of network and team."""

    clock: Clock
    post: Post
    visit: Visit
    hanne: Visitor
    # A stranger with a link, who never signs in.
    anyone: Visitor
    municipality: Visitor
    # Måleansvarlig: always on the phone.
    ingrid: Visitor
    marte: Visitor
    slug: str = "akershus-2026-27"
    team: str = ""
    # Links from mail by what they open, and further browsers by whose they are.
    links: dict[str, str] = field(default_factory=dict)
    people: dict[str, Visitor] = field(default_factory=dict)

    def day(self, day: str, time: str = "10:00") -> None:
        """Put the clock to another day. A session lasts twelve hours, so those with an account sign in again."""
        self.clock.put(day, time)
        everyone = {HANNE: self.hanne, INGRID: self.ingrid, MARTE: self.marte, **self.people}
        for user in User.objects.filter(email__in=everyone, activated_at__isnull=False):
            everyone[user.email].sign_in(user)

    def network(self, room: str = "") -> str:
        """An address in the network."""
        return f"/nettverk/{self.slug}/{room}"

    def at(self, room: str = "") -> str:
        """An address in the team."""
        return f"/team/{self.team}/{room}"


def begin(clock: Clock, post: Post, visit: Visit) -> Story:
    """Everybody opens a browser."""
    return Story(
        clock, post, visit, hanne=visit(), anyone=visit(), municipality=visit(), ingrid=visit(PHONE), marte=visit()
    )


def sign_in_by_code(visitor: Visitor, post: Post, email: str) -> None:
    """The way in for everybody: an address, a code by mail."""
    visitor.go("/logg-inn/")
    visitor.look()
    visitor.fill(email=email)
    visitor.press("Send meg en kode")
    visitor.look()
    visitor.fill(code=code_in(post.mail(email, "koden din")))
    visitor.press("Logg inn")
    assert visitor.path == "/min-oppgave/"
    visitor.look(email)
