"""What is said of control charts, IHI and Making Data Count, in the words the reader meets."""

from decimal import Decimal

import pytest

from measurements.spc import ChartType, Direction, Point, RuleSet, Series, analyse, explain
from tests.measurements.spc.building import build, month

CALM = [50, 52, 49, 51, 48, 53, 50, 49, 52, 51, 47, 54]


def read(values, unit="", **options):
    return explain(analyse(build(values, **{"chart": ChartType.I} | options)), unit)


def ihi(values, **options):
    return read(values, chart=ChartType.RUN, rules=RuleSet.IHI, baseline_length=12, **options)


def mdc(values, **options):
    return read(values, rules=RuleSet.MDC, baseline_length=12, **options)


def over_the_chart(reading):
    return f"{reading.headline} {reading.sentence}"


def short(reading):
    return reading.mark, reading.label, reading.detail


def test_calm_control_chart_is_within_its_limits():
    assert read(CALM).sentence == (
        "Målingene veksler rundt utgangspunktet og ligger innenfor grensene, slik vi venter når ingenting er endret."
    )


def test_latest_point_outside_is_unusual_and_claims_no_change():
    reading = read([*CALM, 80], "%")
    assert over_the_chart(reading) == (
        "Noe uvanlig. Siste måling ligger over øvre grense, og det skjer sjelden når ingenting er endret."
    )
    assert reading.why == (
        "Grensene viser hvor målinger vanligvis ligger når ingenting er endret. "
        "Målingen i november er 80\N{NO-BREAK SPACE}%, og øvre grense er 61\N{NO-BREAK SPACE}%."
    )
    assert reading.next_step == "Finn ut hva som skjedde i november, og skriv en merknad om det."
    assert short(reading) == ("attention", "Uvanlig", "over øvre grense")


def test_earlier_points_outside_are_named_and_counted():
    reading = read([*CALM, 80, 51, 20, 51], baseline_length=12)
    assert reading.sentence == (
        "Målingen i januar ligger under nedre grense, og det skjer sjelden når ingenting er endret. "
        "Én måling til ligger utenfor grensene."
    )


def test_long_run_comes_before_points_outside():
    assert read([*CALM, *[70] * 8], baseline_length=12).headline == "Tegn på varig forbedring."


def test_spread_is_called_by_its_name_and_has_no_better_side():
    reading = read([*CALM, 90], chart=ChartType.MR)
    assert reading.sentence.startswith("Siste sprang ligger over øvre grense, ")
    assert reading.note == "Diagrammet viser spredningen mellom målingene, ikke hvor høye eller lave de er."
    assert read(CALM, chart=ChartType.MR).sentence == (
        "Alle punktene ligger innenfor grensene, slik vi venter når ingenting er endret."
    )
    low, high = [[5, 6], [4, 6], [5, 6]] * 2, [[1, 9], [2, 9]] * 5
    points = tuple(Point(month(place), value) for place, pair in enumerate([*low, *high]) for value in pair)
    spread = explain(analyse(Series(points, chart=ChartType.S, baseline_length=6)))
    assert (spread.label, spread.mark) == ("Endring", "attention")


def test_limits_on_few_points_are_provisional_in_the_note():
    assert read(CALM[:11]).note == "Foreløpige grenser: De bygger på elleve målinger, og det vanlige er minst 20."
    assert read(CALM).note == ""


def test_points_that_are_no_months_are_numbered_and_counted():
    def noted(values):
        return explain(analyse(Series(tuple(Point(place, value) for place, value in enumerate(values))))).note

    assert noted([1, None, 2, None, 3]) == "Punkt 2 og punkt 4 er ikke målt og teller ikke med."
    assert noted([1, *[None] * 4, 2]) == "Fire punkter er ikke målt og teller ikke med."


def test_missing_baseline_of_a_control_chart_is_a_mean():
    assert read([None] * 6 + CALM, baseline_length=6).why.startswith("Utgangspunktet er gjennomsnittet av ")


