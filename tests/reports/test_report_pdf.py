"""The report on paper: every rule of PDF/UA, one locked document a version, nothing fetched."""

import re
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import ModuleType

import page
import pikepdf
import pytest
import time_machine
from celery import Celery
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from networks.models import Network
from notifications.services import doorbell
from reports.models import Report
from reports.pdf import MONTHS_WIDE, Stamp, print_report, report_html
from reports.queries.content import build_content
from reports.services import keep_pdf
from reports.tasks import print_version
from teams.models import Team
from tests.factories.measurements import make_plan, planned, record_series
from tests.factories.networks import coordinator_of
from tests.factories.reports import (
    LONG_TEXT,
    correct_figure,
    make_approved,
    make_report,
    make_reporting_team,
    make_returned,
    make_submitted,
    version_of,
)
from tests.factories.teams import make_team, user_in


def broken_rules(document: bytes) -> dict[str, str]:
    """What the document breaks of PDF/UA-1, by rule."""
    return {failure.rule_id: failure.message for failure in page.validate_pdf_bytes(document).failures}


def content_of(report: Report) -> dict:
    """What the report says now."""
    return build_content(report, today=date(2026, 10, 1))


def long_series_team(network: Network, months: int = 19) -> Team:
    """A team with figures for many months, and a name that fills the cover."""
    team = make_team(
        network,
        municipality="Nordre Follo",
        service="Hjemmetjenesten i sone nord, sykehjemmene og korttidsavdelingen ved Langhus bo- og servicesenter",
    )
    make_plan(team, starts_on=date(2025, 3, 1), baseline_ends_on=date(2025, 8, 1), by=user_in(team))
    record_series(
        planned(team), [(8 + step % 5, 20) for step in range(months)], first=date(2025, 3, 1), by=user_in(team)
    )
    return team


def empty_team(network: Network) -> Team:
    """A team without figures, plan, tests or meetings."""
    return make_team(network)


MAKE: dict[str, Callable[[Network], Report]] = {
    "draft": lambda network: make_report(make_reporting_team(network)),
    "empty": lambda network: make_submitted(empty_team(network)),
    "status": lambda network: make_submitted(make_reporting_team(network), obstacles_tags=["time"]),
    "final": lambda network: make_approved(make_reporting_team(network), kind="final", experience_tags=["time"]),
    "long": lambda network: make_submitted(long_series_team(network), figures=LONG_TEXT, learning=LONG_TEXT),
    "script": lambda network: make_submitted(make_reporting_team(network), figures="<script>alert(1)</script> & <b>x"),
}


@pytest.mark.parametrize("kind", MAKE)
def test_document_breaks_no_rule_of_pdf_ua(network: Network, kind: str) -> None:
    report = MAKE[kind](network)
    stamp = Stamp() if report.state == "draft" else Stamp(version=1, sha256="7f3a91c208de" + "0" * 52)
    document = print_report(content_of(report), stamp)
    checked = page.validate_pdf_bytes(document)
    assert (broken_rules(document), checked.rules.total) == ({}, 104)


