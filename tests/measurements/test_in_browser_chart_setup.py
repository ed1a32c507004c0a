"""How a chart is read, chosen without JavaScript, on a phone and on a wide page."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from measurements.services import change_chart, draft_chart_change
from tests.browser import DESKTOP, PHONE, assert_accessible, sign_in
from tests.factories.measurements import make_plan, planned, record_series

pytestmark = pytest.mark.django_db(transaction=True)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (12, 21), (3, 20), (14, 20), (15, 20), (16, 20)]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "wide"])
def test_a_phase_is_chosen_previewed_and_taken_back(open_page, site, people, team, size):
    make_plan(team)
    row = planned(team)
    record_series(row, SERIES)
    for values in (
        {"kind": "reading", "chart": "p", "rules": "anhoej"},
        {"kind": "exclusion", "month": date(2026, 6, 1)},
    ):
        change_chart(draft_chart_change(row, **values), reason="Pasientene var på ferie", by=people["Ingrid"])
    page = open_page(size, javascript=size == DESKTOP)
    sign_in(page, site, people["Ingrid"])
    page.goto(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"]))
    judge(page, size)
    page.get_by_role("link", name="Endre type, regler, faser eller måneder").click()
    judge(page, size)
    page.get_by_role("link", name="Ny fase").click()
    page.get_by_label("Første måned i den nye fasen").select_option(label="Juli 2026")
    judge(page, size)
    page.get_by_role("button", name="Se hvordan det blir").click()
    page.get_by_label("Hvorfor?").fill("Ny rutine")
    judge(page, size)
    page.get_by_role("button", name="Lagre endringen").click()
    judge(page, size)
    page.get_by_role("button", name=re.compile(r"^Angre\s*: Ny fase fra juli 2026")).click()
    expect(page.get_by_text("Angret 4. nov. 2026 av")).to_be_visible()


def judge(page, size):
    """axe-core needs JavaScript, and looks at both widths."""
    if size == DESKTOP:
        assert_accessible(page)
