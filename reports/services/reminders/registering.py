"""Reminds those who began a registration and have not sent it."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.norwegian import format_date
from networks.models import Network
from reports.services.reminders.reminder import Addressee, Reminder, in_window
from teams.models import Registration
from teams.services import registration_path

DAYS_BEFORE = (7, 1)


def deadline_is_near(networks: list[Network], today: date) -> Iterator[Reminder]:
    """A week and a day before the deadline, to the contact of every draft that can still be sent."""
    open_networks = {network.pk: network for network in networks if network.registration_deadline_on >= today}
    drafts = Registration.objects.filter(network__in=open_networks, status=Registration.Status.DRAFT).exclude(
        contact_email=""
    )
    for draft in drafts:
        network = open_networks[draft.network_id]
        deadline = network.registration_deadline_on
        for days in DAYS_BEFORE:
            last_day = deadline if days == min(DAYS_BEFORE) else deadline - timedelta(days=min(DAYS_BEFORE) + 1)
            if not in_window(today, deadline - timedelta(days=days), last_day):
                continue
            yield Reminder(
                kind="registration_deadline",
                network=network,
                to=Addressee(draft.contact_name, draft.contact_email),
                subject_key=f"registration/{draft.pk}/{days}",
                due_on=deadline,
                subject=_("Påmeldingen til %(network)s er ikke sendt") % {"network": network.name},
                body=_(
                    "Dere har begynt på en påmelding til %(network)s. Den er lagret, men ikke sendt. "
                    "Fristen er %(deadline)s."
                )
                % {"network": network.name, "deadline": format_date(deadline)},
                link=registration_path(draft),
                link_label=_("Fortsett påmeldingen"),
                has_secret_link=True,
            )
