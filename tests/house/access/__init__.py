"""The access table: every URL name, and who gets in by GET and by POST. One module per app, each with its ROWS.

A row says whom the page lets in (ALLOWED) and whom it turns away with a reason (403). Everybody else gets what an outsider
gets: 404, and an anonymous visitor the way to sign-in (302). So most rows are two lines:

    Row(
        "teams:plan_detail",
        kwargs=lambda world: {"slug": world.team.slug},
        get={ALLOWED: [*TEAM, "coordinator", "organizer"], 403: ["other_team_member"]},
    )

- `kwargs`, and `data` for the body of a POST, are made from the world (`tests/house/world.py`); say what you miss there.
- `get=None` or `post=None` (the default for `post`) means that the method is refused: 405 for everyone who is signed in.
- `post=SAME` for a form that posts to its own page.
- Another status than 404 or 302 for the rest: name them, as in `get={ALLOWED: EVERYONE}` for a public page, or `{404: EVERYONE}`.
- ALLOWED is any answer but the way to sign-in, 403, 404, 405 and server errors: an empty form sent in may well be 200 or 400.
- Everything happens in a transaction that is rolled back after each request. A GET may write nothing at all, and neither
  may a POST that is turned away; the session is the only exception.

The test fails for a URL name without a row, and for a row without a URL.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.house.world import World

ALLOWED = 200
SAME: dict[int, list[str]] = {0: ["the same as get"]}

TEAM = ["team_leader", "measurement_lead", "team_member", "patient_representative", "sponsor"]
SIGNED_IN = [
    "administrator",
    # Of the world's network …
    "coordinator",
    "organizer",
    # … of another network,
    "other_coordinator",
    # in the world's team,
    *TEAM,
    # in another team of the same network,
    "other_team_member",
    # and a person with an account and no role anywhere.
    "outsider",
]
EVERYONE = ["anonymous", *SIGNED_IN]

Rule = dict[int, list[str]]


def _nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """Who may open one URL, and who may send to it."""

    name: str
    kwargs: Callable[[World], dict[str, Any]] = _nothing
    get: Rule | None = None
    post: Rule | None = None
    data: Callable[[World], dict[str, Any]] = _nothing

    def expected(self, method: str, person: str) -> int:
        """The status this person should get."""
        rule = self.get if method == "get" or self.post is SAME else self.post
        if rule is None:
            return 302 if person == "anonymous" else 405
        named = [status for status, people in rule.items() if person in people]
        assert len(named) <= 1, f"{self.name}: {person} stands twice"
        return named[0] if named else 302 if person == "anonymous" else 404
