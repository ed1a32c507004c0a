"""Every verdict in the words the reader meets."""

from decimal import Decimal

import pytest

from measurements.spc import Direction, analyse, explain
from tests.measurements.spc.building import AROUND_50, LISTS, build, lists

HIGH = [56] * 8


def read(values, unit="", **options):
    return explain(analyse(build(values, **{"baseline_length": 6} | options)), unit)


def over_the_chart(reading):
    return f"{reading.headline} {reading.sentence}"


def short(reading):
    return reading.mark, reading.label, reading.detail


def test_improvement_is_said_as_on_the_chart_page():
    reading = explain(analyse(lists()), "%")
    assert over_the_chart(reading) == (
        "Tegn på varig forbedring. "
        "Sju målinger på rad ligger over utgangspunktet, og det skjer sjelden ved en tilfeldighet."
    )
    assert reading.why == (
        "Med elleve målinger venter vi høyst seks på rad på samme side av utgangspunktet når ingenting er endret. "
        "Her er det sju, fra mars til oktober."
    )
    assert reading.note == "Juli er ikke målt og teller ikke med."
    assert short(reading) == ("improvement", "Forbedring", "7 på rad over")


def test_run_one_short_is_said_as_in_the_report():
    reading = explain(analyse(build(LISTS[:-1], multiplier=100, baseline_length=6)), "%")
    assert over_the_chart(reading) == (
        "Ikke sikkert ennå. Seks målinger på rad ligger over utgangspunktet. Det trengs sju."
    )
    assert short(reading) == ("uncertain", "Ikke sikkert ennå", "6 på rad over")
    assert reading.next_step == "Er neste måling også over, er det et tegn på varig forbedring."


def test_limit_that_rises_is_explained():
    reading = read([*AROUND_50, 47, 48, 46, 45, 44], direction=Direction.DECREASE)
    assert reading.sentence == ("Seks målinger på rad ligger under utgangspunktet. Det trengs åtte. Lavere er bedre.")
    assert reading.why.endswith("Grensen stiger med antall målinger, derfor trengs det åtte.")
    assert reading.next_step == "Er de to neste målingene også under, er det et tegn på varig forbedring."


def test_run_about_a_moving_median_promises_no_number():
    reading = read([1, 9, 2, 8, 3, 7, 4, 16, 17, 18, 19, 16], baseline_length=None)
    assert reading.sentence == (
        "Fem målinger på rad ligger over utgangspunktet. Opptil sju på rad er vanlig når ingenting er endret."
    )
    assert reading.next_step == "Følg med på de neste målingene."


def test_run_on_the_unwanted_side_is_uncertain_with_another_next_step():
    reading = read([*AROUND_50, 47, 48, 46, 45, 44])
    assert short(reading) == ("uncertain", "Ikke sikkert ennå", "6 på rad under")
    assert reading.next_step == "Snakk om hva som kan ligge bak, og følg med på neste måling."


@pytest.mark.parametrize(
    ("values", "options", "text", "detail"),
    [
        ([], {}, "Ingen målinger ennå. Diagrammet begynner med den første målingen.", "ikke startet"),
        (
            [*AROUND_50, 55, 56, 57],
            {},
            "For få målinger, 9 av 10 som trengs. "
            "Vi trenger minst ti målinger før vi kan si om noe er endret. Nå har vi ni.",
            "9 av 10 som trengs",
        ),
        (
            [*AROUND_50, 50, 50, 57],
            {},
            "For få målinger, 7 av 10 som trengs. Vi trenger minst ti målinger over eller under utgangspunktet "
            "før vi kan si om noe er endret. Nå har vi sju, og to til som ligger på utgangspunktet og ikke teller.",
            "7 av 10 som trengs",
        ),
        (
            [*AROUND_50, *HIGH, 60],
            {"phases": (14,)},
            "For få målinger, 1 av 10 som trengs. "
            "Vi trenger minst ti målinger før vi kan si om noe er endret. Nå har vi én i denne fasen.",
            "1 av 10 som trengs",
        ),
        (
            [None] * 6 + [50, 51],
            {},
            "Utgangspunktet mangler. Ingen av månedene i utgangspunktet er målt, så det er ikke noe å sammenligne med.",
            "mangler utgangspunkt",
        ),
    ],
)
def test_too_little_to_read_says_what_is_missing(values, options, text, detail):
    reading = read(values, **options)
    assert (over_the_chart(reading), reading.detail, reading.mark) == (text, detail, "missing")


