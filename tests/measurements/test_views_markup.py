"""What a team writes about an indicator of its own is text on every page that sets rows out as text."""

import pytest
from django.urls import reverse

from measurements.models import PlannedIndicator
from tests.factories.measurements import make_indicator, make_plan, record_series

pytestmark = pytest.mark.django_db
MARKUP = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize("name", ["measurement_list", "baseline_edit", "month_edit", "chart_detail"])
def test_words_of_an_indicator_are_text(client_for, people, team, name):
    words = dict.fromkeys(("short_name", "numerator_label", "denominator_label", "counted_noun", "summary"), MARKUP)
    make_plan(team, make_indicator(team.change_package, code="SAM-P1", **words))
    item = PlannedIndicator.objects.get()
    record_series(item, [(9, 20), (8, 20)])
    arguments = {"month_edit": ["2026-10"], "chart_detail": ["sam-p1"]}.get(name, [])
    page = client_for(people["Ingrid"]).get(reverse(f"measurements:{name}", args=[team.slug, *arguments]))
    text = page.content.decode()
    assert page.status_code == 200
    assert ("<img src=x" in text, "&lt;img src=x" in text) == (False, True)
