"""The guard finds every kind of national identity number in every layout, and leaves ordinary numbers alone."""

import random
from collections.abc import Callable

import pytest

from accounts.national_id import contains_national_id
from tests.accounts.national_ids import KINDS, layouts, make_national_id

AROUND = ("{}", "Bruker {} falt", "fnr:{},", "({})", "12345 {}", "Rom 4 {} 20", "{}x", "tlf 22 33 44 55 {}")


@pytest.mark.parametrize("kind", [*KINDS, "FH"])
def test_number_is_found_in_every_layout_and_sentence(kind: str) -> None:
    rng = random.Random(kind)
    missed = [
        sentence
        for _ in range(150)
        for written in layouts(make_national_id(rng, kind))
        for sentence in (around.format(written) for around in AROUND)
        if not contains_national_id(sentence)
    ]
    assert missed == []


def test_number_in_other_digits_is_found() -> None:
    number = make_national_id(random.Random(1))
    assert contains_national_id(number.translate({ord("0") + n: 0xFF10 + n for n in range(10)}))
    assert contains_national_id(number.translate({ord("0") + n: 0x0660 + n for n in range(10)}))


def test_number_with_one_digit_changed_is_let_through_mostly() -> None:
    rng = random.Random(2)
    found = 0
    for _ in range(2000):
        number = make_national_id(rng, "F")
        place = rng.randrange(6, 11)
        digit = (int(number[place]) + rng.randint(1, 9)) % 10
        found += contains_national_id(f"{number[:place]}{digit}{number[place + 1 :]}")
    assert found == 0 or found / 2000 < 0.06


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16 av 20",
        "412 34 567",
        "+47 412 34 567",
        "2026-10-20T14:32:00",
        "Samling 20.10.2026 kl. 09.00–15.30",
        "org.nr. 974 707 152",
        "12 14 16 18 20 22 24 26",
        "1 234 567,50 kr",
        "ISBN 978-82-15-00000-0",
    ],
)
def test_ordinary_text_is_let_through(text: str) -> None:
    assert not contains_national_id(text)


def _phone(rng: random.Random) -> str:
    number = f"{rng.choice('49')}{rng.randrange(10**7):07}"
    return rng.choice((number, f"{number[:3]} {number[3:5]} {number[5:]}", f"+47 {number}"))


def _moment(rng: random.Random) -> str:
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    return f"{day:02}.{month:02}.{rng.randint(2018, 2030)} {rng.randrange(24):02}.{rng.randrange(60):02}"


def _organization(rng: random.Random) -> str:
    number = f"{rng.choice('89')}{rng.randrange(10**8):08}"
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def _series(rng: random.Random) -> str:
    return " ".join(str(rng.randrange(60)) for _ in range(12))


def _count(rng: random.Random) -> str:
    return f"{rng.randrange(40)} av {rng.randint(1, 40)} brukere, {rng.randrange(100)} % i {rng.randint(2018, 2030)}"


@pytest.mark.parametrize("make", [_phone, _moment, _organization, _series, _count])
def test_false_alarms_are_none_for_what_people_write_here(make: Callable[[random.Random], str]) -> None:
    rng = random.Random(3)
    alarms = [text for text in (make(rng) for _ in range(5000)) if contains_national_id(text)]
    assert alarms == []


def test_bank_accounts_are_taken_for_national_ids_at_most_one_time_in_eight() -> None:
    # They share length and last check digit. A bank account has no place in these texts either.
    rng = random.Random(4)
    alarms = 0
    for _ in range(20_000):
        digits = [rng.randrange(10) for _ in range(10)]
        control = -sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
        if control <= 9:
            alarms += contains_national_id("".join(map(str, [*digits, control])))
    assert alarms / 20_000 < 0.125