def elements(opened: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element of the document, in reading order; they live as long as `opened`."""
    found: list[pikepdf.Dictionary] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            walk(element.get("/K", pikepdf.Array()))

    walk(opened.Root.StructTreeRoot.K)
    return found


def test_document_is_norwegian_named_and_tells_each_chart_in_words(network: Network) -> None:
    document = keep_pdf(version_of(make_submitted(make_reporting_team(network, municipality="Lørenskog"))))
    opened = pikepdf.open(BytesIO(document))
    assert str(opened.Root.Lang) == "nb"
    assert str(opened.docinfo["/Title"]) == "Statusrapport 1, Lørenskog hjemmetjeneste"
    figures = [str(element.Alt) for element in elements(opened) if element.S == "/Figure"]
    assert [text.split(".")[0] for text in figures] == ["Samstemt legemiddelliste", "Legemiddelavvik"]
    assert "Siste måling, september 2026: 70\u00a0% (14 av 20)." in figures[0]
    tags = [str(element.S) for element in elements(opened)]
    assert (tags.count("/H1"), tags.count("/Table")) == (1, 3)


def test_each_indicator_has_its_page_with_the_interpretation_beside_the_first(network: Network) -> None:
    report = make_submitted(make_reporting_team(network), figures="Farmasøyten kom med.")
    html = report_html(content_of(report), Stamp(version=1))
    pages = html.split('<section class="part figure-page">')[1:]
    assert len(pages) == 2
    assert [sheet.count("Farmasøyten kom med.") for sheet in pages] == [1, 0]
    assert [sheet.count("<svg") for sheet in pages] == [1, 1]


def test_long_interpretation_gets_its_own_page_after_the_figures(network: Network) -> None:
    report = make_submitted(make_reporting_team(network), figures=LONG_TEXT)
    html = report_html(content_of(report), Stamp(version=1))
    assert html.count(LONG_TEXT.strip()) == 1
    assert html.rindex('figure class="chart"') < html.index(LONG_TEXT.strip())


def test_many_months_are_parted_into_tables_of_equal_length_with_their_years(network: Network) -> None:
    html = report_html(content_of(make_report(long_series_team(network))), Stamp())
    tables = re.findall(r'<table class="table-months">.*?</thead>', html, flags=re.DOTALL)
    assert [table.count('<th scope="col">') for table in tables] == [10, 9]
    assert max(10, 9) <= MONTHS_WIDE
    assert re.findall(r'class="year">(\d+)', html) == ["2025", "2026"]


def test_sixteen_months_are_one_table_with_their_years(network: Network) -> None:
    html = report_html(content_of(make_report(long_series_team(network, months=MONTHS_WIDE))), Stamp())
    (table,) = re.findall(r'<table class="table-months">.*?</thead>', html, flags=re.DOTALL)
    assert table.count('<th scope="col">') == MONTHS_WIDE
    assert re.findall(r'class="year">(\d+)', table) == ["2025", "2026"]
    assert "months-wide" in html


def test_draft_says_that_it_is_a_draft_on_the_cover_and_on_every_page(team: Team, client_for) -> None:
    report = make_report(team)
    html = report_html(content_of(report), Stamp())
    assert '<span class="cover-draft">Utkast</span>' in html
    assert 'data-running-title="Utkast: Statusrapport 1, Lørenskog hjemmetjeneste"' in html
    assert "Kontrollsum" not in html
    response = client_for(user_in(team)).get(reverse("reports:report_pdf", args=[report.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert (
        response["Content-Disposition"] == 'inline; filename="statusrapport-1-lorenskog-hjemmetjeneste-2026-utkast.pdf"'
    )
    assert response.content.startswith(b"%PDF-")
    assert report.versions.count() == 0


def test_version_is_printed_once_and_kept(network: Network, client_for, october: time_machine.Traveller) -> None:
    team = make_reporting_team(network)
    report = make_submitted(team)
    address = reverse("reports:report_version_pdf", args=[report.pk, 1])
    first = client_for(user_in(team)).get(address).content
    sha256 = version_of(report).sha256
    october.shift(3600)
    correct_figure(team)
    assert client_for(coordinator_of(network)).get(address).content == first
    assert (bytes(version_of(report).pdf), version_of(report).sha256) == (first, sha256)


def test_worker_prints_what_was_submitted_and_what_was_approved(team: Team) -> None:
    report = make_submitted(team)
    print_version(version_of(report).pk)
    submitted = bytes(version_of(report).pdf)
    assert version_of(report).approved_pdf is None
    approved = make_approved(make_team(team.network))
    print_version(version_of(approved).pk)
    assert version_of(approved).approved_pdf is not None
    print_version(version_of(report).pk)
    assert bytes(version_of(report).pdf) == submitted
    print_version(0)


def test_worker_is_rung_for_when_the_submission_is_committed(
    team: Team,
    valkey: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)
    with Celery("bell", broker=valkey, set_as_current=False) as bell:
        monkeypatch.setattr(doorbell, "current_app", bell)
        with django_capture_on_commit_callbacks(execute=True):
            report = make_submitted(team)
        with bell.connection_for_read() as connection:
            queue = connection.SimpleQueue("celery")
            rung = {
                message.headers["task"]: message.payload[0]
                for message in (queue.get(timeout=60), queue.get(timeout=60))
            }
    assert rung[print_version.name] == [version_of(report).pk]


def test_cover_names_the_checksum_and_after_approval_the_coordinator(team: Team, client_for) -> None:
    report = make_approved(team)
    version = version_of(report)
    pdf = client_for(user_in(team)).get(reverse("reports:report_pdf", args=[report.pk])).content
    assert pdf == bytes(version_of(report).approved_pdf)
    assert pdf != keep_pdf(version)
    html = report_html(version.snapshot, Stamp(version=1, sha256="7f3a91c208de" + "0" * 52))
    assert "Versjon 1, låst ved levering" in html
    assert "Kontrollsum 7f3a 91c2 08de<" in html
    assert "Marte Solbakken, teamleder, 1. oktober 2026" in html


def test_writer_of_a_returned_report_gets_the_draft_and_the_others_the_version(team: Team, client_for) -> None:
    report = make_returned(team)
    address = reverse("reports:report_pdf", args=[report.pk])
    assert "utkast" in client_for(user_in(team)).get(address)["Content-Disposition"]
    assert "-v1.pdf" in client_for(coordinator_of(team.network)).get(address)["Content-Disposition"]


def test_machine_without_pango_gives_a_page_to_print(
    team: Team, client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_pango = ModuleType("weasyprint")

    def missing(name: str) -> object:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(without_pango, "__getattr__", missing, raising=False)
    monkeypatch.setitem(sys.modules, "weasyprint", without_pango)
    report = make_submitted(team, learning="Det hjalp å ringe.")
    response = client_for(user_in(team)).get(reverse("reports:report_pdf", args=[report.pk]))
    text = response.content.decode()
    assert response.status_code == 503
    assert "Serveren mangler programmet Pango" in text
    assert "Det hjalp å ringe." in text
    assert version_of(report).pdf is None
    print_version(version_of(report).pk)
