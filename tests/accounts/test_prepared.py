"""A prepared query gives what the queryset it was made from gives, whatever it is asked about."""

from datetime import timedelta

import pytest
from django.db.models import Count, F, Max, QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import Invitation, User
from accounts.prepared import PreparedQuery
from accounts.services import create_invitation
from networks.models import Network
from tests.factories.accounts import make_user
from tests.factories.networks import make_network

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


def test_models_come_with_what_is_selected_and_annotated(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = make_user("Kari Nordby")
    create_invitation(user=user, by=None)
    query = PreparedQuery(
        lambda pk: Invitation.objects.filter(user=pk).select_related("user").annotate(of=F("user__name"))
    )
    with django_assert_num_queries(1):
        (found,) = query.objects(user.pk)
        assert (found.user, found.user.name, found.of) == (user, "Kari Nordby", "Kari Nordby")
    assert found == query.first(user.pk)
    assert found.expires_at.tzinfo is not None
    assert query.first(10**9) is None


def test_what_is_not_selected_is_read_when_asked_for(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = make_user("Kari Nordby")
    found = PreparedQuery(lambda pk: User.objects.filter(pk=pk).only("email")).first(user.pk)
    with django_assert_num_queries(1):
        assert found.name == "Kari Nordby"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_any_number_of_ids_gives_each_row_once(count: int) -> None:
    users = [make_user(f"Person {number}") for number in range(6)]
    query = PreparedQuery(lambda pks: User.objects.filter(pk__among=pks).order_by("pk").values_list("pk"))
    assert query.rows([user.pk for user in users[:count]]) == [(user.pk,) for user in users[:count]]


def test_texts_and_days_go_to_their_own_places() -> None:
    user = make_user("Kari Nordby")
    network = make_network("Innlandet", coordinator=user)
    query = PreparedQuery(
        lambda name, day, pk: Network.objects.filter(name=name, starts_on=day, memberships__user=pk).values_list("pk")
    )
    assert query.rows("Innlandet", network.starts_on, user.pk) == [(network.pk,)]
    assert query.rows("Innlandet", network.starts_on + timedelta(days=1), user.pk) == []
    assert query.rows("Akershus", network.starts_on, user.pk) == []


def test_value_the_query_does_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="value 0"):
        PreparedQuery(lambda name: User.objects.filter(name__contains=name).values_list("pk")).rows("Kari")


def test_every_asking_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    query, user = PreparedQuery(of_user), make_user("Kari Nordby")
    for _time in range(2):
        with django_assert_num_queries(1):
            query.rows(user.pk)
