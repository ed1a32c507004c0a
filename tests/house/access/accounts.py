"""Who opens invitations, profiles and sign-in."""

from tests.house.access import ALLOWED, EVERYONE, SAME, SIGNED_IN, Row

ROWS = [
    Row(
        "accounts:invitation_accept",
        kwargs=lambda world: {"token": world.invitation_token},
        get={ALLOWED: EVERYONE},
        post=SAME,
    ),
    Row("accounts:profile_edit", get={ALLOWED: SIGNED_IN}, post=SAME),
]
