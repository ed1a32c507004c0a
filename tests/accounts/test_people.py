"""Accounts are added once, invited by single-use links, and activated by the first sign-in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import services
from accounts.models import AuditEvent, Invitation, User
from accounts.models.organization import Organization
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands until it is moved."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_person_is_added_once_whatever_the_case_of_the_address() -> None:
    first = services.add_user(email="Kari@Example.no ", name=" Kari Nordby", by=None)
    second = services.add_user(email="kari@example.NO", name="En annen", by=None)
    assert first == second
    assert (first.email, first.name, first.has_usable_password()) == ("kari@example.no", "Kari Nordby", False)


def test_database_refuses_the_same_address_in_another_case() -> None:
    make_user("Kari", email="kari@example.no")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="KARI@example.no", name="Kari")


def test_person_with_a_broken_address_is_refused() -> None:
    with pytest.raises(ValidationError):
        services.add_user(email="kari", name="Kari", by=None)


def test_invitation_opens_the_account_once(clock: time_machine.Traveller) -> None:
    kari = make_user("Kari", is_activated=False)
    token = services.create_invitation(user=kari, by=None)
    assert services.accept_invitation(token=token) == kari
    kari.refresh_from_db()
    assert kari.activated_at == NOW
    with pytest.raises(services.AccountError, match="Lenken er brukt"):
        services.accept_invitation(token=token)


def test_invitation_keeps_only_the_hash_of_its_link() -> None:
    token = services.create_invitation(user=make_user(), by=None)
    assert not Invitation.objects.filter(token_hash__contains=token[:10]).exists()
    assert services.find_invitation(token) is not None


def test_newer_invitation_closes_the_earlier_one() -> None:
    kari = make_user("Kari", is_activated=False)
    earlier, later = (services.create_invitation(user=kari, by=None) for _ in range(2))
    with pytest.raises(services.AccountError, match="brukt"):
        services.accept_invitation(token=earlier)
    assert services.accept_invitation(token=later) == kari


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda user, clock: clock.shift(timedelta(days=30)), "for gammel"),
        (lambda user, clock: User.objects.filter(pk=user.pk).update(is_active=False), "gjelder ikke"),
        (lambda user, clock: user.invitations.all().delete(), "gjelder ikke"),
    ],
    ids=["too old", "account closed", "unknown"],
)
def test_invitation_that_no_longer_holds_is_refused(clock: time_machine.Traveller, spoil, message: str) -> None:
    kari = make_user("Kari", is_activated=False)
    token = services.create_invitation(user=kari, by=None)
    spoil(kari, clock)
    with pytest.raises(services.AccountError, match=message):
        services.accept_invitation(token=token)
    kari.refresh_from_db()
    assert kari.activated_at is None


def test_first_sign_in_is_noted_and_later_ones_change_nothing(clock: time_machine.Traveller) -> None:
    kari = make_user("Kari", is_activated=False)
    services.activate_user(user=kari)
    clock.shift(timedelta(days=1))
    services.activate_user(user=kari)
    kari.refresh_from_db()
    assert kari.activated_at == NOW
    assert AuditEvent.objects.filter(action="activate_user").count() == 1


def test_form_counts_once() -> None:
    kari, ola = make_user("Kari"), make_user("Ola")
    token = "6f8c3a3e-3b5f-4a59-8a39-0d9a4b1d5b11"
    answers = [services.claim_form_token(by=user, token=token) for user in (kari, kari, ola)]
    assert answers == [True, False, True]


def test_organization_is_added_once_in_its_county() -> None:
    kind = Organization.Kind.MUNICIPALITY
    first = services.add_organization(kind=kind, name="Våler", county="Østfold", by=None)
    assert services.add_organization(kind=kind, name="Våler", county="Østfold", by=None) == first
    assert services.add_organization(kind=kind, name="Våler", county="Innlandet", by=None) != first


def test_record_writes_who_what_and_where() -> None:
    kari = make_user("Kari")
    event = services.record(by=kari, action="do_it", scope="network/1", subject=kari, summary="x" * 400)
    assert (event.actor, event.action, event.scope, event.subject) == (kari, "do_it", "network/1", f"user/{kari.pk}")
    assert event.summary == "x" * 300
