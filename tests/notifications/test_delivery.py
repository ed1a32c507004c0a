"""What happens to a message at a real mail server: taken, put off, refused, silent, or no longer wanted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail

from notifications import registry
from notifications.models import OutboxMessage
from notifications.services import resend_message, send_waiting_messages
from notifications.services.lease import wait_before_next_try
from tests.factories.accounts import make_user
from tests.factories.notifications import make_message
from tests.plugins.mail import Sink

State = OutboxMessage.State
pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 10, 8, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands at 09.00 in Norway until it is moved."""
    with time_machine.travel(START, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Answers to «does it still apply», one popped per question; the kind `asked` is registered with it."""
    answers: list[bool] = []
    monkeypatch.setattr(registry, "_QUESTIONS", {})
    registry.register("asked", lambda message: answers.pop(0))
    return answers


def test_message_arrives_as_text_and_html_with_one_link(smtp_sink: Sink, settings: LazySettings) -> None:
    settings.SITE_URL = "https://nett.example.no"
    make_message(name="Kåre Æble", email="kare@example.no", subject="Registrer oktober, Kåre", key="once")
    assert send_waiting_messages() == 1
    (received,) = smtp_sink.messages
    text = received.get_body(("plain",)).get_content()
    html = received.get_body(("html",)).get_content()
    address = "https://nett.example.no/team/lorenskog/malinger/2026-10/"
    assert received["Subject"] == "Registrer oktober, Kåre"
    assert received["To"] == "Kåre Æble <kare@example.no>"
    assert received["Message-ID"].endswith("@example.no>")
    assert (text.count("https://"), html.count("https://")) == (1, 1)
    assert address in text
    assert f'href="{address}"' in html


def test_message_with_markup_arrives_as_written(smtp_sink: Sink) -> None:
    make_message(body="<b>Hei</b> & hå\n\n.punktum først\n..to")
    send_waiting_messages()
    text = smtp_sink.messages[0].get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = smtp_sink.messages[0].get_body(("html",)).get_content()
    assert text.startswith("<b>Hei</b> & hå\n\n.punktum først\n..to\n")
    assert "&lt;b&gt;Hei&lt;/b&gt; &amp; hå" in html


def test_sent_message_has_its_time_and_is_not_sent_again(smtp_sink: Sink, clock: time_machine.Traveller) -> None:
    message = make_message()
    assert (send_waiting_messages(), send_waiting_messages()) == (1, 0)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, START, 1)


def test_secret_link_is_forgotten_once_sent(smtp_sink: Sink) -> None:
    message = make_message(link="/invitert/hemmelig/", has_secret_link=True)
    send_waiting_messages()
    message.refresh_from_db()
    assert message.link == ""
    assert "/invitert/hemmelig/" in smtp_sink.messages[0].get_body(("plain",)).get_content()


def test_message_waits_for_its_time(smtp_sink: Sink, clock: time_machine.Traveller) -> None:
    make_message(send_after=START + timedelta(hours=1))
    assert send_waiting_messages() == 0
    clock.shift(3600)
    assert send_waiting_messages() == 1


def test_server_that_says_later_is_asked_again_and_gets_the_same_message_id(
    smtp_sink: Sink, clock: time_machine.Traveller
) -> None:
    message = make_message()
    smtp_sink.answer = "451 try later"
    send_waiting_messages()
    message.refresh_from_db()
    assert (message.state, message.error) == (State.WAITING, "451 try later")
    assert message.send_after == START + timedelta(minutes=1)
    smtp_sink.answer = None
    assert send_waiting_messages() == 0
    clock.shift(60)
    assert send_waiting_messages() == 1
    message.refresh_from_db()
    assert (message.state, message.error, message.attempts) == (State.SENT, "", 2)


def test_waits_grow_from_one_minute_to_an_hour() -> None:
    minutes, waits = 0, []
    for _try in range(6):
        wait = wait_before_next_try(START, START + timedelta(minutes=minutes))
        waits.append(int(wait.total_seconds() // 60))
        minutes += waits[-1]
    assert waits == [1, 5, 15, 60, 60, 60]


def test_message_has_failed_after_a_day_of_trying(smtp_sink: Sink, clock: time_machine.Traveller) -> None:
    message = make_message()
    smtp_sink.answer = "451 try later"
    send_waiting_messages()
    clock.shift(24 * 3600)
    send_waiting_messages()
    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, "451 try later")


def test_address_that_does_not_exist_fails_and_the_rest_go_out(smtp_sink: Sink) -> None:
    bad, good = make_message(email="ingen@example.no"), make_message()
    smtp_sink.refused["ingen@example.no"] = "550 no such user"
    assert send_waiting_messages() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.error, good.state) == (State.FAILED, "550 no such user", State.SENT)


def test_server_that_refuses_the_text_fails_the_message(smtp_sink: Sink) -> None:
    message = make_message()
    smtp_sink.answer = "554 spam"
    send_waiting_messages()
    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, "554 spam")


def test_silence_after_the_dot_is_unsure_and_not_sent_again_by_itself(smtp_sink: Sink) -> None:
    message = make_message()
    smtp_sink.answer = "drop"
    assert send_waiting_messages() == 0
    message.refresh_from_db()
    assert message.state == State.UNSURE
    smtp_sink.answer = None
    assert send_waiting_messages() == 0
    resend_message(message, by=make_user())
    assert send_waiting_messages() == 1
    first, second = smtp_sink.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_server_that_is_away_costs_one_try_a_round(settings: LazySettings, smtp_sink: Sink) -> None:
    settings.EMAIL_PORT = 1
    messages = [make_message() for _ in range(3)]
    assert send_waiting_messages() == 0
    for message in messages:
        message.refresh_from_db()
    assert [message.attempts for message in messages] == [1, 0, 0]
    assert {message.state for message in messages} == {State.WAITING}


def test_reminder_that_no_longer_applies_is_cancelled_before_the_dot(smtp_sink: Sink, asked: list[bool]) -> None:
    gone, kept = make_message(kind="asked"), make_message(kind="asked")
    asked += [False, True]
    assert send_waiting_messages() == 1
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.state, kept.state, len(smtp_sink.messages)) == (State.CANCELLED, State.SENT, 1)


def test_question_that_breaks_stops_only_its_own_message(smtp_sink: Sink, asked: list[bool]) -> None:
    broken, other = make_message(kind="asked"), make_message()
    assert send_waiting_messages() == 1
    broken.refresh_from_db()
    other.refresh_from_db()
    assert (broken.state, other.state) == (State.WAITING, State.SENT)


def test_person_whose_account_is_closed_gets_nothing(smtp_sink: Sink) -> None:
    kari = make_user("Kari Nordby")
    message = make_message(recipient=kari)
    kari.is_active = False
    kari.save(update_fields=["is_active"])
    assert send_waiting_messages() == 0
    message.refresh_from_db()
    assert message.state == State.CANCELLED


def test_message_of_a_sender_that_died_before_the_dot_is_sent_by_the_next(
    smtp_sink: Sink, clock: time_machine.Traveller
) -> None:
    message = make_message()
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=State.SENDING, attempts=1, lease_until=START + timedelta(minutes=5), first_tried_at=START
    )
    assert send_waiting_messages() == 0
    clock.shift(301)
    assert send_waiting_messages() == 1


def test_message_of_a_sender_that_died_at_the_dot_becomes_unsure(
    smtp_sink: Sink, clock: time_machine.Traveller
) -> None:
    message = make_message()
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=State.CLOSING, attempts=1, lease_until=START + timedelta(minutes=5), first_tried_at=START
    )
    clock.shift(301)
    assert send_waiting_messages() == 0
    message.refresh_from_db()
    assert (message.state, smtp_sink.messages) == (State.UNSURE, [])


def test_clock_that_was_set_back_loses_no_message(smtp_sink: Sink, clock: time_machine.Traveller) -> None:
    message = make_message(send_after=START - timedelta(hours=2))
    clock.shift(-3600)
    assert send_waiting_messages() == 1
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (State.SENT, START)


def test_other_mail_backends_get_the_same_mail() -> None:
    make_message(email="kari@example.no")
    assert send_waiting_messages() == 1
    assert [letter.to for letter in mail.outbox] == [["Kari Nordby <kari@example.no>"]]
