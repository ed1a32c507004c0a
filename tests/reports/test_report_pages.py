"""The pages of reports, asked for by the people who use them."""

import random
from collections.abc import Callable
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.roles import TeamRole
from networks.models import Network
from reports.models import Report
from reports.services import save_report
from teams.models import Team
from tests.accounts.national_ids import make_national_id
from tests.factories.networks import coordinator_of
from tests.factories.reports import (
    answers,
    correct_figure,
    deadline_of,
    make_approved,
    make_report,
    make_reporting_team,
    make_returned,
    make_submitted,
)
from tests.factories.teams import make_cycle, make_plan_item, make_team, member, user_in

ClientFor = Callable[..., Client]


@pytest.fixture
def leader(team: Team, client_for: ClientFor) -> Client:
    """The team leader's browser."""
    return client_for(user_in(team))


@pytest.fixture
def coordinator(network: Network, client_for: ClientFor) -> Client:
    """The coordinator's browser."""
    return client_for(coordinator_of(network))


def url(report: Report, name: str = "detail", *args: object) -> str:
    """An address of this report."""
    return reverse(f"reports:report_{name}", args=[report.pk, *args])


def text_of(response) -> str:
    """What the page says, entities read."""
    return unescape(response.content.decode())


def data(report: Report, **texts: object) -> dict[str, object]:
    """What the editor's form sends."""
    return {"version": report.version, **texts}


def test_reminders_link_starts_the_report_with_one_button_and_then_leads_to_it(team: Team, leader: Client) -> None:
    link = reverse("reports:report_open", args=[team.slug, deadline_of(team.network).pk])
    assert "Åpne statusrapport 1" in text_of(leader.get(link))
    assert Report.objects.count() == 0
    opened = leader.post(link)
    report = Report.objects.get()
    assert opened["Location"] == leader.get(link)["Location"] == url(report)
    assert leader.post(link)["Location"] == url(report)


def test_coordinator_is_not_sent_to_a_draft_they_may_not_see(team: Team, coordinator: Client) -> None:
    report = make_report(team)
    page = coordinator.get(reverse("reports:report_open", args=[team.slug, report.deadline_id]))
    assert "Teamet skriver på rapporten" in text_of(page)
    assert coordinator.get(url(report)).status_code == 404


def test_editor_has_what_the_system_knows_and_where_to_correct_it(network: Network, client_for: ClientFor) -> None:
    team = make_reporting_team(network)
    page = text_of(client_for(user_in(team)).get(url(make_report(team))))
    for fetched in (
        "<strong>Innført:</strong> Samstemming ved hvert nytt vedtak (juni 2026)",
        "<strong>Forsinket:</strong> Avtale med fastlegekontorene, frist 25. sep.",
        "To teammøter, fem personer i snitt. Brukerrepresentanten var med på ett møte.",
        "Samling 1: 6 av 7 møtte.",
        "<strong>Samstemt legemiddelliste: 70\u00a0%</strong>",
        "<strong>1 Ringe fastlegen i faste tider:</strong> Forkastet. Sekretæren fikk ikke satt over",
    ):
        assert fetched in page
    for name in ("teams:plan_detail", "teams:meeting_list", "teams:pdsa_list", "measurements:measurement_list"):
        assert f'href="{reverse(name, args=[team.slug])}"' in page
    assert "Fire av sju deler er klare" in page
    assert "Tre deler igjen:</strong> <span>3 Tallene, 4 Lært, 6 Veiledning" in page


def test_save_button_keeps_the_draft_without_javascript(team: Team, leader: Client) -> None:
    report = make_report(team)
    response = leader.post(url(report), data(report, learning="Det hjalp.", obstacles_tags=["time"]), follow=True)
    assert "Utkastet er lagret." in text_of(response)
    report.refresh_from_db()
    assert (report.texts["learning"], report.texts["obstacles_tags"]) == ("Det hjalp.", ["time"])


def test_autosave_answers_with_the_new_version_and_how_far_the_report_has_come(team: Team, leader: Client) -> None:
    report = make_report(team)
    answer = leader.post(url(report, "autosave"), data(report, figures="Bedre.")).json()
    assert (answer["version"], answer["saved_at"]) == (2, "10.14")
    assert "Fem av sju deler er klare" in answer["outline"]
    assert "4 Lært, 6 Veiledning" in answer["progress"]


def test_autosave_of_an_old_version_says_so_and_writes_nothing(team: Team, leader: Client) -> None:
    report = make_report(team, figures="Fra kontoret.")
    answer = leader.post(url(report, "autosave"), {"version": 1, "figures": "Fra telefonen."})
    assert (answer.status_code, "begge tekstene" in answer.json()["message"]) == (409, True)
    report.refresh_from_db()
    assert report.texts["figures"] == "Fra kontoret."


