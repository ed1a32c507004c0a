"""Changes what a team wants and has agreed to."""

from django.db import transaction

from accounts.models import User
from accounts.services import record
from teams.models import Team
from teams.services.versions import save_if_unchanged


@transaction.atomic
def update_team(team: Team, *, by: User, version: int, aim: str, has_agreement: bool) -> Team:
    """Change the aim and whether the agreement is signed. Raises EditConflict when somebody saved first."""
    values = {"aim": aim.strip(), "has_agreement": has_agreement}
    if save_if_unchanged(team, version=version, values=values):
        record(by=by, action="update_team", scope=team.network.scope, subject=team)
    return team