def test_mostly_equal_values_are_sent_to_the_figures():
    reading = read([0] * 9 + [1, 2, 3])
    assert reading.next_step == "Se på selve tallene sammen. Når mange målinger er like, viser diagrammet lite."


def test_constant_series_tells_the_goal_apart():
    met = read([(20, 20)] * 12, "%", multiplier=100, target=Decimal(95))
    assert over_the_chart(met) == (
        "Mål nådd, ingen variasjon. Alle tolv målinger er 100\N{NO-BREAK SPACE}%. Målet er nådd."
    )
    assert (short(met), met.change) == (("goal", "Mål nådd", "ingen variasjon"), "Ingen variasjon")
    not_met = read([(5, 20)] * 14, "%", multiplier=100, target=Decimal(95))
    assert over_the_chart(not_met) == (
        "Ingen variasjon. Alle 14 målinger er 25\N{NO-BREAK SPACE}%, så diagrammet kan ikke vise en endring."
    )
    assert short(not_met) == ("uncertain", "Ingen variasjon", "alle er 25\N{NO-BREAK SPACE}%")


def test_no_change_says_what_was_expected_and_seen():
    reading = read([*AROUND_50, 49, 52, 50, 48, 47, 53, 51], "per 1000")
    assert over_the_chart(reading) == (
        "Ingen tegn til varig endring. Målingene veksler rundt utgangspunktet, slik vi venter når ingenting er endret."
    )
    assert reading.why == (
        "Med tolv målinger over eller under utgangspunktet venter vi høyst sju på rad på samme side av "
        "utgangspunktet, og at målingene krysser det minst tre ganger, når ingenting er endret. "
        "Her er det høyst to på rad og sju kryssinger. Én måling ligger på utgangspunktet og teller ikke."
    )
    assert short(reading) == ("uncertain", "Ingen endring", "veksler rundt 50\N{NO-BREAK SPACE}per 1000")


def test_provisional_baseline_is_named():
    reading = read([48, 52, 47, 53, *HIGH], baseline_length=4)
    assert over_the_chart(reading) == (
        "Ikke sikkert ennå. Utgangspunktet er foreløpig. Det bygger på fire målinger, og det trengs seks."
    )
    assert short(reading) == ("uncertain", "Ikke sikkert ennå", "foreløpig utgangspunkt")


@pytest.mark.parametrize(
    ("later", "text"),
    [
        (
            [49],
            "Tegn på forbedring. Åtte målinger på rad lå over utgangspunktet, fra mai til desember 2026, "
            "og det skjer sjelden ved en tilfeldighet. Den siste ligger under.",
        ),
        (
            [49, 55],
            "Tegn på forbedring. Åtte målinger på rad lå over utgangspunktet, fra mai til desember 2026, "
            "og det skjer sjelden ved en tilfeldighet. Siden har én ligget under.",
        ),
        (
            [49, 48, 47],
            "Forbedringen har ikke holdt seg. Åtte målinger på rad lå over utgangspunktet, fra mai til desember 2026. "
            "Nå ligger tre på rad under.",
        ),
        (
            [49, 48, 53],
            "Tegn på endring. Åtte målinger på rad lå over utgangspunktet, fra mai til desember 2026. "
            "Siden har to ligget under.",
        ),
        (
            [49, 48, 53, 54],
            "Tegn på endring. Åtte målinger på rad lå over utgangspunktet, fra mai til desember 2026. "
            "Siden har to ligget under, men nå ligger to på rad over.",
        ),
    ],
)
def test_what_came_after_a_long_run_is_said(later, text):
    assert over_the_chart(read([*AROUND_50, *HIGH, *later])) == text


