"""Many at once on one figure: nothing is lost, nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from measurements.models import Measurement, MeasurementRevision, PlannedIndicator, TallySheet
from measurements.queries.comparison import Figure, compare
from measurements.queries.imports import team_facts
from measurements.queries.tally import TallyCount, tally_count
from measurements.services import (
    Cell,
    ImportOutdated,
    MeasurementConflict,
    prepare_import,
    record_cells,
    record_measurement,
    record_taps,
    take_import,
)
from tests.factories.accounts import make_user
from tests.factories.measurements import make_indicator, make_plan, make_tally, planned, taps
from tests.factories.teams import user_in

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = date(2026, 10, 1)
PEOPLE, SAVES = 6, 8


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


def together(work):
    """Run the work in as many threads as people, each with a connection of its own, and give their answers."""

    def closing(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(closing, range(PEOPLE)))


def test_one_of_many_first_entries_stands_and_the_others_are_told(indicator):
    def enter(number):
        try:
            return record_measurement(indicator, month=OCTOBER, numerator=number, denominator=20, by=None).numerator
        except MeasurementConflict as conflict:
            return conflict

    answers = together(enter)
    stands = Measurement.objects.get().numerator
    assert [answer for answer in answers if not isinstance(answer, MeasurementConflict)] == [stands]
    assert {answer.theirs.numerator for answer in answers if isinstance(answer, MeasurementConflict)} == {stands}


def test_no_correction_is_lost(indicator):
    record_measurement(indicator, month=OCTOBER, numerator=0, denominator=1000, by=None)

    def correct(number):
        # Figures no other thread writes: the same figure twice would be no correction.
        mine = [1 + number * SAVES + turn for turn in range(SAVES)]
        for figure in mine:
            while True:
                seen = Measurement.objects.get()
                try:
                    record_measurement(
                        indicator, month=OCTOBER, numerator=figure, denominator=1000, by=None, version=seen.version
                    )
                    break
                except MeasurementConflict:
                    continue
        return mine

    written = [figure for figures in together(correct) for figure in figures]
    row = Measurement.objects.get()
    kept = [int(revision.numerator) for revision in MeasurementRevision.objects.all()]
    assert sorted([*kept, int(row.numerator)]) == sorted([0, *written])
    assert row.version == len(written) + 1


def test_a_file_and_people_who_enter_the_same_months_all_get_an_answer(team):
    """Neither holds what the other waits for: then the database would throw one of them out."""
    make_plan(team, *(make_indicator(team.change_package, code=f"SAM-P{number}") for number in range(1, 5)))
    rows = list(PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position"))
    months = [date(2026, month, 1) for month in range(1, 9)]
    for row in rows[::2]:
        for month in months:
            record_measurement(row, month=month, numerator=1, denominator=1000, by=None)
    leads = [make_user() for _number in range(PEOPLE)]

    def work(number):
        if number % 2:
            figures = [Figure(row.pk, month, 100 + number, 1000, "", "", None) for row in rows for month in months]
            pending = prepare_import(team, figures=figures, source="paste", by=leads[number])
            shown = compare(figures, team_facts(team)).state
            try:
                return take_import(pending, shown=shown, reason="Talt på nytt", by=leads[number])
            except ImportOutdated:
                return "outdated"
        seen = {(one.planned_indicator_id, one.month): one.version for one in Measurement.objects.all()}
        cells = [Cell(row, month, number, 1000, seen.get((row.pk, month))) for month in months for row in rows]
        return len(record_cells(team, cells=cells, by=None, reason="Talt på nytt"))

    answers = together(work)
    assert answers[::2] == [len(rows) * len(months)] * 3
    assert Measurement.objects.count() == len(rows) * len(months)


def test_no_tap_is_lost_and_none_counted_twice(indicator, team):
    sheet = make_tally(indicator, by=user_in(team), limit=1000)

    def tap(number):
        sent = taps("y" * SAVES)
        # Each phone sends everything twice, as on a line that swallows the answers.
        for batch in (sent[:3], sent, sent):
            record_taps(sheet, taps=batch)

    together(tap)
    assert tally_count(sheet) == TallyCount(PEOPLE * SAVES)


def test_many_phones_stop_together_at_n(indicator, team):
    sheet = make_tally(indicator, by=user_in(team), limit=10)
    refused = sum(together(lambda number: len(record_taps(sheet, taps=taps("yn" * 2)).refused)))
    assert (tally_count(sheet).counted, refused) == (10, PEOPLE * 4 - 10)


def test_two_who_open_the_same_list_get_one(indicator, team):
    person = user_in(team)
    sheets = together(lambda number: make_tally(indicator, by=person))
    assert {sheet.pk for sheet in sheets} == {TallySheet.objects.get().pk}
