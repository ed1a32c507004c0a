"""One figure corrected, with its history in sight."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import Measurement
from measurements.services import deliver_month, record_measurement
from tests.factories.measurements import make_plan, planned

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def indicator(team):
    make_plan(team)
    return planned(team)


@pytest.fixture
def address(team):
    return reverse("measurements:measurement_edit", args=[team.slug, "sam-p1", OCTOBER])


@pytest.fixture
def delivered(team, indicator, people):
    row = record_measurement(indicator, month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    deliver_month(team, month=OCTOBER, by=people["Marte"])
    return row


def answer(n="16", d="20", seen="1", kind="figure", reason="Talt på nytt"):
    return {"tall-n": n, "tall-d": d, "tall-seen": seen, "tall-kind": kind, "tall-reason": reason}


def figures():
    row = Measurement.objects.get()
    return row.numerator, row.denominator, row.skip_reason, row.version


def test_a_correction_shows_who_when_from_to_and_why(client_for, people, delivered, address):
    client = client_for(people["Ingrid"])
    assert client.post(address, answer()).status_code == 302
    assert figures() == (16, 20, "", 2)
    page = client.get(address)
    assert [(step.before, step.after, step.who, step.why) for step in page.context["history"]] == [
        ("14 av 20", "16 av 20", "Ingrid Sæther", "Talt på nytt"),
        ("", "14 av 20", "Marte Solbakken", ""),
    ]
    assert "4. november 2026 kl. 14.32" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"tall-n": "21"}, "n"),
        ({"tall-n": "x"}, "n"),
        ({"tall-d": "0"}, "d"),
        ({"tall-reason": ""}, "reason"),
        ({"tall-reason": "Ola 01010750160"}, "reason"),
        ({"tall-kind": "nothing", "tall-reason": ""}, "reason"),
    ],
)
def test_a_wrong_correction_changes_nothing_and_keeps_what_was_typed(
    client_for, people, delivered, address, change, field
):
    page = client_for(people["Ingrid"]).post(address, answer() | change)
    form = page.context["form"]
    assert (page.status_code, figures()) == (200, (14, 20, "", 1))
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in ("n", "d")} == {
        "n": (answer() | change)["tall-n"],
        "d": (answer() | change)["tall-d"],
    }


def test_a_figure_can_turn_out_to_be_none(client_for, people, delivered, address):
    client = client_for(people["Ingrid"])
    client.post(address, answer(n="", d="x", kind="nothing", reason="Feil avdeling"))
    assert figures() == (None, None, "Feil avdeling", 2)
    assert client.get(address).context["form"]["kind"].value() == "nothing"


def test_somebody_elses_correction_is_shown_before_it_is_replaced(client_for, people, indicator, delivered, address):
    record_measurement(
        indicator, month=OCTOBER, numerator=15, denominator=20, by=people["Marte"], version=1, reason="Så feil"
    )
    client = client_for(people["Ingrid"])
    page = client.post(address, answer())
    assert page.context["form"].non_field_errors() == [
        "Marte Solbakken registrerte 15 av 20 klokka 14.32. Lagrer du en gang til, blir det ditt tall som står."
    ]
    assert figures() == (15, 20, "", 2)
    client.post(address, answer(seen=page.context["form"]["seen"].value()))
    assert figures() == (16, 20, "", 3)


def test_a_missing_figure_is_entered_without_a_reason(client_for, people, indicator, address):
    assert client_for(people["Ingrid"]).post(address, answer(seen="", reason="")).status_code == 302
    assert figures() == (16, 20, "", 1)


def test_those_who_may_not_correct_see_the_history(client_for, people, delivered, address):
    client = client_for(people["Arne"])
    page = client.get(address).content.decode()
    assert "Historikk" in page
    assert "ds-input" not in page
    assert client.post(address, answer()).status_code == 403


def test_a_month_outside_the_plan_leads_back(client_for, people, team, indicator):
    page = client_for(people["Ingrid"]).get(
        reverse("measurements:measurement_edit", args=[team.slug, "sam-p1", date(2020, 1, 1)]), follow=True
    )
    assert page.redirect_chain == [(reverse("measurements:chart_detail", args=[team.slug, "sam-p1"]), 302)]


def test_what_stood_before_can_be_set_back(client_for, people, delivered, address):
    client = client_for(people["Ingrid"])
    client.post(address, answer())
    assert 'href="?tilbake=1">Sett tilbake' in client.get(address).content.decode()
    form = client.get(f"{address}?tilbake=1").context["form"]
    shown = {name: form[name].value() for name in ("n", "d", "seen", "kind")}
    assert shown == {"n": "14", "d": "20", "seen": 2, "kind": "figure"}
    assert figures() == (16, 20, "", 2)
    client.post(f"{address}?tilbake=1", answer(n="14", seen="2", reason="Det første var riktig"))
    assert figures() == (14, 20, "", 3)


def test_a_reason_that_stood_before_can_be_set_back(client_for, people, delivered, address):
    client = client_for(people["Ingrid"])
    client.post(address, answer(kind="nothing", reason="Ferie"))
    client.post(address, answer(seen="2"))
    form = client.get(f"{address}?tilbake=2").context["form"]
    assert (form["kind"].value(), form["reason"].value(), form["n"].value()) == ("nothing", "Ferie", None)


@pytest.mark.parametrize("version", ["7", "0", "x", "-1", "9" * 40, "²"])
def test_a_version_that_never_stood_is_left_alone(client_for, people, delivered, address, version):
    page = client_for(people["Ingrid"]).get(address, {"tilbake": version})
    assert (page.context["earlier"], page.context["form"]["n"].value()) == (None, "14")


def test_nobody_is_offered_to_set_back_what_they_may_not_change(client_for, people, delivered, address):
    client_for(people["Ingrid"]).post(address, answer())
    assert "Sett tilbake" not in client_for(people["Astrid"]).get(address).content.decode()
