"""Merknader: on one chart or all, changed, deleted, and never on another team's."""

from datetime import date

import pytest

from measurements.models import Annotation
from measurements.services import MeasurementError, annotate, delete_annotation, update_annotation
from teams.models import PDSACycle, Team
from tests.factories.measurements import make_plan, planned

DAY = date(2026, 8, 12)


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


def test_annotate_one_chart_or_all(team, indicator, people):
    one = annotate(team, planned_indicator=indicator, happened_on=DAY, text=" Farmasøyten er med ", by=people["Ingrid"])
    everywhere = annotate(team, planned_indicator=None, happened_on=DAY, text="Ny turnus", by=None)
    assert (one.text, one.planned_indicator, one.written_by) == ("Farmasøyten er med", indicator, people["Ingrid"])
    assert everywhere.planned_indicator is None


@pytest.mark.parametrize("text", ["", "Ola 01010750160", "x" * 121, "a\x00b"])
def test_annotate_refuses_text_that_cannot_stand(team, indicator, text):
    with pytest.raises(MeasurementError) as refused:
        annotate(team, planned_indicator=indicator, happened_on=DAY, text=text, by=None)
    assert (refused.value.field, Annotation.objects.count()) == ("text", 0)


def test_update_and_delete_annotation(team, indicator, people):
    row = annotate(team, planned_indicator=indicator, happened_on=DAY, text="Før", by=None)
    update_annotation(row, planned_indicator=None, happened_on=date(2026, 9, 1), text="Etter", by=people["Marte"])
    row.refresh_from_db()
    assert (row.text, row.happened_on, row.planned_indicator) == ("Etter", date(2026, 9, 1), None)
    delete_annotation(row, by=people["Marte"])
    assert Annotation.objects.count() == 0


def test_annotate_stays_within_the_team(team, indicator):
    other = Team.objects.create(
        network=team.network,
        slug="annet",
        organization=team.organization,
        service="Sykehjem",
        change_package=team.change_package,
    )
    with pytest.raises(MeasurementError, match="annet team"):
        annotate(other, planned_indicator=indicator, happened_on=DAY, text="Hei", by=None)
    cycle = PDSACycle.objects.create(team=team, number=1, title="Ringe")
    with pytest.raises(MeasurementError, match="annet team"):
        annotate(other, planned_indicator=None, happened_on=DAY, text="Hei", by=None, pdsa_cycle=cycle)
