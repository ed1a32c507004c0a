"""Copied cells in the grid: put where they belong, looked through, and not saved by it."""

import random

import pytest
from django.urls import reverse

from measurements.models import Measurement, PlannedIndicator
from tests.accounts.national_ids import make_national_id
from tests.factories.measurements import make_indicator, make_plan, make_rate, record_series


@pytest.fixture
def planned(team):
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_rate(package, code="SAM-R1"), target=None)
    return list(PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position"))


@pytest.fixture
def paste(client_for, people, team, planned):
    """A function that pastes a text at a field of the grid, with other fields typed, and gives the answer."""
    client = client_for(people["Ingrid"])
    address = reverse("measurements:baseline_paste", args=[team.slug])

    def send(text, at="", **typed):
        return client.post(address, {"pasted": text, "at": at} | typed).json()

    return send


def name(row, month, part):
    return f"{row.pk}-{month}-{part}"


def value(answer, field):
    """What stands in a field of the answered rows."""
    return answer["rows"].split(f'name="{field}" value="')[1].split('"')[0]


def test_values_are_put_from_the_field_on_and_nothing_is_saved(paste, planned):
    share, rate = planned
    answer = paste("9\t20\n8\t21\r\n", name(share, "2025-11", "n"), **{name(rate, "2025-11", "n"): "4"})
    fields = [name(share, month, part) for month in ("2025-11", "2025-12") for part in "nd"]
    assert [value(answer, field) for field in fields] == ["9", "20", "8", "21"]
    assert value(answer, name(rate, "2025-11", "n")) == "4"
    assert answer["message"] == "Fire felt er fylt ut. Husk å lagre."
    assert Measurement.objects.count() == 0


def test_months_and_headings_say_where_values_belong(paste, planned):
    share, rate = planned
    text = "Måned\tKort SAM-R1\t\nfeb. 2026\t4\t900\n2026-03\t5\t910\nmai 2026\t6\t900\n02.0202\t1\t2\n"
    answer = paste(text, name(share, "2025-11", "n"))
    assert [value(answer, name(rate, month, "d")) for month in ("2026-02", "2026-03")] == ["900", "910"]
    assert answer["message"] == (
        "Fire felt er fylt ut. A5: Året 0202 kan ikke stemme. Skriv året med fire sifre, for eksempel 2026. "
        "Mai 2026 er ikke med her. Husk å lagre."
    )


def test_wrong_values_get_their_sentence_at_the_field(paste, planned):
    share, _rate = planned
    answer = paste("21\t20\nx\t20\n12,5\t\n", name(share, "2025-11", "n"))
    assert answer["message"] == "Seks felt er fylt ut. To felt må rettes. Husk å lagre."
    assert answer["rows"].count('aria-invalid="true"') == 2
    assert "21 er flere enn 20." in answer["rows"]
    assert f'id="id_{name(share, "2025-12", "n")}_error"' in answer["rows"]


def test_what_finds_no_place_is_said(paste, planned):
    _share, rate = planned
    answer = paste("9\t20\t7\n", name(rate, "2026-04", "n"))
    assert answer["message"] == (
        "To felt er fylt ut. Det du limte inn, er større enn tabellen. Resten er ikke tatt med. Husk å lagre."
    )
    number = make_national_id(random.Random(1))
    answer = paste(f"9\t{number}\n", name(rate, "2026-04", "n"))
    assert ("rows" in answer, number in answer["message"]) == (False, False)
    assert "fødselsnummer" in answer["message"]


@pytest.mark.parametrize("months", [1, 6])
def test_queries_do_not_grow_with_rows(paste, planned, months, django_assert_num_queries):
    record_series(planned[0], [(9, 20)] * months)
    with django_assert_num_queries(10):
        paste("9\t20\n" * months, name(planned[0], "2025-11", "n"))
