"""The mails a municipality gets about its registration."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import format_date
from notifications.services import queue_message
from teams.models import Registration
from teams.services.registration_rules import registration_path

LINK, RECEIPT = "registration_link", "registration_receipt"
APPROVED, DECLINED, WITHDRAWN = "registration_approved", "registration_declined", "registration_withdrawn"


def send_draft_link(registration: Registration) -> None:
    """Send the private link to the draft; once for each address."""
    network = registration.network
    body = _(
        "Hei %(name)s\n\n"
        "Utkastet til påmelding til %(network)s er lagret. Dere kan fortsette fra lenken, også flere sammen.\n\n"
        "Lenken er privat: alle som har den, kan lese og endre utkastet. Påmeldingsfristen er %(deadline)s.\n\n"
        "Spørsmål? Skriv til %(contact)s."
    )
    _send(
        registration,
        key=f"{LINK}:{registration.pk}:{_digest(registration.contact_email)}",
        kind=LINK,
        subject=_("Utkast til påmelding, %(network)s") % {"network": network.name},
        body=body % {**_words(registration), "deadline": format_date(network.registration_deadline_on)},
        label=_("Fortsett påmeldingen"),
    )


def send_receipt(registration: Registration) -> None:
    """Say that the registration has come in, and what happens now."""
    body = _(
        "Hei %(name)s\n\n"
        "Vi har fått påmeldingen fra %(team)s til %(network)s, med tiltakspakken %(package)s.\n\n"
        "USHT tar kontakt for å gi råd om sammensetningen av teamet. Når påmeldingen er godkjent, får alle i teamet "
        "med e-postadresse sin egen invitasjon.\n\n"
        "Spørsmål? Skriv til %(contact)s."
    )
    package = registration.change_package.name if registration.change_package else ""
    _send(
        registration,
        key=f"{RECEIPT}:{registration.pk}",
        kind=RECEIPT,
        subject=_("Påmeldingen er mottatt, %(network)s") % {"network": registration.network.name},
        body=body % {**_words(registration), "package": package},
        label=_("Se påmeldingen"),
    )


def send_approval(registration: Registration) -> None:
    """Say that the team is in."""
    body = _(
        "Hei %(name)s\n\n"
        "Påmeldingen fra %(team)s til %(network)s er godkjent. Alle i teamet med e-postadresse har fått hver sin "
        "invitasjon.\n\n"
        "Spørsmål? Skriv til %(contact)s."
    )
    _send(
        registration,
        key=f"{APPROVED}:{registration.pk}",
        kind=APPROVED,
        subject=_("Påmeldingen er godkjent, %(network)s") % {"network": registration.network.name},
        body=body % _words(registration),
        label=_("Se påmeldingen"),
    )


def send_refusal(registration: Registration) -> None:
    """Say that the team is not in, and why."""
    body = _(
        "Hei %(name)s\n\n"
        "Påmeldingen fra %(team)s til %(network)s er dessverre ikke godkjent.\n\n"
        "%(reason)s\n\n"
        "Spørsmål? Skriv til %(contact)s."
    )
    _send(
        registration,
        key=f"{DECLINED}:{registration.pk}",
        kind=DECLINED,
        subject=_("Svar på påmeldingen, %(network)s") % {"network": registration.network.name},
        body=body % {**_words(registration), "reason": registration.decision_reason},
        label=_("Se påmeldingen"),
    )


def send_withdrawal(registration: Registration) -> None:
    """Confirm that the municipality took its registration back."""
    body = _(
        "Hei %(name)s\n\n"
        "Påmeldingen fra %(team)s til %(network)s er trukket. Ombestemmer dere dere, kan dere melde på et team på nytt "
        "fram til fristen.\n\n"
        "Spørsmål? Skriv til %(contact)s."
    )
    _send(
        registration,
        key=f"{WITHDRAWN}:{registration.pk}",
        kind=WITHDRAWN,
        subject=_("Påmeldingen er trukket, %(network)s") % {"network": registration.network.name},
        body=body % _words(registration),
        label=_("Se påmeldingen"),
    )


def _words(registration: Registration) -> dict[str, str]:
    network = registration.network
    return {
        "name": registration.contact_name,
        "team": f"{registration.municipality} kommune ({registration.service})",
        "network": network.name,
        "contact": network.contact_email,
    }


def _send(registration: Registration, *, key: str, kind: str, subject: str, body: str, label: str) -> None:
    queue_message(
        key=key,
        kind=kind,
        scope=registration.network.scope,
        recipient=None,
        email=registration.contact_email,
        name=registration.contact_name,
        subject=subject,
        body=body,
        due_on=timezone.localdate(),
        link=registration_path(registration),
        link_label=label,
        has_secret_link=True,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
