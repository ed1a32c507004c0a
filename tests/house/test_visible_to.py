"""What each kind of person sees of each model: exactly this, in a world where more exists."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoDbBlocker

from measurements.models import Annotation, FigureImport, Indicator, PlannedIndicator
from networks.models import LearningSession, Network
from reports.models import Report
from teams.models import CoachingNote, PDSACycle, PlanItem, Registration, Team, TeamMeeting, TeamMembership
from tests.browser import ROOT
from tests.house.access import EVERYONE, TEAM
from tests.house.world import World, built_world

pytestmark = pytest.mark.django_db

APPS = ["networks", "teams", "measurements", "reports"]
STAFF = ["coordinator", "organizer"]
IMPORTING = ["team_leader", "measurement_lead"]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, once for all questions."""
    with built_world(django_db_blocker) as built:
        yield built


def seen(world: World, queryset) -> dict[str, set[str]]:
    """What each person sees, by primary key, the people who see nothing left out."""
    found = {
        person: {row.pk for row in queryset.visible_to(world.people[person] or AnonymousUser())} for person in EVERYONE
    }
    return {person: rows for person, rows in found.items() if rows}


def expected(*groups: tuple[list[str], set[int]]) -> dict[str, set[int]]:
    """The same, put together from groups of people."""
    return {person: rows for people, rows in groups for person in people}


def test_networks_are_seen_by_those_with_a_role(world: World) -> None:
    own, other, draft = world.network.pk, world.other_network.pk, world.draft_network.pk
    assert seen(world, Network.objects) == expected(
        (["administrator"], {own, other, draft}),
        (["coordinator"], {own, draft}),
        (["other_coordinator"], {other}),
        (["organizer", *TEAM, "other_team_member"], {own}),
    )


def test_sessions_are_seen_with_their_network(world: World) -> None:
    by_network = {
        network.pk: set(network.learning_sessions.values_list("pk", flat=True))
        for network in (world.network, world.other_network, world.draft_network)
    }
    networks = seen(world, Network.objects)
    assert seen(world, LearningSession.objects) == {
        person: set().union(*(by_network[pk] for pk in rows)) for person, rows in networks.items()
    }


def test_registrations_are_seen_by_the_coordinator_once_sent(world: World) -> None:
    assert seen(world, Registration.objects) == expected((["coordinator"], {world.registration.pk}))


def test_teams_are_seen_by_their_members_and_the_organizers(world: World) -> None:
    own, other = world.team.pk, world.other_team.pk
    assert seen(world, Team.objects) == expected((STAFF, {own, other}), (TEAM, {own}), (["other_team_member"], {other}))


@pytest.mark.parametrize(
    ("model", "name"),
    [(PlanItem, "plan_item"), (PDSACycle, "cycle"), (TeamMeeting, "meeting"), (Annotation, "annotation")],
)
def test_work_is_seen_by_those_who_see_the_team(world: World, model, name: str) -> None:
    own = {getattr(world, name).pk}
    assert seen(world, model.objects) == expected((STAFF, own), (TEAM, own))


def test_people_of_a_team_are_seen_by_those_who_see_the_team(world: World) -> None:
    own = set(world.team.memberships.values_list("pk", flat=True))
    other = set(world.other_team.memberships.values_list("pk", flat=True))
    assert seen(world, TeamMembership.objects) == expected(
        (STAFF, own | other), (TEAM, own), (["other_team_member"], other)
    )


def test_coaching_notes_are_seen_by_coordinators_only(world: World) -> None:
    notes = set(CoachingNote.objects.values_list("pk", flat=True))
    assert seen(world, CoachingNote.objects) == expected((["coordinator"], notes))


def test_indicators_are_seen_by_those_who_see_the_team(world: World) -> None:
    own = set(PlannedIndicator.objects.filter(plan__team=world.team).values_list("pk", flat=True))
    other = set(PlannedIndicator.objects.filter(plan__team=world.other_team).values_list("pk", flat=True))
    assert seen(world, PlannedIndicator.objects) == expected(
        (STAFF, own | other), (TEAM, own), (["other_team_member"], other)
    )


