"""Who opens the reports: the team from the first word, the coordinator once it is handed in."""

from typing import Any

from reports.models import ReportVersion
from reports.services import keep_pdf
from tests.house.access import ALLOWED, TEAM, Row
from tests.house.world import World

WRITERS = {ALLOWED: ["team_leader"], 403: [person for person in TEAM if person != "team_leader"]}


def _draft(world: World) -> dict[str, Any]:
    return {"pk": world.report.pk}


def _submitted(world: World) -> dict[str, Any]:
    return {"pk": world.submitted_report.pk}


def _printed(world: World) -> dict[str, Any]:
    """The submitted report once the worker has made its document, so that reading it writes nothing."""
    keep_pdf(ReportVersion.objects.printable().get(report=world.submitted_report))
    return _submitted(world)


ROWS = [
    Row(
        "reports:report_list",
        kwargs=lambda world: {"slug": world.team.slug},
        get={ALLOWED: [*TEAM, "coordinator"], 403: ["organizer"]},
    ),
    Row(
        "reports:report_open",
        kwargs=lambda world: {"slug": world.team.slug, "pk": world.final_deadline.pk},
        get={ALLOWED: [*TEAM, "coordinator"], 403: ["organizer"]},
        post={ALLOWED: ["team_leader"], 403: [*WRITERS[403], "coordinator", "organizer"]},
    ),
    Row(
        "reports:network_report_list",
        kwargs=lambda world: {"slug": world.network.slug},
        get={ALLOWED: ["coordinator"], 403: ["administrator", "organizer", *TEAM, "other_team_member"]},
    ),
    Row("reports:report_detail", kwargs=_draft, get={ALLOWED: TEAM}, post=WRITERS),
    Row("reports:report_autosave", kwargs=_draft, post=WRITERS, data=lambda world: {"version": world.report.version}),
    Row("reports:report_submit", kwargs=_draft, post=WRITERS, data=lambda world: {"version": world.report.version}),
    Row(
        "reports:report_return",
        kwargs=_submitted,
        post={ALLOWED: ["coordinator"], 403: ["other_team_member"]},
        data=lambda world: {"version": world.submitted_report.version, "comment": "Skriv mer."},
    ),
    Row(
        "reports:report_approve",
        kwargs=_submitted,
        post={ALLOWED: ["coordinator"], 403: ["other_team_member"]},
        data=lambda world: {"version": world.submitted_report.version},
    ),
    Row("reports:report_pdf", kwargs=_printed, get={ALLOWED: ["coordinator", "other_team_member"]}),
    Row(
        "reports:report_version_pdf",
        kwargs=lambda world: _printed(world) | {"number": 1},
        get={ALLOWED: ["coordinator", "other_team_member"]},
    ),
]
