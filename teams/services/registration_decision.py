"""The coordinator's answer to a registration: approved, and a team is made; or declined, with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import TeamRole
from accounts.services import record
from teams.models import Registration, Team
from teams.services import registration_mail
from teams.services.errors import TeamError
from teams.services.registration import _locked as locked
from teams.services.registration import save_status
from teams.services.team_creation import create_team