def test_own_indicators_are_seen_by_the_team_and_the_copies_by_the_network(world: World) -> None:
    common = set(Indicator.objects.public().values_list("pk", flat=True))
    own = common | {world.own_indicator.pk}
    everyone_else = [person for person in EVERYONE if person not in (*STAFF, *TEAM)]
    assert seen(world, Indicator.objects) == expected((STAFF, own), (TEAM, own), (everyone_else, common))


def test_what_a_team_made_for_itself_is_not_shared(world: World) -> None:
    planned = PlannedIndicator.objects.shared_with(world.people["other_team_member"])
    assert planned.filter(plan__team=world.team).exists()
    assert not planned.filter(indicator=world.own_indicator).exists()


def test_reports_are_seen_by_the_team_and_once_sent_by_the_coordinator(world: World) -> None:
    assert seen(world, Report.objects) == expected(
        (["coordinator"], {world.submitted_report.pk}),
        (TEAM, {world.report.pk}),
        (["other_team_member"], {world.submitted_report.pk}),
    )


def test_figures_read_in_are_seen_by_the_person_who_read_them(world: World) -> None:
    own = {person: {FigureImport.objects.get(user=world.people[person]).pk} for person in IMPORTING}
    assert seen(world, FigureImport.objects) == own


@pytest.mark.parametrize(
    ("sharing", "shared"),
    [(Network.Sharing.OPEN, True), (Network.Sharing.AGGREGATES, False), (Network.Sharing.CLOSED, False)],
)
def test_charts_of_other_teams_are_shared_when_the_network_is_open(world: World, sharing: str, shared: bool) -> None:
    Network.objects.filter(pk=world.network.pk).update(sharing=sharing)
    own, other = world.team.pk, world.other_team.pk
    member = world.people["team_member"]
    assert {team.pk for team in Team.objects.shared_with(member)} == ({own, other} if shared else {own})
    assert {row.plan.team_id for row in PlannedIndicator.objects.shared_with(member).select_related("plan")} == (
        {own, other} if shared else {own}
    )
    assert not Team.objects.shared_with(world.people["outsider"])
    assert not Team.objects.shared_with(AnonymousUser())


def test_person_who_left_sees_nothing_more(world: World) -> None:
    membership = world.membership
    world.team.memberships.filter(pk=membership.pk).update(ended_on=membership.started_on)
    membership.user.network_memberships.update(ended_on=membership.started_on)
    assert not Team.objects.visible_to(membership.user)
    assert not Network.objects.visible_to(membership.user)
    assert not Report.objects.visible_to(membership.user)


HIDING = [
    model for app in APPS for model in apps.get_app_config(app).get_models() if hasattr(model.objects, "visible_to")
]


def test_every_model_that_hides_rows_is_tested_here() -> None:
    text = (ROOT / "tests" / "house" / "test_visible_to.py").read_text(encoding="utf-8")
    assert [model.__name__ for model in HIDING if not re.search(rf"\b{model.__name__}\b", text)] == []


@pytest.mark.parametrize("app", ["laeringsnettverk", "accounts", *APPS])
def test_views_fetch_only_what_the_person_sees(app: str) -> None:
    """Web code has one door to rows that are hidden from some: `visible_to`, `shared_with`, `of_team` or `public`.

    What belongs to an object that came through the door is reached from the object: `team.memberships`, or a query.
    """
    names = "|".join(model.__name__ for model in HIDING)
    other_way = re.compile(rf"\b(?:{names})\.objects\.(?!visible_to\(|shared_with\(|of_team\(|public\()(\w+)")
    paths = [ROOT / app / "views.py", *(ROOT / app / "views").rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in paths
        if path.exists()
        for match in other_way.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
