"""A prepared query gives what the queryset it was made from gives, whatever ids it is asked about."""

import pytest
from django.db.models import Count, Max, QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import Invitation, User
from accounts.prepared import PreparedQuery
from accounts.services import create_invitation
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def of_user(user: int) -> QuerySet:
    """A row with texts, a truth value and a time."""
    return User.objects.filter(pk=user).values_list("pk", "name", "is_active", "created_at")


def test_rows_are_those_of_the_queryset_for_each_id() -> None:
    query = PreparedQuery(of_user)
    for user in (make_user("Kari Nordby"), make_user("Nils Vik")):
        assert query.rows(user.pk) == list(of_user(user.pk))
        assert query.rows(user.pk)[0][3].tzinfo is not None


def test_unknown_id_gives_nothing() -> None:
    assert PreparedQuery(of_user).rows(10**9) == []


def test_ids_go_to_their_own_places() -> None:
    first, second = make_user("Kari Nordby"), make_user("Nils Vik")

    def both(one: int, other: int) -> QuerySet:
        rows = User.objects.filter(pk=other).order_by().values_list("name", "pk")
        return rows.union(User.objects.filter(pk=one).order_by().values_list("name", "pk"), all=True)

    assert sorted(PreparedQuery(both).rows(first.pk, second.pk), reverse=True) == [
        ("Nils Vik", second.pk),
        ("Kari Nordby", first.pk),
    ]


def test_sums_and_groups_keep_their_types() -> None:
    user = make_user("Kari Nordby")
    create_invitation(user=user, by=None)

    def invitations(pk: int) -> QuerySet:
        return (
            Invitation.objects.filter(user=pk)
            .values("user")
            .annotate(n=Count("pk"), at=Max("expires_at"))
            .values_list("user", "n", "at")
        )

    assert PreparedQuery(invitations).rows(user.pk) == list(invitations(user.pk))


def test_every_asking_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    query, user = PreparedQuery(of_user), make_user("Kari Nordby")
    for _time in range(2):
        with django_assert_num_queries(1):
            query.rows(user.pk)