@pytest.mark.parametrize(
    ("later", "text", "brief"),
    [
        (
            [],
            "Ingen tegn til varig endring. Målingene veksler rundt utgangspunktet uten lange rekker, "
            "slik vi venter når ingenting er endret.",
            ("uncertain", "Ingen endring", "veksler rundt 50,5"),
        ),
        (
            [48, 52, 53, 52, 53],
            "Ikke sikkert ennå. Fire målinger på rad ligger over utgangspunktet. Det trengs seks.",
            ("uncertain", "Ikke sikkert ennå", "4 på rad over"),
        ),
        (
            [48, 52, 53, 52, 53, 52, 53],
            "Tegn på forbedring. Seks målinger på rad ligger over utgangspunktet, og regelen krever seks.",
            ("improvement", "Forbedring", "6 på rad over"),
        ),
        (
            [46, 47, 48, 49, 52],
            "Tegn på forbedring. Fem målinger på rad stiger, og regelen krever fem.",
            ("improvement", "Forbedring", "5 på rad stiger"),
        ),
        (
            [46, 47, 48, 49, 52, 48],
            "Tegn på endring. Fem målinger på rad steg, fra november 2026 til mars 2027, og regelen krever fem.",
            ("attention", "Endring", "5 på rad steg"),
        ),
        (
            [52, 53, 52, 53, 52, 48, 49],
            "Forbedringen har ikke holdt seg. Seks målinger på rad lå over utgangspunktet, "
            "fra oktober 2026 til mars 2027. Nå ligger to på rad under.",
            ("attention", "Har ikke holdt seg", "2 på rad under"),
        ),
        (
            [53, 47, 49, 48, 49, 47, 48, 52],
            "Tegn på forverring. Seks målinger på rad lå under utgangspunktet, fra desember 2026 til mai 2027. "
            "Siden har én ligget over.",
            ("attention", "Forverring", "6 på rad under"),
        ),
    ],
)
def test_ihi_says_what_its_rules_ask_for(later, text, brief):
    reading = ihi([*CALM, *later])
    assert short(reading) == brief
    assert over_the_chart(reading) == text
    assert reading.why.startswith(
        "IHI-reglene ser etter minst seks på rad på samme side av utgangspunktet, og minst fem"
    )
    assert "sjelden" not in over_the_chart(reading)


def test_ihi_warns_that_it_is_easily_alarmed():
    warning = "Disse reglene slår oftere ut ved en tilfeldighet enn Anhøj-reglene."
    assert [ihi([*CALM, *later]).why.endswith(warning) for later in ([], [48, *[53] * 6], [46, 47, 48, 49, 52])] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("later", "direction", "text", "brief"),
    [
        (
            [],
            Direction.INCREASE,
            "Ingen tegn til endring. Siste måling ligger der vi venter når ingenting er endret.",
            ("uncertain", "Ingen endring", "varierer rundt 50,5"),
        ),
        (
            [80],
            Direction.DECREASE,
            "Tegn på forverring. Siste måling ligger over øvre grense, og det skjer sjelden ved en tilfeldighet.",
            ("attention", "Forverring", "over øvre grense"),
        ),
        (
            [52, 49, 50, 51, 52, 53, 54, 55],
            Direction.INCREASE,
            "Tegn på forbedring. Sju målinger på rad stiger, og det skjer sjelden ved en tilfeldighet.",
            ("improvement", "Forbedring", "7 på rad stiger"),
        ),
        (
            [48, *[53, 52] * 4],
            Direction.NEUTRAL,
            "Tegn på endring. Åtte målinger på rad ligger over utgangspunktet, og det skjer sjelden ved en tilfeldighet.",
            ("attention", "Endring", "8 på rad over"),
        ),
        (
            [48, 57, 52, 57],
            Direction.INCREASE,
            "Tegn på forbedring. To av tre målinger på rad ligger nær øvre grense, "
            "og det skjer sjelden ved en tilfeldighet.",
            ("improvement", "Forbedring", "nær øvre grense"),
        ),
    ],
)
def test_making_data_count_says_what_the_last_point_is_part_of(later, direction, text, brief):
    reading = mdc([*CALM, *later], direction=direction)
    assert (over_the_chart(reading), short(reading)) == (text, brief)
    assert reading.why.startswith("Making Data Count ser etter en måling utenfor grensene, sju på rad på samme side")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (30, "Målet ligger utenfor grensene, så det blir trolig nådd hver gang så lenge ingenting endres."),
        (70, "Målet ligger utenfor grensene, så det blir trolig ikke nådd uten at noe endres."),
        (50, "Målet ligger innenfor grensene, så det blir nådd noen ganger og andre ganger ikke."),
    ],
)
def test_assurance_is_said_while_nothing_changes_and_not_otherwise(target, said):
    assert mdc(CALM, target=Decimal(target)).sentence.endswith(said)
    assert "grensene, så" not in mdc([*CALM, 80], target=Decimal(target)).sentence
    assert "grensene, så" not in mdc(CALM[:11], target=Decimal(target)).sentence


def test_one_sentence_is_headline_and_sentences_together():
    assert mdc(CALM, target=Decimal(70)).in_one_sentence == (
        "Ingen tegn til endring: siste måling ligger der vi venter når ingenting er endret; "
        "målet ligger utenfor grensene, så det blir trolig ikke nådd uten at noe endres."
    )
