"""Writes a message as a mail: plain text, the same as HTML, one link, and a Message-ID that never changes."""

import hashlib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from notifications.models import OutboxMessage


def message_id(message: OutboxMessage) -> str:
    """The mail's own name, the same in every try, so that a receiver who gets it twice can drop one."""
    digest = hashlib.sha256(message.key.encode()).hexdigest()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{digest}@{domain}>"


def build_letter(message: OutboxMessage) -> EmailMultiAlternatives:
    """Give the mail, ready to send. Raises ValueError when a header cannot be written."""
    context = {
        "subject": message.subject,
        "body": message.body,
        "paragraphs": [part.strip().splitlines() for part in message.body.split("\n\n") if part.strip()],
        "url": f"{settings.SITE_URL}{message.link}" if message.link else "",
        "link_label": message.link_label,
    }
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=render_to_string("notifications/mail/message.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.recipient_name, message.recipient_email))],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("notifications/mail/message.html", context), "text/html")
    return letter
