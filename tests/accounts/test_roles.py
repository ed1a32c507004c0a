"""The matrix is complete, and says what it must at the corners that matter."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Allowed, Denied, require
from accounts.roles import (
    MATRIX,
    PERMISSION_LABELS,
    ROLE_LABELS,
    NetworkRole,
    Permission,
    TeamRole,
    role_may,
    roles_with,
)

ROLES = [*NetworkRole, *TeamRole]


def test_every_role_and_permission_has_a_row_and_a_name() -> None:
    assert list(MATRIX) == list(ROLE_LABELS) == ROLES
    assert list(PERMISSION_LABELS) == list(Permission)
    assert set().union(*MATRIX.values()) == set(Permission)


def test_everybody_sees_their_network() -> None:
    assert roles_with(Permission.VIEW_NETWORK) == set(ROLES)


def test_who_writes_a_report_does_not_review_it() -> None:
    assert roles_with(Permission.WRITE_REPORT) == {TeamRole.TEAM_LEADER}
    assert roles_with(Permission.REVIEW_REPORT) == {NetworkRole.COORDINATOR}


def test_only_leader_and_measurement_lead_enter_figures() -> None:
    assert roles_with(Permission.RECORD_MEASUREMENTS) == {TeamRole.TEAM_LEADER, TeamRole.MEASUREMENT_LEAD}


@pytest.mark.parametrize(
    "role", [TeamRole.PATIENT_REPRESENTATIVE, TeamRole.SPONSOR, NetworkRole.FACULTY, NetworkRole.OBSERVER]
)
def test_readers_change_nothing(role: NetworkRole | TeamRole) -> None:
    reading = {Permission.VIEW_NETWORK, Permission.VIEW_TEAM, Permission.VIEW_REPORTS, Permission.ANSWER_INVITATION}
    assert MATRIX[role] <= reading


def test_participant_alone_sees_no_team() -> None:
    assert not role_may(NetworkRole.PARTICIPANT, Permission.VIEW_TEAM)


def test_denied_stops_with_its_reason_and_allowed_goes_on() -> None:
    require(Allowed())
    with pytest.raises(PermissionDenied, match="Bare koordinatoren"):
        require(Denied("Bare koordinatoren kan dette."))