def test_autosave_of_a_submitted_report_says_that_it_is_handed_in(team: Team, leader: Client) -> None:
    answer = leader.post(url(make_submitted(team), "autosave"), {"version": 1, "figures": "Mer."})
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("Rapporten er levert.")


def test_conflict_shows_both_texts_and_the_next_save_is_a_decision(team: Team, leader: Client) -> None:
    report = make_report(team, figures="Fra kontoret.", learning="Likt.")
    typed = {"version": 1, "figures": "Fra telefonen.", "learning": "Likt."}
    page = leader.post(url(report), typed)
    text = text_of(page)
    assert page.status_code == 409
    assert "Marte Solbakken lagret rapporten 10.14" in text
    assert "Fra telefonen.</textarea>" in text
    assert text.count("Dette står lagret nå:") == 1
    assert "Fra kontoret." in text
    leader.post(url(report), typed | {"version": page.context["form"]["version"].value()})
    report.refresh_from_db()
    assert report.texts["figures"] == "Fra telefonen."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (f"Bruker {make_national_id(random.Random(2))}", "fødselsnummer"),
        ("x" * 5_000_000, "Teksten er for lang: 5000000 tegn. Her er det plass til 10000."),
    ],
    ids=["national id", "5 MB"],
)
@pytest.mark.parametrize("door", ["detail", "submit"])
def test_text_that_may_not_be_stored_stands_in_its_field_with_the_reason(
    team: Team, leader: Client, door: str, typed: str, message: str
) -> None:
    report = make_report(team)
    text = text_of(leader.post(url(report, door), data(report, figures="Bedre.", coaching=typed)))
    assert message in text
    assert f"{typed}</textarea>" in text
    assert "Bedre.</textarea>" in text
    report.refresh_from_db()
    assert (report.state, report.texts) == ("draft", {})


def test_script_in_a_text_is_shown_as_text(network: Network, team: Team, leader: Client, coordinator: Client) -> None:
    paste = "</textarea><script>alert(1)</script>"
    report = make_submitted(team, figures=paste, coaching="<img src=x onerror=alert(1)>")
    page = coordinator.get(url(report)).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in leader.get(url(make_report(make_team(network), figures=paste))).content.decode()


def test_handing_in_with_answers_missing_keeps_the_text_and_says_which(team: Team, leader: Client) -> None:
    report = make_report(team)
    text = text_of(leader.post(url(report, "submit"), data(report, figures="Bedre.")))
    assert text.count("Skriv et svar her før dere leverer.") == 4  # beside each field, and in the summary
    assert "Bedre.</textarea>" in text
    report.refresh_from_db()
    assert (report.state, report.texts["figures"]) == ("draft", "Bedre.")
    assert f'name="version" value="{report.version}"' in text


def test_handing_in_twice_is_handing_in_once(team: Team, leader: Client) -> None:
    report = make_report(team)
    sent = data(report, **answers())
    first, second = leader.post(url(report, "submit"), sent), leader.post(url(report, "submit"), sent)
    assert first["Location"] == second["Location"] == url(report)
    assert report.versions.count() == 1


def test_readers_see_the_frozen_version_after_a_correction(
    network: Network, coordinator: Client, client_for: ClientFor, october: time_machine.Traveller
) -> None:
    team = make_reporting_team(network)
    report = make_submitted(team)
    october.shift(60)
    correct_figure(team)
    for reader in (coordinator, client_for(user_in(team)), client_for(user_in(team, TeamRole.TEAM_MEMBER))):
        assert "Samstemt legemiddelliste: 70\u00a0%" in text_of(reader.get(url(report)))


def test_returned_report_shows_the_comment_to_the_leader_and_the_last_version_to_the_others(
    team: Team, leader: Client, coordinator: Client
) -> None:
    report = make_returned(team, comment="Skriv mer om august.", figures="Først.")
    page = text_of(leader.get(url(report)))
    assert "Hanne Brekke sendte rapporten tilbake torsdag 1. oktober" in page
    assert page.index("Skriv mer om august.") < page.index('id="del-1"')
    save_report(report, texts=answers(figures="Så."), version=report.version, by=user_in(team))
    assert "Først." in text_of(coordinator.get(url(report)))
    assert "Så." not in text_of(coordinator.get(url(report)))


def test_coordinator_returns_with_a_comment(team: Team, coordinator: Client) -> None:
    report = make_submitted(team)
    sent = {"version": report.version, "comment": "Skriv mer."}
    page = coordinator.post(url(report, "return"), sent, follow=True)
    assert "Rapporten er sendt tilbake." in text_of(page)
    assert coordinator.post(url(report, "return"), sent)["Location"] == url(report)
    assert report.comments.count() == 1


def test_comment_that_may_not_be_stored_is_kept_with_its_reason(team: Team, coordinator: Client) -> None:
    report = make_submitted(team)
    comment = f"Ring {make_national_id(random.Random(3))} om dette."
    page = text_of(coordinator.post(url(report, "return"), {"version": report.version, "comment": comment}))
    assert "fødselsnummer" in page
    assert f"{comment}</textarea>" in page
    page = text_of(coordinator.post(url(report, "return"), {"version": report.version, "comment": " "}))
    assert "Skriv hva teamet skal se på." in page


