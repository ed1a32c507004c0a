"""The month page: prefilled, autosaved, asked about, delivered; nothing typed is lost."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from measurements.models import EntryDraft, Measurement, MeasurementRevision, MonthDelivery, PlannedIndicator
from measurements.services import deliver_month, record_measurement, record_taps, save_entry_draft, skip_month
from tests.factories.measurements import make_indicator, make_plan, make_rate, make_tally, record_series, taps

OCTOBER = date(2026, 10, 1)
SERIES = [(9, 20), (7, 20), (8, 20), (7, 19), (9, 20), (10, 22), (10, 20), (12, 21), None, (13, 20), (14, 20)]


@pytest.fixture
def planned(team):
    """A share with eleven months and a rate with three."""
    package = team.change_package
    make_plan(team, make_indicator(package, code="SAM-P1"), make_rate(package, code="SAM-R1"), target=None)
    share, rate = PlannedIndicator.objects.select_related("indicator", "plan__team__network").order_by("position")
    record_series(share, SERIES)
    record_series(rate, [(4, 900), (6, 880), (5, 910)], first=date(2026, 7, 1))
    return share, rate


@pytest.fixture
def address(team):
    return reverse("measurements:month_edit", args=[team.slug, OCTOBER])


def fields(planned, *, n="", d="20", rate_n="", rate_d="900", **more):
    """What the form posts; versions and answers empty unless told."""
    share, rate = planned
    data = {f"{share.pk}-n": n, f"{share.pk}-d": d, f"{rate.pk}-n": rate_n, f"{rate.pk}-d": rate_d}
    return data | {name.replace("share", str(share.pk)).replace("_", "-"): value for name, value in more.items()}


def shown(page, pk):
    """One row of the page."""
    return next(row for row in page.context["page"].rows if row.pk == pk)


def test_the_page_prefills_the_denominator_and_says_so(client_for, people, planned, address):
    page = client_for(people["Ingrid"]).get(address)
    row = shown(page, planned[0].pk)
    assert (row.form["n"].value(), row.form["d"].value(), row.previous) == (None, "20", "sep. 70\u00a0%")
    assert row.hint == "20 brukere er hentet fra september. Rett om tallet er endret."
    assert (page.context["page"].ready, page.context["page"].remaining) == ("0 av 2 klare.", "To mangler.")
    assert "Frist 10. november." in page.content.decode()


def test_a_complete_figure_is_read_with_the_series(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    answer = client.post(f"{address}lagre/", fields(planned, n="16")).json()
    row = answer["rows"][str(planned[0].pk)]
    assert (row["state"], row["invalid"], row["look"]) == ("done", [], "")
    assert "16 av 20 er lagret." in row["note"]
    assert "Sju målinger på rad ligger over utgangspunktet" in row["note"]
    assert "80\u00a0%" in row["result"]
    assert answer["saved_at"] == "14.32"
    assert "1 av 2 klare." in answer["progress"]
    assert Measurement.objects.filter(month=OCTOBER).count() == 0


def test_a_draft_is_there_again_as_typed(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    client.post(f"{address}lagre/", fields(planned, n="16x", rate_n="4"))
    row = shown(client.get(address), planned[0].pk)
    assert (row.form["n"].value(), row.state) == ("16x", "wrong")
    assert row.errors == [("id_" + row.form["n"].html_name, "Skriv bare tall her, for eksempel 16.")]


def test_saving_without_javascript_keeps_the_draft(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    answer = client.post(address, fields(planned, n="16") | {"action": "save"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert shown(client.get(address), planned[0].pk).sentence.startswith("Sju målinger på rad")


def test_half_typed_is_no_error_before_delivery(client_for, people, planned, address):
    answer = client_for(people["Ingrid"]).post(f"{address}lagre/", fields(planned, n="16", d="")).json()
    assert answer["rows"][str(planned[0].pk)]["state"] == "missing"


def test_deliver_records_and_shows_the_month(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    answer = client.post(address, fields(planned, n="16", rate_n="4") | {"action": "deliver"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Oktober er levert. Takk."]
    assert answer.context["delivered"] == "Levert 4. november klokka 14.32 av Ingrid Sæther."
    assert [row.counted for row in answer.context["rows"]] == ["16 av 20", "4 per 900"]
    assert MonthDelivery.objects.get().month == OCTOBER
    assert EntryDraft.objects.count() == 0


def test_a_second_click_delivers_once(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    for _click in range(2):
        answer = client.post(address, fields(planned, n="16", rate_n="4") | {"action": "deliver"})
        assert answer.status_code == 302
    assert (Measurement.objects.filter(month=OCTOBER).count(), MonthDelivery.objects.count()) == (2, 1)
    assert MeasurementRevision.objects.count() == 0


def test_deliver_records_what_is_right_and_shows_the_rest(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    page = client.post(address, fields(planned, n="21", rate_n="4") | {"action": "deliver"})
    assert page.status_code == 200
    assert [problem.message for problem in page.context["page"].problems] == [
        "21 er flere enn 20. «Samstemt» kan ikke være flere enn «Sjekket i alt»."
    ]
    row = shown(page, planned[0].pk)
    assert (row.form["n"].value(), row.form["d"].value()) == ("21", "20")
    assert [saved.planned_indicator_id for saved in Measurement.objects.filter(month=OCTOBER)] == [planned[1].pk]
    assert MonthDelivery.objects.count() == 0


def test_deliver_after_the_correction_needs_no_reason(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    client.post(address, fields(planned, n="21", rate_n="4") | {"action": "deliver"})
    typed = dict(EntryDraft.objects.get().fields)
    typed |= {f"{planned[0].pk}-n": "16", f"{planned[1].pk}-n": "5", "action": "deliver"}
    assert client.post(address, typed).status_code == 302
    assert sorted(Measurement.objects.filter(month=OCTOBER).values_list("numerator", flat=True)) == [5, 16]


@pytest.mark.parametrize(
    ("n", "d", "message"),
    [
        ("", "20", "Skriv inn tallet, eller hopp over indikatoren denne måneden."),
        (
            "0",
            "0",
            "Var det ingen å telle? Hopp over måneden i stedet, så blir den et hull i diagrammet og ikke en null.",
        ),
        ("-1", "20", "Tallet kan ikke være mindre enn null."),
        ("12,5", "20", "Skriv et helt tall. Her telles hele antall."),
        ("fire", "20", "Skriv bare tall her, for eksempel 16."),
        ("<script>", "20", "Skriv bare tall her, for eksempel 16."),
        ("9" * 12, "20", "Tallet er for stort. Sjekk at du har skrevet det riktig."),
    ],
)
def test_wrong_numbers_are_explained_beside_the_field(client_for, people, planned, address, n, d, message):
    page = client_for(people["Ingrid"]).post(address, fields(planned, n=n, d=d, rate_n="4") | {"action": "deliver"})
    row = shown(page, planned[0].pk)
    assert [said for _field, said in row.errors] == [message]
    assert (row.form["n"].value(), row.form["d"].value()) == (n, d)


def test_an_unusual_number_is_asked_about_and_never_blocks(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    answer = client.post(f"{address}lagre/", fields(planned, n="16", d="200")).json()
    row = answer["rows"][str(planned[0].pk)]
    assert (row["state"], row["look"]) == ("look", "d")
    assert "Stemmer 200 brukere?" in row["note"]
    assert "Vanligvis er det 19 til 22." in row["note"]
    assert f'value="set:{planned[0].pk}:d:20"' in row["note"]
    delivered = client.post(address, fields(planned, n="16", d="200", rate_n="4") | {"action": "deliver"})
    assert delivered.status_code == 302


def test_yes_it_is_right_is_remembered_for_that_number(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    typed = fields(planned, n="16", d="200")
    client.post(address, typed | {"action": f"confirm:{planned[0].pk}"})
    assert shown(client.get(address), planned[0].pk).state == "done"
    kept = EntryDraft.objects.get().fields | {f"{planned[0].pk}-d": "300"}
    assert client.post(f"{address}lagre/", kept).json()["rows"][str(planned[0].pk)]["state"] == "look"


def test_rett_til_changes_the_number(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    typed = fields(planned, n="16", d="200") | {"action": f"set:{planned[0].pk}:d:20"}
    assert client.post(f"{address}lagre/", typed).json()["fields"] == {f"{planned[0].pk}-d": "20"}
    assert client.post(address, typed)["Location"] == f"{address}#rad-{planned[0].pk}"
    assert shown(client.get(address), planned[0].pk).value == "80\u00a0%"


def test_somebody_elses_figure_is_shown_beside_ones_own(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    client.get(address)
    record_measurement(planned[0], month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    page = client.post(address, fields(planned, n="16", rate_n="4") | {"action": "deliver"})
    question = shown(page, planned[0].pk).question
    assert question.text == "Marte Solbakken har registrert 14 av 20."
    assert question.detail == "Du skrev 16 av 20. Hvilket tall skal stå?"
    assert [answer.text for answer in question.answers] == ["Behold 14 av 20", "Bruk 16 av 20"]
    assert Measurement.objects.get(planned_indicator=planned[0], month=OCTOBER).numerator == 14
    assert MonthDelivery.objects.count() == 0


@pytest.mark.parametrize(("answer", "stands", "version"), [("theirs", 14, 1), ("mine", 16, 2)])
def test_the_answer_decides_which_figure_stands(client_for, people, planned, address, answer, stands, version):
    client = client_for(people["Ingrid"])
    record_measurement(planned[0], month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    client.post(address, fields(planned, n="16", rate_n="4") | {"action": f"{answer}:{planned[0].pk}"})
    saved = Measurement.objects.get(planned_indicator=planned[0], month=OCTOBER)
    assert (saved.numerator, saved.version) == (stands, version)
    row = shown(client.get(address), planned[0].pk)
    assert (row.form["n"].value(), row.question) == (str(stands), None)
    assert client.post(address, EntryDraft.objects.get().fields | {"action": "deliver"}).status_code == 302


def test_the_second_question_stays_when_the_first_is_answered(client_for, people, team, planned, address):
    client = client_for(people["Ingrid"])
    for row, numerator in zip(planned, (14, 5), strict=True):
        record_measurement(row, month=OCTOBER, numerator=numerator, denominator=20, by=people["Marte"])
    deliver_month(team, month=OCTOBER, by=people["Marte"])
    with time_machine.travel(datetime(2026, 11, 4, 13, 40, tzinfo=UTC), tick=False):
        client.post(address, fields(planned, n="16", rate_n="4", rate_d="20") | {"action": "deliver"})
        client.post(address, EntryDraft.objects.get().fields | {"action": f"theirs:{planned[0].pk}"})
        page = client.get(address)
        assert [row.is_disputed for row in page.context["page"].rows] == [False, True]
        client.post(address, EntryDraft.objects.get().fields | {"action": f"mine:{planned[1].pk}"})
        assert "Levert" in client.get(address).context["delivered"]
    assert sorted(Measurement.objects.filter(month=OCTOBER).values_list("numerator", flat=True)) == [4, 14]


def test_an_untouched_row_shows_what_another_saved(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    client.post(f"{address}lagre/", fields(planned, rate_n="4"))
    record_measurement(planned[0], month=OCTOBER, numerator=14, denominator=20, by=people["Marte"])
    assert shown(client.get(address), planned[0].pk).form["n"].value() == "14"


def test_another_persons_draft_is_told_of(client_for, people, team, planned, address):
    save_entry_draft(team, month=OCTOBER, fields={"1-n": "3"}, by=people["Marte"])
    page = client_for(people["Ingrid"]).get(address)
    assert page.context["head"].others == (
        "Marte Solbakken har også begynt på denne måneden, sist klokka 14.32. Avtal hvem som leverer."
    )


def test_a_skipped_row_is_ready_without_a_number(client_for, people, planned, address):
    skip_month(planned[1], month=OCTOBER, reason="Sykdom", by=people["Ingrid"])
    client = client_for(people["Ingrid"])
    row = shown(client.get(address), planned[1].pk)
    assert (row.state, row.sentence) == ("skipped", "Sykdom")
    assert client.post(address, fields(planned, n="16", rate_d="") | {"action": "deliver"}).status_code == 302


def test_a_national_id_in_a_field_is_refused_and_not_kept(client_for, people, planned, address):
    client = client_for(people["Ingrid"])
    client.post(f"{address}lagre/", fields(planned, n="01010750160"))
    assert f"{planned[0].pk}-n" not in EntryDraft.objects.get().fields


@pytest.mark.parametrize("month", [date(2026, 12, 1), date(2025, 10, 1)])
def test_a_month_outside_the_plan_says_so(client_for, people, team, planned, month):
    client = client_for(people["Ingrid"])
    address = reverse("measurements:month_edit", args=[team.slug, month])
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(reverse("measurements:measurement_list", args=[team.slug]), 302)]
    assert len(page.context["messages"]) == 1
    assert client.post(f"{address}lagre/", {}).status_code == 409


def test_those_who_may_not_record_see_the_month_without_fields(client_for, people, planned, address):
    client = client_for(people["Arne"])
    page = client.get(address)
    assert "entry-form" not in page.content.decode()
    assert "Bare måleansvarlig og teamlederen kan registrere målinger." in page.content.decode()
    assert client.post(address, {"action": "deliver"}).status_code == 403


def test_a_closed_network_refuses_with_its_reason(client_for, people, network, planned, address):
    network.closed_at = network.published_at
    network.save()
    client = client_for(people["Ingrid"])
    assert "Nettverket er avsluttet." in client.get(address).content.decode()
    assert client.post(f"{address}lagre/", fields(planned, n="1")).status_code == 403


@pytest.mark.parametrize(("indicators", "months"), [(3, 3), (10, 11)])
def test_the_page_takes_the_same_queries_for_few_and_many(
    client_for, people, team, django_assert_num_queries, indicators, months
):
    package = team.change_package
    make_plan(team, *(make_indicator(package, code=f"SAM-P{number}") for number in range(indicators)))
    for row in PlannedIndicator.objects.select_related("indicator", "plan__team__network"):
        record_series(row, [(3, 20)] * months)
    client = client_for(people["Ingrid"])
    address = reverse("measurements:month_edit", args=[team.slug, OCTOBER])
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)


@pytest.fixture
def tally(planned, people):
    """Sixteen of twenty tallied for October, and three that did not apply."""
    sheet = make_tally(planned[0], by=people["Ingrid"], limit=30)
    record_taps(sheet, taps=taps("y" * 16 + "n" * 4 + "xxx"))
    return sheet


def test_a_tallied_figure_stands_in_the_fields_and_is_asked_about(client_for, people, planned, address, tally):
    row = shown(client_for(people["Ingrid"]).get(address), planned[0].pk)
    assert (row.form["n"].value(), row.form["d"].value(), row.state) == ("16", "20", "look")
    assert (row.question.text, row.question.detail) == (
        "Fra telleliste: 16 av 20.",
        "I tillegg var tre ikke aktuelt. Stemmer det?",
    )
    assert [(answer.text, answer.action) for answer in row.question.answers] == [
        ("Ja, det stemmer", f"confirm:{planned[0].pk}")
    ]
    assert Measurement.objects.filter(month=OCTOBER).count() == 0


def test_a_tallied_figure_is_confirmed_and_delivered(client_for, people, planned, address, tally):
    client = client_for(people["Ingrid"])
    pk = planned[0].pk
    client.post(address, fields(planned, n="16", rate_n="4", action=f"confirm:{pk}"))
    row = shown(client.get(address), pk)
    assert (row.state, row.question, row.hint) == ("done", None, "Fra telleliste: 16 av 20.")
    client.post(address, fields(planned, n="16", rate_n="4", action="deliver"))
    saved = Measurement.objects.get(planned_indicator=pk, month=OCTOBER)
    assert (saved.numerator, saved.denominator, saved.recorded_by) == (16, 20, people["Ingrid"])


def test_a_figure_typed_beside_the_tally_is_never_replaced_by_itself(client_for, people, planned, address, tally):
    client = client_for(people["Ingrid"])
    pk = planned[0].pk
    answer = client.post(f"{address}lagre/", fields(planned, n="15")).json()["rows"][str(pk)]
    assert answer["state"] == "look"
    assert "Her står 15 av 20. Hvilket tall skal stå?" in answer["note"]
    row = shown(client.get(address), pk)
    assert (row.form["n"].value(), [one.text for one in row.question.answers]) == (
        "15",
        ["Bruk 16 av 20", "Behold 15 av 20"],
    )
    told = client.post(f"{address}lagre/", fields(planned, n="15", action=f"tally:{pk}")).json()
    assert told["fields"] == {f"{pk}-n": "16", f"{pk}-d": "20", f"{pk}-ok": "16/20"}
    assert told["rows"][str(pk)]["state"] == "done"
    kept = client.post(f"{address}lagre/", fields(planned, n="15", action=f"confirm:{pk}")).json()["rows"][str(pk)]
    assert kept["state"] == "done"
    assert "Tellelista har 16 av 20." in kept["note"]


def test_a_row_left_empty_is_offered_the_tally_and_not_filled_behind_the_page(
    client_for, people, planned, address, tally
):
    client = client_for(people["Ingrid"])
    pk = planned[0].pk
    client.post(f"{address}lagre/", fields(planned, n=""))
    row = shown(client.get(address), pk)
    assert (row.form["n"].value(), row.question.detail) == ("", "I tillegg var tre ikke aktuelt. Vil du bruke tallet?")
    client.post(address, fields(planned, n="", action="deliver"))
    assert Measurement.objects.filter(planned_indicator=pk, month=OCTOBER).count() == 0


def test_a_tallied_rate_fills_the_first_number_only(client_for, people, planned, address):
    record_taps(make_tally(planned[1], by=people["Ingrid"], limit=None), taps=taps("yyy"))
    row = shown(client_for(people["Ingrid"]).get(address), planned[1].pk)
    assert (row.form["n"].value(), row.form["d"].value()) == ("3", "910")
    assert row.question.text == "Fra telleliste: 3."


def test_an_untouched_list_fills_nothing(client_for, people, planned, address):
    make_tally(planned[0], by=people["Ingrid"])
    row = shown(client_for(people["Ingrid"]).get(address), planned[0].pk)
    assert (row.form["n"].value(), row.question) == (None, None)
