"""Who opens the pages that belong to no app; the demo's pages are not there outside the demo."""

from tests.house.access import ALLOWED, EVERYONE, SAME, TEAM, Row

ROWS = [
    *(
        Row(name, get={ALLOWED: EVERYONE}, post={405: EVERYONE})
        for name in ("front_page", "accessibility", "privacy", "help", "health", "account_signup")
    ),
    *(
        Row(name, get={ALLOWED: EVERYONE}, post=SAME)
        for name in ("account_login", "account_request_login_code", "account_logout")
    ),
    Row("account_confirm_login_code", get={ALLOWED: EVERYONE}, post=SAME),
    # Everybody leaves for themselves: nobody finds another's door.
    Row(
        "place_leave",
        kwargs=lambda world: {"kind": "team", "pk": world.team.pk},
        get={ALLOWED: TEAM},
        post=SAME,
    ),
    Row("component_gallery", get={404: EVERYONE}, post={405: EVERYONE}),
    Row("demo_home", get={404: EVERYONE}, post=SAME),
    Row("demo_sign_in", get={404: EVERYONE}, post=SAME),
    Row("demo_mail_list", get={404: EVERYONE}, post=SAME),
    Row("demo_mail_detail", kwargs=lambda world: {"mail_id": "1"}, get={404: EVERYONE}, post=SAME),
]
