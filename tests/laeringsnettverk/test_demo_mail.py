"""The demo's mail reader reads what the demo's mail server kept, and nothing else."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import LazySettings

from laeringsnettverk.demo_mail import list_mails, read_mail, text_of_html

FIRST, SECOND = "20261122T080000000000-0a1b2c3d", "20261122T090000000000-0a1b2c3d"


@pytest.fixture
def kept(settings: LazySettings, tmp_path: Path) -> Path:
    """The directory mail is read from."""
    settings.DEMO_MAIL_DIR = tmp_path / "mail"
    settings.DEMO_MAIL_DIR.mkdir()
    return settings.DEMO_MAIL_DIR


def keep(directory: Path, mail_id: str, *, text: str = "", html: str = "") -> None:
    """Put a message where the mail server would."""
    message = EmailMessage()
    message["From"] = "Læringsnettverk <ikke-svar@example.no>"
    message["To"] = "Kari Nordby <kari@example.no>, ola@example.no"
    message["Subject"] = "Tall for mai mangler på Ås"
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    (directory / f"{mail_id}.eml").write_bytes(bytes(message))


def test_read_mail_gives_every_part(kept: Path) -> None:
    text = "Hei, Kari.\nhttp://127.0.0.1:8000/team/1/?a=1&b=2.\nSamme: http://127.0.0.1:8000/team/1/?a=1&b=2"
    keep(kept, FIRST, text=text, html="<p>Hei</p>")
    mail = read_mail(FIRST)
    assert mail
    assert mail.subject == "Tall for mai mangler på Ås"
    assert mail.sender == "Læringsnettverk <ikke-svar@example.no>"
    assert mail.recipients == ["Kari Nordby <kari@example.no>", "ola@example.no"]
    assert mail.text == text
    assert mail.html.strip() == "<p>Hei</p>"
    assert mail.links == ["http://127.0.0.1:8000/team/1/?a=1&b=2"]
    assert mail.received_at == datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_list_mails_puts_the_newest_first_and_leaves_out_unfinished_ones(kept: Path) -> None:
    keep(kept, FIRST, text="første")
    keep(kept, SECOND, text="andre")
    (kept / "20261122T100000000000-0a1b2c3d.part").write_bytes(b"")
    assert [mail.text for mail in list_mails()] == ["andre", "første"]
    assert [mail.text for mail in list_mails(limit=1)] == ["andre"]


def test_list_mails_is_empty_before_the_first_message(settings: LazySettings, tmp_path: Path) -> None:
    settings.DEMO_MAIL_DIR = tmp_path / "not-made-yet"
    assert list_mails() == []


def test_message_with_html_only_is_read_as_text(kept: Path) -> None:
    keep(kept, FIRST, html="<style>p {}</style><p>Hei <b>Kari</b></p><p><a href='http://x.example.no/'>Åpne</a></p>")
    mail = read_mail(FIRST)
    assert mail
    assert mail.text == "Hei Kari\nhttp://x.example.no/ Åpne"
    assert mail.links == ["http://x.example.no/"]


def test_text_of_html_never_shows_scripts() -> None:
    assert text_of_html("<script>alert(1)</script>ja") == "ja"


@pytest.mark.parametrize("mail_id", ["../secret", "x", "", FIRST + "/../" + FIRST, SECOND])
def test_read_mail_knows_only_what_was_kept(kept: Path, mail_id: str) -> None:
    keep(kept, FIRST, text="hei")
    (kept.parent / "secret.eml").write_text("Subject: nei\n\nnei")
    assert read_mail(mail_id) is None
