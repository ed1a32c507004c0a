"""From file or copied cells to figures: read, looked over, taken all or not at all; and out again the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.roles import TeamRole
from measurements.models import (
    FigureImport,
    Indicator,
    Measurement,
    MeasurementRevision,
    MonthDelivery,
    PlannedIndicator,
)
from measurements.services import record_measurement, set_measurement_plan, skip_month
from measurements.tasks import delete_old_imports
from tests.factories.measurements import make_indicator, make_plan, make_rate, record_series
from tests.factories.teams import make_team, user_in
from tests.measurements.spreadsheets.building import figures, workbook

TABLE = "Måned\tSAM-P1 teller\tSAM-P1 nevner\tSAM-R1 teller\tSAM-R1 nevner\n"


@pytest.fixture
def planned(team):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_rate(package, code="SAM-R1"), target=None)
    return list(PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position"))


@pytest.fixture
def address(team):
    return reverse("measurements:figures_import", args=[team.slug])


@pytest.fixture
def review(team):
    return reverse("measurements:figures_import_review", args=[team.slug])


@pytest.fixture
def ingrid(client_for, people, planned):
    return client_for(people["Ingrid"])


def upload(client, address, content, name="tall.xlsx"):
    return client.post(address, {"source": "file", "fil-file": SimpleUploadedFile(name, content)})


def paste(client, address, text):
    return client.post(address, {"source": "paste", "tall-text": text})


def problems(page):
    assert page.status_code == 200
    return [(found.cell, found.written, found.message) for found in page.context["problems"].shown]


def refused(page, form):
    assert page.status_code == 200
    return [str(error) for errors in page.context[form].errors.values() for error in errors]


def say_yes(client, review, **data):
    page = client.get(review)
    return client.post(review, {"shown": page.context["found"].state, **data}, follow=True)


def recorded():
    rows = Measurement.objects.order_by("month", "planned_indicator")
    return [
        (f"{row.month:%Y-%m}", row.planned_indicator.indicator.code, row.numerator, row.denominator) for row in rows
    ]


def messages_of(page):
    return [str(message) for message in page.context["messages"]]


def test_a_workbook_is_read_looked_over_and_taken(ingrid, address, review, planned, people):
    record_measurement(planned[0], month=date(2025, 11, 1), numerator=9, denominator=20, by=people["Marte"])
    record_measurement(planned[0], month=date(2025, 12, 1), numerator=7, denominator=20, by=people["Marte"])
    content = figures(
        ("nov. 2025", "SAM-P1", 9, 20),
        (date(2025, 12, 1), "sam-p1", 8, "20"),
        (),
        ("01.2026", "SAM-P1", "10", 20),
        ("2026-01", "SAM-R1", 4, 900),
        ("2026-02", "SAM-R1", None, None),
    )
    assert upload(ingrid, address, content).url == review
    page = ingrid.get(review)
    assert page.context["lines"].summary == "2 nye, 1 endres, 1 likt"
    assert [(line.before, line.after) for line in page.context["lines"].changed] == [("7 av 20", "8 av 20")]
    assert [line.after for line in page.context["lines"].new] == ["10 av 20", "4 per 900"]
    assert Measurement.objects.count() == 2
    done = say_yes(ingrid, review)
    assert messages_of(done) == ["To tall er lagt til og ett tall er endret."]
    assert recorded() == [
        ("2025-11", "SAM-P1", 9, 20),
        ("2025-12", "SAM-P1", 8, 20),
        ("2026-01", "SAM-P1", 10, 20),
        ("2026-01", "SAM-R1", 4, 900),
    ]
    changed = Measurement.objects.get(month=date(2025, 12, 1))
    assert (changed.version, changed.recorded_by) == (2, people["Ingrid"])
    assert [(row.numerator, row.replaced_by) for row in MeasurementRevision.objects.all()] == [(7, people["Ingrid"])]
    assert [row.month for row in MonthDelivery.objects.all()] == [date(2026, 1, 1)]
    assert FigureImport.objects.count() == 0
    event = AuditEvent.objects.get(action="take_import")
    assert (event.actor, event.summary) == (people["Ingrid"], "2 new, 1 changed, 1 same")


def test_every_wrong_cell_gets_its_sentence_and_nothing_is_lost(ingrid, address, planned):
    content = figures(
        ("2025-11", "SAM-P1", 9, 20),
        ("02.0202", "SAM-P1", 9, 20),
        ("2025-12", "XYZ-9", 9, 20),
        ("2025-12", "SAM-P1", "mange", 20),
        ("2026-01", "SAM-P1", 21, 20),
        ("2026-02", "SAM-P1", 9, 10**12),
        ("2026-03", "SAM-P1", 9, None),
        ("2026-04", "SAM-P1", 9, date(2026, 4, 1)),
        ("2025-11", "SAM-P1", 8, 20),
        ("2030-01", "SAM-P1", 9, 20),
        ("2025-10", "SAM-P1", 9, 20),
        ("2026-05", "SAM-P1", 8.5, 20),
        ("2026-06", "SAM-R1", -1, 900),
        ("2026-07", "SAM-R1", 1, 0),
        ("2026-08", "SAM-R1", "NaN", "1e309"),
    )
    assert problems(upload(ingrid, address, content)) == [
        ("A3", "02.0202", "Året 0202 kan ikke stemme. Skriv året med fire sifre, for eksempel 2026."),
        ("B4", "XYZ-9", "Teamet følger ingen indikator som heter «XYZ-9»."),
        ("C5", "mange", "Skriv bare tall her, for eksempel 16."),
        ("C6", "21", "21 er flere enn 20. «Samstemt» kan ikke være flere enn «Sjekket i alt»."),
        ("D7", "1000000000000", "Tallet er for stort. Sjekk at du har skrevet det riktig."),
        ("D8", "", "Her mangler tallet for «Sjekket i alt»."),
        (
            "D9",
            "2026-04-01",
            "Regnearket har gjort tallet om til en dato. Sett cellen til «Tall», og skriv det på nytt.",
        ),
        ("A10", "2025-11", "November 2025 for «Kort SAM-P1» står også i A2. Behold bare én av dem."),
        ("A11", "2030-01", "Januar 2030 er ikke begynt ennå."),
        (
            "A12",
            "2025-10",
            "Oktober 2025 ligger før måleplanen begynner. Den første måneden er november 2025.",
        ),
        ("C13", "8.5", "Skriv et helt tall. Her telles hele antall."),
        ("C14", "-1", "Tallet kan ikke være mindre enn null."),
        ("D15", "0", "«Pasientdøgn» kan ikke være 0 når «Fall» er 1."),
        ("C16", "NaN", "Skriv bare tall her, for eksempel 16."),
        ("D16", "1e309", "Skriv bare tall her, for eksempel 16."),
    ]
    assert (Measurement.objects.count(), FigureImport.objects.count()) == (0, 0)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_files_of_every_kind_are_read(ingrid, address, review, planned, separator, encoding, newline):
    lines = ["Måned;Indikator;Teller;Nevner", "feb. 2026;Kort SAM-P1;9;20", "", "mars 2026;Kort SAM-P1;8;20", ";;;"]
    content = newline.join(line.replace(";", separator) for line in lines).encode(encoding)
    assert upload(ingrid, address, content, "tall.csv").url == review
    assert [line.month for line in ingrid.get(review).context["lines"].new] == ["Februar 2026", "Mars 2026"]


def test_copied_cells_are_read_with_months_down_or_across(ingrid, address, review, planned):
    assert paste(ingrid, address, f"{TABLE}jan 26\t9\t20\t4\t900\nfeb 26\t8\t20\t\t\n").url == review
    assert [line.after for line in ingrid.get(review).context["lines"].new] == ["9 av 20", "4 per 900", "8 av 20"]
    across = "\tjan. 2026\tfeb. 2026\nKort SAM-P1 teller\t9\t8\nKort SAM-P1 nevner\t20\t20\n"
    assert paste(ingrid, address, across).url == review
    assert [line.after for line in ingrid.get(review).context["lines"].new] == ["9 av 20", "8 av 20"]
    bare = "jan 26\t9\t20\t4\t900\n"
    assert paste(ingrid, address, bare).url == review
    assert [line.after for line in ingrid.get(review).context["lines"].new] == ["9 av 20", "4 per 900"]
    assert FigureImport.objects.count() == 1


def test_wrong_copied_cells_are_named_and_the_text_stays(ingrid, address, planned):
    text = "Måned\tKort SAM-P1\t\tLøpetid\njan 26\t9\tx\t3\n"
    page = paste(ingrid, address, text)
    assert problems(page) == [
        ("D1", "Løpetid", "Teamet følger ingen indikator som heter «Løpetid»."),
        ("C2", "x", "Skriv bare tall her, for eksempel 16."),
    ]
    assert "jan 26\t9\tx\t3" in page.content.decode()
    assert refused(paste(ingrid, address, "9\t20\n8\t20"), "paste_form") == [
        "Vi finner ingen måneder i tabellen. Ta med kolonnen med måneder, og raden med indikatorenes navn."
    ]
    assert problems(paste(ingrid, address, "jan 26\t9\t20\n")) == [
        (
            "B1",
            "9",
            "Tabellen har ingen overskrifter og 2 kolonner med tall, men indikatorene trenger 4. "
            "Ta med raden med indikatorenes navn.",
        )
    ]


def test_merged_cells_are_named(ingrid, address, planned):
    rows = [("Måned", "Kode", "Teller", "Nevner"), ("2026-01", "SAM-P1", 9, 20), ("", "SAM-R1", 4, 900)]
    content = workbook(("Tall", rows), merge=(1, 0, 2, 0, "2026-01"))
    assert problems(upload(ingrid, address, content)) == [
        ("A2", "2026-01", "Cellene A2:A3 er slått sammen. Del dem opp, og skriv verdien i hver celle.")
    ]


def test_what_the_file_lacks_is_said(ingrid, address, planned):
    nothing = figures(("2026-01", "SAM-P1", None, None))
    assert refused(upload(ingrid, address, nothing), "file_form") == [
        "Fant ingen tall å lese inn. Ingen av cellene er fylt ut."
    ]
    assert refused(ingrid.post(address, {"source": "file"}), "file_form") == ["Velg filen først."]
    assert refused(ingrid.post(address, {"source": "paste"}), "paste_form") == ["Lim inn tallene først."]
    large = upload(ingrid, address, b"PK\x03\x04" + b"x" * (6 * 1024 * 1024))
    assert refused(large, "file_form") == ["Filen er for stor. Den kan være på høyst 5 MB."]


def test_the_file_of_another_team_is_refused(ingrid, client_for, address, planned, network):
    other = make_team(network, municipality="Asker")
    indicators = [row.indicator for row in planned]
    make_plan(other, *indicators, target=None)
    theirs = client_for(user_in(other, TeamRole.TEAM_LEADER))
    file = theirs.get(reverse("measurements:figures_template", args=[other.slug])).content
    assert "Filen er laget for teamet «Asker" in refused(upload(ingrid, address, file), "file_form")[0]


def test_a_figure_changed_meanwhile_is_seen_before_it_is_replaced(ingrid, address, review, planned, people):
    upload(ingrid, address, figures(("2026-01", "SAM-P1", 9, 20), ("2026-02", "SAM-P1", 8, 20)))
    shown = ingrid.get(review).context["found"].state
    record_measurement(planned[0], month=date(2026, 1, 1), numerator=14, denominator=20, by=people["Marte"])
    page = ingrid.post(review, {"shown": shown})
    assert messages_of(page) == ["Noen har endret tallene mens du så på. Se over på nytt. Ingenting er lagret ennå."]
    assert [(line.before, line.after, line.note) for line in page.context["lines"].overtaken] == [
        (
            "14 av 20",
            "9 av 20",
            "Marte Solbakken registrerte dette klokka 14.32, etter at tallene ble lest inn.",
        )
    ]
    assert recorded() == [("2026-01", "SAM-P1", 14, 20)]
    ingrid.post(review, {"shown": page.context["found"].state})
    assert recorded() == [("2026-01", "SAM-P1", 9, 20), ("2026-02", "SAM-P1", 8, 20)]
    assert MeasurementRevision.objects.get().numerator == 14


def test_delivered_figures_are_corrected_with_a_reason_or_not_at_all(ingrid, address, review, planned, people):
    for row, pair in zip(planned, [(9, 20), (4, 900)], strict=True):
        record_measurement(row, month=date(2026, 5, 1), numerator=pair[0], denominator=pair[1], by=people["Marte"])
    upload(ingrid, address, figures(("2026-06", "SAM-P1", 8, 20), ("2026-06", "SAM-R1", 5, 900)))
    say_yes(ingrid, review)
    upload(ingrid, address, figures(("2026-06", "SAM-P1", 7, 20), ("2026-07", "SAM-P1", 9, 20)))
    page = say_yes(ingrid, review)
    assert page.context["form"].errors == {"reason": ["Skriv kort hvorfor tallene rettes. Noen av månedene er levert."]}
    assert Measurement.objects.filter(month=date(2026, 7, 1)).count() == 0
    say_yes(ingrid, review, reason="Talt på nytt")
    assert MeasurementRevision.objects.get().reason == "Talt på nytt"


def test_nothing_is_kept_when_the_last_figure_cannot_be(ingrid, address, review, planned, people, team):
    upload(ingrid, address, figures(("2026-01", "SAM-P1", 9, 20), ("2026-01", "SAM-R1", 4, 900)))
    plan = planned[0].plan
    set_measurement_plan(
        team,
        indicators=[(planned[0].indicator, None)],
        who="",
        where="",
        when="",
        sample="",
        starts_on=plan.starts_on,
        baseline_ends_on=plan.baseline_ends_on,
        by=people["Marte"],
    )
    page = say_yes(ingrid, review)
    assert page.context["form"].non_field_errors() == [
        "Måleplanen er endret siden filen ble lest. Last den opp på nytt."
    ]
    assert Measurement.objects.count() == 0


def test_unusual_figures_are_listed(ingrid, address, review, planned):
    record_series(planned[0], [(9, 20), (7, 20), (8, 22)])
    upload(ingrid, address, figures(("2026-02", "SAM-P1", 9, 200), ("2026-03", "SAM-P1", 9, 21)))
    assert [(line.month, line.note) for line in ingrid.get(review).context["lines"].questions] == [
        ("Februar 2026", "Stemmer 200 brukere? Vanligvis er det 20 til 22.")
    ]


def test_no_throws_away_and_so_does_an_hour(ingrid, address, review, planned):
    content = figures(("2026-01", "SAM-P1", 9, 20))
    upload(ingrid, address, content)
    assert delete_old_imports() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert delete_old_imports() == 1
    upload(ingrid, address, content)
    assert messages_of(ingrid.post(review, {"action": "drop"}, follow=True)) == ["Ingenting ble lagret."]
    assert (FigureImport.objects.count(), Measurement.objects.count()) == (0, 0)
    page = ingrid.get(review, follow=True)
    assert messages_of(page) == ["Det er ingen tall å se over. De er lagret, forkastet eller for gamle."]


def test_export_is_read_back_as_the_same_figures(ingrid, address, review, planned, people, team):
    record_series(planned[0], [(9, 20), (7, 20), None, (8, 22)])
    skip_month(planned[1], month=date(2026, 1, 1), reason="=HYPERLINK(1)", by=people["Marte"])
    record_measurement(
        planned[1], month=date(2026, 2, 1), numerator=4, denominator=900, comment="- +ferie; «nå»", by=people["Marte"]
    )
    for name, kind in (("figures_xlsx", "xlsx"), ("figures_csv", "csv"), ("figures_template", "xlsx")):
        file = ingrid.get(reverse(f"measurements:{name}", args=[team.slug]))
        assert file["Content-Disposition"].startswith(f'attachment; filename="{team.slug}-')
        assert upload(ingrid, address, file.content, f"tall.{kind}").url == review, name
        found = ingrid.get(review).context["found"]
        assert (len(found.new), len(found.changed), len(found.same)) == (0, 0, 5), name


def test_decimals_survive_the_way_out_and_in(ingrid, address, review, team, planned):
    mean = make_indicator(team.change_package, code="SAM-M1", calculation=Indicator.Calculation.MEAN)
    make_plan(team, *(row.indicator for row in planned), mean, target=None)
    row = PlannedIndicator.objects.get(indicator=mean)
    record_series(row, [(Decimal("12.5"), 3), (Decimal("1234.05"), 40)])
    for name, kind in (("figures_xlsx", "xlsx"), ("figures_csv", "csv")):
        file = ingrid.get(reverse(f"measurements:{name}", args=[team.slug])).content
        upload(ingrid, address, file, f"tall.{kind}")
        assert len(ingrid.get(review).context["found"].same) == 2


@pytest.mark.parametrize("months", [2, 10])
def test_queries_do_not_grow_with_rows(ingrid, address, review, planned, months, django_assert_num_queries):
    lines = [(f"{month}.2026", "SAM-P1", 9, 20) for month in range(1, months + 1)]
    with django_assert_num_queries(12):
        upload(ingrid, address, figures(*lines))
    with django_assert_num_queries(9):
        page = ingrid.get(review)
    with django_assert_num_queries(23):
        ingrid.post(review, {"shown": page.context["found"].state})
