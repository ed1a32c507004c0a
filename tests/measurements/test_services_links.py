"""A chart that is shared by a link: until a day, until it is stopped, and never by its hash alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.secret_links import hash_token
from measurements.models import ChartLink
from measurements.queries.links import find_chart_link, links_of
from measurements.services import MeasurementError, delete_old_links, revoke_chart_link, share_chart
from networks.services import close_network
from tests.factories.measurements import make_plan, planned

DAY = date(2026, 12, 4)


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


@pytest.fixture
def link(indicator, people):
    return share_chart(indicator, expires_on=DAY, label=" Til kommunestyret ", by=people["Ingrid"])


def test_a_link_shows_the_chart_to_the_end_of_its_day(link, indicator):
    assert (link.label, link.token_hash) == ("Til kommunestyret", hash_token(link.token))
    last = datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)
    assert find_chart_link(link.token, last) == link
    assert find_chart_link(link.token, last + timedelta(seconds=1)) is None
    assert find_chart_link(link.token_hash, timezone.now()) is None
    assert links_of(indicator, timezone.now()) == [link]


@pytest.mark.parametrize("day", [date(2026, 11, 3), date(2027, 11, 5)])
def test_a_day_that_is_over_or_too_far_ahead_is_refused(indicator, people, day):
    with pytest.raises(MeasurementError) as refused:
        share_chart(indicator, expires_on=day, by=people["Ingrid"])
    assert (refused.value.field, ChartLink.objects.count()) == ("expires_on", 0)


@pytest.mark.parametrize("label", ["x" * 81, "Ola 01010750160"])
def test_a_label_that_cannot_stand_is_refused(indicator, people, label):
    with pytest.raises(MeasurementError) as refused:
        share_chart(indicator, expires_on=DAY, label=label, by=people["Ingrid"])
    assert refused.value.field == "label"


def test_a_stopped_link_shows_nothing_and_is_stopped_once(link, indicator, people):
    revoke_chart_link(link, by=people["Marte"])
    revoke_chart_link(link, by=people["Astrid"])
    assert find_chart_link(link.token, timezone.now()) is None
    assert links_of(indicator, timezone.now()) == []
    events = AuditEvent.objects.filter(subject=f"chartlink/{link.pk}").order_by("pk")
    assert [(event.action, event.actor) for event in events] == [
        ("share_chart", people["Ingrid"]),
        ("revoke_chart_link", people["Marte"]),
    ]


def test_in_an_ended_network_links_can_be_stopped_but_not_made(link, team, people):
    close_network(team.network, by=people["Astrid"])
    indicator = planned(team)
    with pytest.raises(MeasurementError, match="avsluttet"):
        share_chart(indicator, expires_on=DAY, by=people["Ingrid"])
    revoke_chart_link(link, by=people["Ingrid"])
    assert ChartLink.objects.get().revoked_at == timezone.now()


def test_links_that_ended_long_ago_are_thrown_away_at_night(link):
    assert delete_old_links(now=link.expires_at + timedelta(days=60)) == 0
    assert delete_old_links(now=link.expires_at + timedelta(days=60, seconds=1)) == 1
    assert ChartLink.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"expires_at": datetime(2026, 11, 4, 13, 32, tzinfo=UTC)}, True),
        ({"expires_at": datetime(2026, 11, 4, 13, 33, tzinfo=UTC)}, False),
        ({"revoked_at": datetime(2026, 11, 4, 13, 31, tzinfo=UTC)}, True),
        ({"revoked_at": datetime(2026, 11, 4, 13, 32, tzinfo=UTC)}, False),
    ],
)
def test_the_database_holds_the_rules_of_a_link(link, fields, is_refused):
    if is_refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            ChartLink.objects.filter(pk=link.pk).update(**fields)
    else:
        assert ChartLink.objects.filter(pk=link.pk).update(**fields) == 1
