"""Prints docs/permissions.md from the role matrix."""

from django.core.management.base import BaseCommand

from accounts.roles import MATRIX, PERMISSION_LABELS, ROLE_LABELS, NetworkRole, Permission, Role, TeamRole, role_may

INTRODUCTION = """# Permissions

Printed from `accounts/roles.py` by `manage.py print_permissions`; a test holds the two together. Change the matrix, not this
file.

Three questions are asked in three places: what may a role do (this matrix), what does this person see
(`Model.objects.visible_to(user)`), and may this person do this to that object (`can_…` in each app's `permissions.py`, which
also knows that a closed network is read only). Whoever is outside gets 404; whoever is inside without the right gets 403 and
the reason. The access table in `tests/house/access/` holds every address to it.

Beside the matrix: an administrator creates and manages networks, and sees into no team. What participants see of other teams
is the network's own setting: open (names and charts), totals only, or nothing."""


class Command(BaseCommand):
    """Print the role matrix as Markdown."""

    help = "Print docs/permissions.md."
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Write to standard output."""
        self.stdout.write(permissions_document())


def permissions_document() -> str:
    """Give docs/permissions.md: one table for roles in a network, one for roles in a team."""
    parts = [
        INTRODUCTION,
        "## Roles in a network",
        _table(list(NetworkRole)),
        "## Roles in a team",
        _table(list(TeamRole)),
    ]
    return "\n\n".join(parts)


def _table(roles: list[Role]) -> str:
    held = [permission for permission in Permission if any(permission in MATRIX[role] for role in roles)]
    lines = [_row(["", *(str(ROLE_LABELS[role]) for role in roles)]), _row(["---", *(":-:" for _ in roles)])]
    for permission in held:
        marks = ["ja" if role_may(role, permission) else "" for role in roles]
        lines.append(_row([f"{PERMISSION_LABELS[permission]} (`{permission.value}`)", *marks]))
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
