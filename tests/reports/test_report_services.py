"""The life of a report: opened once, saved without losing anything, frozen when submitted, returned, approved."""

import random
from collections.abc import Callable
from datetime import date

import pytest
import time_machine

from accounts.models import AuditEvent
from accounts.services import activate_user
from networks.models import Network
from notifications.models import OutboxMessage
from reports.models import Report, ReportComment
from reports.queries.content import build_content
from reports.services import (
    ReportConflict,
    ReportError,
    approve_report,
    checksum,
    open_due_reports,
    open_report,
    return_report,
    save_report,
    submit_report,
)
from teams.models import Team
from tests.accounts.national_ids import make_national_id
from tests.factories.networks import coordinator_of, make_network
from tests.factories.registrations import make_approved_team
from tests.factories.reports import (
    answers,
    correct_figure,
    deadline_of,
    make_approved,
    make_report,
    make_reporting_team,
    make_returned,
    make_submitted,
    version_of,
)
from tests.factories.teams import make_team, user_in

NUMBER = f"Bruker {make_national_id(random.Random(1))} ringte."
MAKE: dict[str, Callable[[Team], Report]] = {
    "draft": lambda team: make_report(team, **answers()),
    "submitted": make_submitted,
    "returned": make_returned,
    "approved": make_approved,
}


def save(report: Report, **texts: object) -> Report:
    """Save upon the version at hand."""
    return save_report(report, texts=texts, version=report.version, by=user_in(report.team))


def test_report_is_opened_once(team: Team) -> None:
    deadline = deadline_of(team.network)
    first = open_report(team, deadline=deadline, by=user_in(team))
    assert open_report(team, deadline=deadline, by=user_in(team)) == first
    assert Report.objects.count() == 1
    assert AuditEvent.objects.filter(action="open_report").count() == 1


def test_report_is_not_opened_for_a_deadline_of_another_network(team: Team) -> None:
    with pytest.raises(ReportError, match="annet nettverk"):
        open_report(team, deadline=deadline_of(make_network()), by=user_in(team))


def test_saving_keeps_what_belongs_to_the_report_and_nothing_else(team: Team) -> None:
    report = save(
        make_report(team),
        figures="  Bedre.\r\nMye bedre.  ",
        obstacles_tags=["time", "weather", "doctor"],
        secret="x",
    )
    assert report.texts == {
        "figures": "Bedre.\nMye bedre.",
        "learning": "",
        "obstacles": "",
        "obstacles_tags": ["doctor", "time"],
        "coaching": "",
        "next_steps": "",
    }


def test_saving_the_same_again_is_no_new_version(team: Team) -> None:
    report = save(make_report(team), figures="Bedre.")
    assert save_report(report, texts={"figures": "Bedre."}, version=1, by=user_in(team)).version == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NUMBER, "fødselsnummer"),
        ("x" * 5_000_000, "for lang: 5\u00a0000\u00a0000 tegn. Her er det plass til 10\u00a0000."),
        ("Skjult\x00tegn", "usynlig tegn"),
    ],
    ids=["national id", "5 MB", "NUL"],
)
def test_text_that_may_not_be_stored_is_refused_by_its_question(team: Team, text: str, message: str) -> None:
    report = make_report(team)
    with pytest.raises(ReportError) as refused:
        save(report, figures="Bedre.", learning=text)
    assert list(refused.value.errors) == ["learning"]
    assert message in refused.value.errors["learning"]
    report.refresh_from_db()
    assert report.texts == {}


def test_who_saves_upon_an_old_version_gets_both_texts_and_overwrites_nothing(team: Team) -> None:
    report = make_report(team)
    other_window = Report.objects.get(pk=report.pk)
    save(report, figures="Fra kontoret.")
    with pytest.raises(ReportConflict) as conflict:
        save_report(other_window, texts={"figures": "Fra telefonen."}, version=1, by=user_in(team))
    assert conflict.value.theirs["figures"] == "Fra kontoret."
    report.refresh_from_db()
    assert report.texts["figures"] == "Fra kontoret."


def test_submitting_needs_every_required_answer(team: Team) -> None:
    report = make_report(team, figures="Bedre.")
    with pytest.raises(ReportError) as refused:
        submit_report(report, version=report.version, by=user_in(team))
    assert sorted(refused.value.errors) == ["coaching", "learning"]
    report.refresh_from_db()
    assert (report.state, report.submitted_at) == ("draft", None)
    assert OutboxMessage.objects.count() == 0


