"""The people of the demo one can sign in as."""

from accounts.models import User
from accounts.roles import ROLE_LABELS, NetworkRole, TeamRole
from networks.models import Network

ALIVE, CLOSED = "akershus-na", "akershus-2018-19"

# In the order a newcomer should try them.
_SHOWN = (
    ("hanne.brekke@usht.example.no", NetworkRole.COORDINATOR, ALIVE, ""),
    ("ingrid.saether@lorenskog.example.no", TeamRole.MEASUREMENT_LEAD, "", "Lørenskog hjemmetjeneste"),
    ("marte.solbakken@lorenskog.example.no", TeamRole.TEAM_LEADER, "", "Lørenskog hjemmetjeneste"),
    ("linda.moen@lorenskog.example.no", TeamRole.TEAM_MEMBER, "", "Lørenskog hjemmetjeneste"),
    ("arne.holth@lorenskog.example.no", TeamRole.PATIENT_REPRESENTATIVE, "", "Lørenskog hjemmetjeneste"),
    ("siri.dalen@lorenskog.example.no", TeamRole.SPONSOR, "", "Lørenskog hjemmetjeneste"),
    ("anne.berit.rud@nittedal.example.no", TeamRole.TEAM_LEADER, "", "Nittedal sykehjem"),
    ("kari.nordby@eidsvoll.example.no", TeamRole.TEAM_LEADER, "", "Eidsvoll hjemmetjeneste"),
    ("jens.myhre@eidsvoll.example.no", TeamRole.MEASUREMENT_LEAD, "", "Eidsvoll hjemmetjeneste"),
    ("kristin.aas@usht.example.no", NetworkRole.ORGANIZER, ALIVE, ""),
    ("nora.vik@usht.example.no", NetworkRole.OBSERVER, ALIVE, ""),
    ("berit.solheim@usht.example.no", NetworkRole.COORDINATOR, CLOSED, ""),
    ("petter.lunde@asker.example.no", TeamRole.TEAM_LEADER, "", "Asker hjemmetjeneste"),
)


def people_to_sign_in() -> list[tuple[str, str, str, str]]:
    """Name, role, team or network and e-mail address of those who exist."""
    names = dict(User.objects.filter(email__in=[row[0] for row in _SHOWN]).values_list("email", "name"))
    networks = dict(Network.objects.filter(slug__in=[ALIVE, CLOSED]).values_list("slug", "name"))
    return [
        (names[email], str(ROLE_LABELS[role]), networks.get(slug, "") or place, email)
        for email, role, slug, place in _SHOWN
        if email in names
    ]