def test_coordinator_approves_once(team: Team, coordinator: Client) -> None:
    report = make_submitted(team)
    sent = {"version": report.version, "comment": "Godt skrevet."}
    assert "Rapporten er godkjent." in text_of(coordinator.post(url(report, "approve"), sent, follow=True))
    assert coordinator.post(url(report, "approve"), sent)["Location"] == url(report)
    page = text_of(coordinator.get(url(report)))
    assert "Godkjent 1. oktober 2026 av Hanne Brekke." in page
    assert "Godt skrevet." in page
    assert report.versions.get().sha256 in page


def test_team_list_says_what_to_do_with_each_report(team: Team, leader: Client, client_for: ClientFor) -> None:
    report = make_report(team)
    address = reverse("reports:report_list", args=[team.slug])
    page = text_of(leader.get(address))
    assert "Statusrapport 1 er den neste, med frist tirsdag 6. oktober 2026." in page
    assert f'href="{url(report)}">Fortsett' in page
    assert "utkastet kommer 3. feb. 2027" in page
    reader = text_of(client_for(user_in(team, TeamRole.TEAM_MEMBER)).get(address))
    assert "Åpne statusrapport 1" not in reader
    assert f'href="{url(report)}">Les' in reader


def test_team_list_links_no_draft_for_the_coordinator(team: Team, coordinator: Client) -> None:
    report = make_report(team)
    page = text_of(coordinator.get(reverse("reports:report_list", args=[team.slug])))
    assert f'href="{url(report)}"' not in page


def test_team_list_says_when_the_deadline_was(
    team: Team, client_for: ClientFor, october: time_machine.Traveller
) -> None:
    make_report(team)
    october.move_to("2026-10-20 10:00+02:00")
    leader = client_for(user_in(team, TeamRole.TEAM_LEADER))
    page = text_of(leader.get(reverse("reports:report_list", args=[team.slug])))
    assert "Statusrapport 1 mangler. Fristen var tirsdag 6. oktober 2026." in page


def test_network_list_says_who_waits_and_who_is_late(
    network: Network, client_for: ClientFor, october: time_machine.Traveller
) -> None:
    make_submitted(make_team(network, municipality="Asker"))
    make_report(make_team(network, municipality="Eidsvoll"))
    make_approved(make_team(network, municipality="Nittedal"))
    make_team(network, municipality="Bærum")
    october.shift(7 * 24 * 3600)
    coordinator = client_for(coordinator_of(network))
    page = text_of(coordinator.get(reverse("reports:network_report_list", args=[network.slug])))
    assert "Én rapport venter på deg. Bærum og Eidsvoll er forsinket." in page
    assert "fristen var for to dager siden, utkastet er påbegynt" in page
    assert "fristen var for to dager siden, ikke begynt" in page


@pytest.mark.parametrize("count", [3, 30])
def test_network_list_asks_the_same_number_of_questions_for_3_and_30_teams(
    network: Network, coordinator: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_team(network, municipality=f"Kommune {number}", members=[], is_activated=False)
    address = reverse("reports:network_report_list", args=[network.slug])
    coordinator.get(address)  # the first visit is remembered in the session
    with django_assert_num_queries(8):
        coordinator.get(address)


def test_closed_network_keeps_its_reports_and_takes_no_changes(team: Team, leader: Client, coordinator: Client) -> None:
    report = make_report(team, figures="Bedre.")
    submitted = make_submitted(make_team(team.network))
    Network.objects.filter(pk=team.network_id).update(closed_at="2026-10-01T08:00:00Z")
    assert "Bedre." in text_of(leader.get(url(report)))
    assert leader.post(url(report), data(report, figures="Nytt.")).status_code == 403
    refused = coordinator.post(url(submitted, "approve"), {"version": submitted.version})
    assert "Nettverket er avsluttet" in text_of(refused)


@pytest.mark.parametrize("count", [3, 30])
def test_team_list_asks_the_same_number_of_questions_for_3_and_30_reports(
    team: Team, leader: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = deadline_of(team.network)
    for number in range(3, count + 1):
        first.pk, first.number = None, number
        first.save()
    address = reverse("reports:report_list", args=[team.slug])
    leader.get(address)
    with django_assert_num_queries(7):
        leader.get(address)


@pytest.mark.parametrize("count", [3, 30])
def test_editor_asks_the_same_number_of_questions_for_3_and_30_tiltak(
    team: Team, leader: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_plan_item(team, f"Tiltak {number}", responsible=member(team))
        make_cycle(team, f"Test {number}")
    report = make_report(team)
    leader.get(url(report))
    with django_assert_num_queries(17):
        leader.get(url(report))
