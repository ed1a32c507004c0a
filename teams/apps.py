"""App configuration: registrations, teams, plans and pdsa cycles."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Registrations, teams, plans and PDSA cycles."""

    name = "teams"

    def ready(self) -> None:
        """Let the outbox ask whether an invitation still applies, and the samling pages who comes."""
        from networks.registry import register_guest_list  # noqa: PLC0415 - models exist only now
        from notifications.registry import register  # noqa: PLC0415
        from teams.queries import session_guest_list  # noqa: PLC0415
        from teams.services.invitations import MEMBER_INVITATION, member_invitation_still_applies  # noqa: PLC0415

        register(MEMBER_INVITATION, member_invitation_still_applies)
        register_guest_list(session_guest_list)
