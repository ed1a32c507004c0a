"""The month page asks about an odd figure, and takes yes or a comment for an answer."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import EntryDraft, Measurement
from measurements.services import deliver_month, record_measurement
from tests.factories.measurements import make_indicator, make_plan, record_series

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def planned(team):
    """A share of about twenty, three months long; the teller was 16 in the last two."""
    plan = make_plan(team, make_indicator(team.change_package), target=None)
    planned = plan.planned_indicators.select_related("indicator", "plan__team__network").get()
    record_series(planned, [(14, 20), (16, 20), (16, 21)], first=date(2026, 7, 1))
    return planned


@pytest.fixture
def address(team):
    return reverse("measurements:month_edit", args=[team.slug, OCTOBER])


@pytest.fixture
def send(client_for, people, planned, address):
    """Post figures and comment to the page or its autosave."""
    client = client_for(people["Ingrid"])

    def post(n, d, c="", *, to=address, **more):
        pk = planned.pk
        return client.post(to, {f"{pk}-n": n, f"{pk}-d": d, f"{pk}-c": c, **more})

    return post


def row_of(answer, planned):
    return answer.json()["rows"][str(planned.pk)]


@pytest.mark.parametrize(
    ("n", "d", "text", "detail"),
    [
        ("30", "40", "Stemmer 40 brukere?", "Vanligvis er det 20 til 21."),
        ("2", "2", "Stemmer 2 brukere?", "Vanligvis er det 20 til 21."),
        ("16", "20", "Stemmer 16 for tredje gang på rad?", "«Samstemt» var det samme de to gangene før."),
    ],
    ids=["jump", "drop", "repeated"],
)
def test_an_odd_figure_is_asked_about_with_room_for_a_comment(send, planned, address, n, d, text, detail):
    row = row_of(send(n, d, to=f"{address}lagre/"), planned)
    assert (row["state"], row["comment"]) == ("look", True)
    assert f"<strong>{text}</strong> {detail} Skriv gjerne hvorfor i kommentaren. Du kan levere likevel." in row["note"]


def test_all_of_very_few_is_asked_about(client_for, people, team, address):
    plan = make_plan(team, make_indicator(team.change_package, code="SAM-P9"), target=None)
    pk = plan.planned_indicators.get(indicator__code="SAM-P9").pk
    answer = client_for(people["Ingrid"]).post(f"{address}lagre/", {f"{pk}-n": "2", f"{pk}-d": "2"})
    note = answer.json()["rows"][str(pk)]["note"]
    assert "<strong>Er bare 2 talt?</strong> 2 av 2 er 100 %, men så få sier lite." in note


def test_a_comment_answers_and_stands_with_the_figure(client_for, people, team, send, planned, address):
    row = row_of(send("30", "40", "To soner talte sammen", to=f"{address}lagre/"), planned)
    assert (row["state"], row["comment"]) == ("done", False)
    send("30", "40", "To soner talte sammen", action="deliver")
    saved = Measurement.objects.get(month=OCTOBER)
    assert (saved.comment, saved.is_confirmed) == ("To soner talte sammen", True)
    assert "To soner talte sammen" in client_for(people["Arne"]).get(address).content.decode()


def test_yes_stands_with_the_figure_and_is_not_asked_again(client_for, people, send, planned, address):
    send("30", "40", action=f"confirm:{planned.pk}")
    send("30", "40", action="deliver", **{f"{planned.pk}-ok": EntryDraft.objects.get().fields[f"{planned.pk}-ok"]})
    assert Measurement.objects.get(month=OCTOBER).is_confirmed is True


def test_a_question_left_unanswered_never_blocks_and_stays_unconfirmed(send):
    assert send("30", "40", action="deliver").status_code == 302
    saved = Measurement.objects.get(month=OCTOBER)
    assert (saved.numerator, saved.is_confirmed) == (30, False)


def test_a_confirmed_figure_that_is_not_delivered_is_shown_as_answered(client_for, people, planned, address):
    record_measurement(planned, month=OCTOBER, numerator=30, denominator=40, is_confirmed=True, by=people["Marte"])
    page = client_for(people["Ingrid"]).get(address)
    assert page.context["page"].rows[0].question is None


def test_the_comment_is_open_when_it_is_asked_for_and_folded_otherwise(client_for, people, send, planned, address):
    client = client_for(people["Ingrid"])
    assert "data-comment>" in client.get(address).content.decode()
    send("30", "40", action="save")
    assert "data-comment open>" in client.get(address).content.decode()


def test_a_national_id_in_the_comment_is_refused_beside_it_and_not_kept(send, planned):
    page = send("16", "20", "Gjelder 01010750160", action="deliver")
    row = page.context["page"].rows[0]
    assert [target for target, _message in row.errors] == [f"id_{planned.pk}-c"]
    assert f'value="Gjelder 01010750160" class="ds-input" id="id_{planned.pk}-c"' in page.content.decode()
    assert f"{planned.pk}-c" not in EntryDraft.objects.get().fields
    assert Measurement.objects.filter(month=OCTOBER).exists() is False


def test_a_correction_keeps_or_changes_the_comment_and_counts_as_looked_at(client_for, people, team, planned):
    record_measurement(planned, month=OCTOBER, numerator=30, denominator=40, comment="Sommer", by=None)
    deliver_month(team, month=OCTOBER, by=None)
    address = reverse("measurements:measurement_edit", args=[team.slug, planned.indicator.code.lower(), OCTOBER])
    client = client_for(people["Ingrid"])
    assert client.get(address).context["form"]["c"].value() == "Sommer"
    data = {"tall-n": "31", "tall-d": "40", "tall-kind": "figure", "tall-seen": "1", "tall-reason": "Talt på nytt"}
    client.post(address, data | {"tall-c": "To soner"})
    saved = Measurement.objects.get(month=OCTOBER)
    assert (saved.numerator, saved.comment, saved.is_confirmed) == (31, "To soner", True)


def test_a_comment_can_be_taken_away_and_stays_in_the_history(client_for, people, team, planned):
    record_measurement(planned, month=OCTOBER, numerator=14, denominator=20, comment="Sommer", by=None)
    address = reverse("measurements:measurement_edit", args=[team.slug, planned.indicator.code.lower(), OCTOBER])
    client = client_for(people["Ingrid"])
    client.post(address, {"tall-n": "14", "tall-d": "20", "tall-kind": "figure", "tall-seen": "1", "tall-c": ""})
    assert Measurement.objects.get(month=OCTOBER).comment == ""
    steps = client.get(address).context["history"]
    assert [(step.before, step.after) for step in steps] == [
        ("14 av 20 (Sommer)", "14 av 20"),
        ("", "14 av 20 (Sommer)"),
    ]


def test_a_form_without_the_field_leaves_the_comment(client_for, people, team, planned):
    record_measurement(planned, month=OCTOBER, numerator=14, denominator=20, comment="Sommer", by=None)
    address = reverse("measurements:measurement_edit", args=[team.slug, planned.indicator.code.lower(), OCTOBER])
    client_for(people["Ingrid"]).post(
        address,
        {"tall-n": "15", "tall-d": "20", "tall-kind": "figure", "tall-seen": "1", "tall-reason": "Talt på nytt"},
    )
    saved = Measurement.objects.get(month=OCTOBER)
    assert (saved.numerator, saved.comment) == (15, "Sommer")
