"""How a chart is read, on the pages: chosen, previewed, stored with a reason, told, and taken back."""

import re
from datetime import date

import pytest
from django.urls import reverse

from measurements.models import ChartChange
from measurements.services import change_chart, draft_chart_change
from tests.factories.measurements import make_plan, planned, record_series

JULY = date(2026, 7, 1)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (12, 21), (11, 20), (14, 20), (15, 20), (16, 20)]


@pytest.fixture
def indicator(team):
    make_plan(team)
    row = planned(team)
    record_series(row, SERIES)
    return row


@pytest.fixture
def pages(team, indicator):
    return {
        name: reverse(f"measurements:{name}", args=[team.slug, "sam-p1"]) for name in ("chart_detail", "chart_setup")
    }


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def chosen(**values):
    return {"endring": "phase", "month": "2026-07", **values}


def test_choice_preview_reason_and_history(client_for, people, pages):
    client = client_for(people["Ingrid"])
    choice = client.get(pages["chart_setup"], {"endring": "phase"})
    assert choice.context["form"].fields["month"].choices[0] == ("2026-09", "September 2026")
    preview = client.get(pages["chart_setup"], chosen(vis="1"))
    assert "Ikke lagret ennå. Ny fase fra juli 2026." in text_of(preview)
    assert "Nytt utgangspunkt" in preview.content.decode()
    assert ChartChange.objects.count() == 0
    without = client.post(pages["chart_setup"], chosen(reason=""))
    assert ("Skriv kort hvorfor." in text_of(without), ChartChange.objects.count()) == (True, 0)
    answer = client.post(pages["chart_setup"], chosen(reason="ny rutine"), follow=True)
    assert answer.redirect_chain == [(pages["chart_detail"], 302)]
    assert "4. nov. 2026 Ny fase fra juli 2026: ny rutine. Ingrid" in text_of(answer).replace("2026Ny", "2026 Ny")


def test_the_choice_with_an_error_is_shown_again(client_for, people, pages):
    client = client_for(people["Ingrid"])
    answer = client.get(pages["chart_setup"], {"endring": "reading", "vis": "1", "chart": "p", "rules": "mdc"})
    assert answer.context["form"].errors == {"rules": ["Making Data Count leser bare I-diagrammer."]}
    assert client.get(pages["chart_setup"], {"endring": "annet"}).status_code == 404
    twice = client.get(pages["chart_setup"], {"endring": "phase", "vis": "1", "month": "1999-01"})
    assert list(twice.context["form"].errors) == ["month"]


def test_control_chart_and_left_out_month_are_in_drawing_table_figure_and_csv(client_for, people, indicator, pages):
    for values in ({"kind": "reading", "chart": "p", "rules": "anhoej"}, {"kind": "exclusion", "month": JULY}):
        change_chart(draft_chart_change(indicator, **values), reason="Prøve", by=people["Ingrid"])
    client = client_for(people["Arne"])
    page = client.get(pages["chart_detail"]).content.decode()
    assert "P-diagram med 11 målinger" in page
    assert "Utelatt: juli 2026." in page
    assert "snitt nov.–april" in page
    assert " <small>utelatt</small></th>" in page
    assert set(re.findall(r"(Øvre grense|Nedre grense)", page)) == {"Øvre grense", "Nedre grense"}
    figure = client.get(pages["chart_detail"] + "figur.json").json()
    assert [line["name"] for line in figure["data"]].count("limit") == 2
    values = next(line for line in figure["data"] if line["name"] == "values")
    assert values["marker"]["symbol"].index("circle-x") == 8
    lines = client.get(pages["chart_detail"] + "tall.csv").content.decode().splitlines()
    assert lines[0].endswith(";Merknad;Nedre grense;Øvre grense;Utelatt")
    assert [line.rpartition(";")[2] for line in lines[1:]].index("ja") == 8


def test_a_change_is_taken_back_and_stays_in_the_list(client_for, people, indicator, pages, team):
    row = change_chart(draft_chart_change(indicator, kind="phase", month=JULY), reason="Ny rutine", by=people["Marte"])
    undo = reverse("measurements:chart_change_undo", args=[team.slug, "sam-p1", row.pk])
    answer = client_for(people["Astrid"]).post(undo, follow=True)
    assert f"Angret 4. nov. 2026 av {people['Astrid'].name}." in text_of(answer)
    assert undo not in answer.content.decode()


def test_who_may_not_is_told_why(client_for, people, pages):
    client = client_for(people["Arne"])
    reason = "Bare måleansvarlig, teamlederen og koordinatoren kan endre hvordan diagrammet leses."
    assert reason in text_of(client.get(pages["chart_detail"]))
    refused = client.get(pages["chart_setup"])
    assert (refused.status_code, reason in text_of(refused)) == (403, True)