def test_submitting_an_old_version_is_a_conflict(team: Team) -> None:
    report = make_report(team, **answers())
    save(report, **answers(figures="Nytt."))
    with pytest.raises(ReportConflict):
        submit_report(report, version=report.version - 1, by=user_in(team))
    report.refresh_from_db()
    assert report.state == "draft"


@pytest.mark.parametrize(
    ("state", "may_save", "may_submit", "may_return", "may_approve"),
    [
        ("draft", True, True, False, False),
        ("submitted", False, False, True, True),
        ("returned", True, True, False, False),
        ("approved", False, False, False, False),
    ],
)
def test_what_can_happen_in_each_state(
    team: Team, state: str, may_save: bool, may_submit: bool, may_return: bool, may_approve: bool
) -> None:
    report = MAKE[state](team)
    assert report.state == state
    leader, coordinator = user_in(team), coordinator_of(team.network)
    moves: dict[str, tuple[bool, Callable[[], object]]] = {
        "save": (may_save, lambda: save(report, **answers(figures="Annet."))),
        "submit": (may_submit, lambda: submit_report(report, version=report.version, by=leader)),
        "return": (may_return, lambda: return_report(report, comment="Se på dette.", by=coordinator)),
        "approve": (may_approve, lambda: approve_report(report, by=coordinator)),
    }
    for name, (may, move) in moves.items():
        report = MAKE[state](make_team(team.network))
        leader, coordinator = user_in(report.team), coordinator_of(team.network)
        if may:
            move()
            continue
        with pytest.raises(ReportError):
            move()
        report.refresh_from_db()
        assert report.state == state, name


def test_submitted_version_stays_when_a_figure_is_corrected_later(
    network: Network, october: time_machine.Traveller
) -> None:
    team = make_reporting_team(network)
    report = make_submitted(team)
    frozen = version_of(report)
    before = (frozen.snapshot, frozen.sha256)
    assert frozen.snapshot["figures"][0]["latest"] == "70\u00a0%"
    october.shift(3600)
    correct_figure(team)
    frozen = version_of(report)
    assert (frozen.snapshot, frozen.sha256) == before
    assert frozen.sha256 == checksum(frozen.snapshot)
    return_report(report, comment="Rett september.", by=coordinator_of(network))
    submit_report(report, version=report.version, by=user_in(team))
    assert version_of(report, 2).snapshot["figures"][0]["latest"] == "5\u00a0%"
    assert version_of(report, 2).sha256 != frozen.sha256
    assert version_of(report).sha256 == frozen.sha256


def test_checksum_finds_a_changed_letter_and_ignores_order() -> None:
    assert checksum({"a": 1, "b": "å"}) == checksum({"b": "å", "a": 1})
    assert checksum({"a": 1, "b": "å"}) != checksum({"a": 1, "b": "a"})


def test_each_submission_is_a_version_with_its_number_time_and_writer(team: Team) -> None:
    report = make_returned(team)
    submit_report(report, version=report.version, by=user_in(team))
    rows = report.versions.order_by("number").values_list("number", "submitted_by__name")
    assert list(rows) == [(1, "Marte Solbakken"), (2, "Marte Solbakken")]
    assert version_of(report, 2).snapshot["submitted"] == {"on": "2026-10-01", "by": "Marte Solbakken"}


def test_final_report_has_every_indicator_in_its_table(network: Network) -> None:
    report = make_submitted(make_reporting_team(network), kind="final")
    content = version_of(report).snapshot
    goals = next(part["fetched"]["goals"] for part in content["sections"] if part["key"] == "goals")
    assert [(row["name"], row["baseline"], row["latest"], row["target"], row["change"]) for row in goals] == [
        ("Samstemt legemiddelliste", "42,5\u00a0%", "70\u00a0%", "95\u00a0%", "+27,5"),
        ("Legemiddelavvik", "6,4\u00a0per 1000", "4,3\u00a0per 1000", "4,4\u00a0per 1000", "−2,1"),
    ]
    assert [row["goal"] for row in goals] == ["ikke nådd, fem til av 20", "nådd"]


