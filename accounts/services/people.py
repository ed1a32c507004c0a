"""Invites, activates and changes people; adds organizations."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, Organization, User
from accounts.secret_links import hash_token
from accounts.services.audit import record

INVITATION_LIFETIME = timedelta(days=30)


class AccountError(Exception):
    """Something about a person or an invitation cannot be done; the message is for the user."""


@transaction.atomic
def add_user(*, email: str, name: str, by: User | None, phone: str = "", is_administrator: bool = False) -> User:
    """Give the user with this address, made now if nobody has it. A known person keeps their name."""
    email = email.strip().lower()
    existing = User.objects.filter(email__iexact=email).first()
    if existing:
        return existing
    user = User(email=email, name=name.strip(), phone=phone, is_administrator=is_administrator)
    user.set_unusable_password()
    # Whether the address is taken was asked above, and the database holds it.
    user.full_clean(validate_unique=False, validate_constraints=False)
    user.save()
    record(by=by, action="add_user", scope="accounts", subject=user)
    return user


@transaction.atomic
def create_invitation(*, user: User, by: User | None, lifetime: timedelta = INVITATION_LIFETIME) -> str:
    """Make a single-use link for `user` and give its token. It exists in the mail only; earlier open links end."""
    now = timezone.now()
    Invitation.objects.filter(user=user, used_at=None, expires_at__gt=now).update(used_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        user=user, token_hash=hash_token(token), created_at=now, expires_at=now + lifetime, created_by=by
    )
    invitation.full_clean()
    invitation.save()
    record(by=by, action="create_invitation", scope="accounts", subject=user)
    return token


def find_invitation(token: str) -> Invitation | None:
    """Give the invitation behind a link, open or not, or None when there is no such link."""
    return Invitation.objects.select_related("user").filter(token_hash=hash_token(token)).first()


def refuse_invitation(invitation: Invitation | None) -> str:
    """Give the Norwegian reason why this link does not open an account, empty when it does."""
    if invitation is None or not invitation.user.is_active:
        return _("Lenken gjelder ikke. Sjekk at hele adressen kom med fra e-posten.")
    if invitation.used_at:
        return _("Lenken er brukt. Logg inn med e-postadressen din, så sender vi en kode.")
    if not invitation.is_open:
        return _("Lenken er for gammel. Logg inn med e-postadressen din, så sender vi en kode.")
    return ""


@transaction.atomic
def accept_invitation(*, token: str) -> User:
    """Use the link once and activate the account. Raises AccountError when it is unknown, used or too old."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    invitation = rows.filter(token_hash=hash_token(token)).first()
    refusal = refuse_invitation(invitation)
    if invitation is None or refusal:
        raise AccountError(refusal)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    record(by=invitation.user, action="accept_invitation", scope="accounts", subject=invitation.user)
    return activate_user(user=invitation.user)


@transaction.atomic
def activate_user(*, user: User) -> User:
    """Note the person's first sign-in, by link or by code; later ones change nothing."""
    if user.activated_at is None:
        user.activated_at = timezone.now()
        user.save(update_fields=["activated_at"])
        record(by=user, action="activate_user", scope="accounts", subject=user)
    return user


@transaction.atomic
def update_profile(*, user: User, name: str, phone: str, by: User) -> User:
    """Change what others see of a person."""
    user.name, user.phone = name.strip(), phone.strip()
    user.full_clean()
    user.save(update_fields=["name", "phone"])
    record(by=by, action="update_profile", scope="accounts", subject=user)
    return user


@transaction.atomic
def add_organization(*, kind: str, name: str, by: User | None, number: str = "", county: str = "") -> Organization:
    """Give the organization of this kind and name in this county, made now if it is new."""
    existing = Organization.objects.filter(kind=kind, name=name, county=county).first()
    if existing:
        return existing
    organization = Organization(kind=kind, name=name, number=number, county=county)
    organization.full_clean()
    organization.save()
    record(by=by, action="add_organization", scope="accounts", subject=organization)
    return organization