def test_slide_back_is_worth_attention():
    reading = read([*AROUND_50, *HIGH, 49, 48, 47])
    assert short(reading) == ("attention", "Har ikke holdt seg", "3 på rad under")
    assert reading.next_step == "Finn ut hva som ble annerledes etter desember."


def test_deterioration_is_said_plainly():
    reading = read([*AROUND_50, *HIGH], direction=Direction.DECREASE)
    assert over_the_chart(reading) == (
        "Tegn på varig forverring. Åtte målinger på rad ligger over utgangspunktet, "
        "og det skjer sjelden ved en tilfeldighet. Lavere er bedre."
    )
    assert short(reading) == ("attention", "Forverring", "8 på rad over")
    assert reading.next_step == "Finn ut hva som ble annerledes rundt mai, da rekken begynte."


def test_change_without_a_wanted_direction_takes_no_side():
    reading = read([*AROUND_50, *HIGH], direction=Direction.NEUTRAL)
    assert reading.headline == "Tegn på varig endring."
    assert short(reading) == ("attention", "Endring", "8 på rad over")


def test_few_crossings_are_a_change():
    reading = read([*[1] * 5, *[9] * 5] * 2, baseline_length=None)
    assert over_the_chart(reading) == (
        "Tegn på endring. "
        "Målingene krysser utgangspunktet bare tre ganger, og det skjer sjelden når ingenting er endret."
    )
    assert reading.why == (
        "Med 20 målinger venter vi at målingene krysser utgangspunktet minst seks ganger når ingenting er endret. "
        "Her skjer det tre ganger."
    )
    assert short(reading) == ("attention", "Endring", "krysser bare tre ganger")


@pytest.mark.parametrize(
    ("values", "direction", "label", "change", "ending"),
    [
        ([*AROUND_50, *HIGH], "increase", "Mål nådd", "Forbedring", "Målet er nådd åtte målinger på rad."),
        ([*AROUND_50, 49, 53, 48, 56], "increase", "Ingen endring", "Ingen endring", "Siste måling når målet."),
        (
            [*AROUND_50, 49, 55, 56],
            "increase",
            "For få målinger",
            "For få målinger",
            "Målet er nådd to målinger på rad.",
        ),
        ([*AROUND_50, *HIGH], "decrease", "Forverring", "Forverring", "Lavere er bedre."),
    ],
)
def test_goal_comes_first_in_the_short_form_when_it_is_met_twice_and_nothing_is_wrong(
    values, direction, label, change, ending
):
    reading = read(values, target=Decimal(55), direction=Direction(direction))
    assert (reading.label, reading.change) == (label, change)
    assert reading.sentence.endswith(ending)


def test_goal_met_on_the_unwanted_side_of_the_start_does_not_come_first():
    assert read([*AROUND_50, 49, 48, 47, 46], target=Decimal(40)).label == "Ikke sikkert ennå"


def test_goal_met_without_a_change_proposes_to_hold_on():
    reading = read([*AROUND_50, 49, 53, 48, 53], target=Decimal(40))
    assert (reading.label, reading.next_step) == ("Mål nådd", "Hold fast ved det dere gjør.")


@pytest.mark.parametrize(
    ("gaps", "excluded", "note"),
    [
        ([], [], ""),
        ([0, 11], [], ""),  # before the first and after the last measurement there is no gap
        ([8], [], "Juli er ikke målt og teller ikke med."),
        ([7, 8], [], "Juni og juli er ikke målt og teller ikke med."),
        ([4, 5, 7, 8], [], "Fire måneder er ikke målt og teller ikke med."),
        ([], [6, 11], "April og september er holdt utenfor."),
        ([8], [10], "Juli er ikke målt og teller ikke med. August er holdt utenfor."),
    ],
)
def test_note_names_what_was_left_out(gaps, excluded, note):
    values = [None if number in gaps else 50 + number % 3 for number in range(12)]
    assert read(values, excluded=excluded).note == note


def test_note_names_the_year_when_months_repeat():
    values = [None if number == 8 else 50 + number % 3 for number in range(14)]
    assert read(values).note == "Juli 2026 er ikke målt og teller ikke med."