def test_later_status_report_tells_what_is_new_and_the_final_report_everything(network: Network) -> None:
    team = make_reporting_team(network)
    told = {}
    for kind, number in (("status", 1), ("status", 2), ("final", 1)):
        report = open_report(team, deadline=deadline_of(network, kind, number), by=user_in(team))
        parts = [part["fetched"] for part in build_content(report, today=date(2026, 10, 1))["sections"]]
        lines = [line["text"] for part in parts if part for line in part["lines"]]
        told[kind, number] = [
            "Samstemming ved hvert nytt vedtak (juni 2026)" in lines,
            "Samling 1: 6 av 7 møtte." in lines,
            "Farmasøyt med hver onsdag" in lines,
        ]
    assert told == {
        ("status", 1): [True, True, True],
        ("status", 2): [False, False, True],
        ("final", 1): [True, True, True],
    }


def test_test_that_goes_on_is_told_by_its_stage(network: Network) -> None:
    report = make_report(make_reporting_team(network))
    parts = [part["fetched"] for part in build_content(report, today=date(2026, 10, 1))["sections"]]
    lines = [line for part in parts if part and part["kind"] == "cycles" for line in part["lines"]]
    assert [line["text"] for line in lines if line["mark"] == "waiting"] == ["Utfør. Testet på fire brukere."]


def test_final_report_has_the_reason_the_municipality_gave_when_it_registered(network: Network) -> None:
    team = make_approved_team(network)
    for membership in team.memberships.exclude(user=None):
        activate_user(user=membership.user)
    report = make_submitted(team, kind="final")
    part = next(part for part in version_of(report).snapshot["sections"] if part["key"] == "background")
    assert part["fetched"]["quote"] == "Mange lister stemmer ikke når brukere kommer hjem."


def messages(kind: str) -> list[tuple[str, str, str]]:
    """Recipient, subject and link of the messages of one kind, in order of time."""
    rows = OutboxMessage.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("recipient_name", "subject", "link"))


def test_submission_tells_the_coordinator_at_once_and_each_version_once(team: Team) -> None:
    report = make_submitted(team)
    link = f"/rapporter/{report.pk}/"
    news = ("Hanne Brekke", "Statusrapport 1 er levert: Lørenskog hjemmetjeneste", link)
    assert messages("report_submitted") == [news]
    return_report(report, comment="Skriv mer.", by=coordinator_of(team.network))
    assert messages("report_returned") == [("Marte Solbakken", "Statusrapport 1 er sendt tilbake", link)]
    submit_report(report, version=report.version, by=user_in(team))
    again = ("Hanne Brekke", "Statusrapport 1 er levert på nytt: Lørenskog hjemmetjeneste", link)
    assert messages("report_submitted") == [news, again]
    approve_report(report, by=coordinator_of(team.network))
    assert messages("report_approved") == [("Marte Solbakken", "Statusrapport 1 er godkjent", link)]


def test_comment_is_not_sent_by_mail(team: Team) -> None:
    make_returned(team, comment="Dette står bare i rapporten.")
    assert not OutboxMessage.objects.filter(body__contains="Dette står bare").exists()


def test_returning_needs_a_comment_that_may_be_stored(team: Team) -> None:
    report = make_submitted(team)
    for comment, message in (("  ", "Skriv hva teamet"), (NUMBER, "fødselsnummer"), ("x" * 2001, "for lang")):
        with pytest.raises(ReportError, match=message) as refused:
            return_report(report, comment=comment, by=coordinator_of(team.network))
        assert list(refused.value.errors) == ["comment"]
    report.refresh_from_db()
    assert (report.state, ReportComment.objects.count()) == ("submitted", 0)


def test_coordinator_does_not_approve_a_version_they_have_not_seen(team: Team) -> None:
    report = make_submitted(team)
    seen = report.version
    return_report(report, comment="Skriv mer.", by=coordinator_of(team.network))
    submit_report(report, version=report.version, by=user_in(team))
    with pytest.raises(ReportError, match="ny utgave"):
        approve_report(report, version=seen, by=coordinator_of(team.network))


def test_drafts_start_themselves_before_the_deadline_and_only_once(network: Network) -> None:
    teams = [make_team(network), make_team(network)]
    assert open_due_reports(date(2026, 9, 21)) == 0
    assert open_due_reports(date(2026, 9, 22)) == 2
    assert open_due_reports(date(2026, 9, 22)) == 0
    rows = Report.objects.values_list("team", "deadline__kind", "saved_by")
    assert sorted(rows) == sorted((team.pk, "status", None) for team in teams)
