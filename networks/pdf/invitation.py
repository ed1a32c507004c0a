"""The invitation on paper: the document's sections, and the påmeldingsskjema to read before it is filled in."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.norwegian import format_date
from accounts.roles import ROLE_LABELS, TeamRole
from networks.models import Network
from networks.pdf.render import render_pdf

# The nine rows of the form's table, in its order.
FORM_ROWS = (
    TeamRole.TEAM_LEADER,
    TeamRole.MEASUREMENT_LEAD,
    *(TeamRole.TEAM_MEMBER,) * 6,
    TeamRole.PATIENT_REPRESENTATIVE,
)


def render_invitation(network: Network, invitation: Any) -> bytes:
    """Give an `Invitation` (of networks.queries, which lies above) as a tagged PDF of two pages.

    Raises PdfUnavailableError without Pango.
    """
    path = reverse("networks:invitation_detail", args=[network.slug])
    context = {
        "network": network,
        "invitation": invitation,
        "deadline": format_date(network.registration_deadline_on),
        "address": f"{settings.SITE_URL}{path}",
        "rows": [ROLE_LABELS[role] for role in FORM_ROWS],
    }
    html = render_to_string("networks/pdf/invitation.html", context)
    return render_pdf(html, title=invitation.title, extra_css="pages/invitation-pdf.css")
