"""The invitation as a document: two tagged pages, nothing fetched from anywhere."""

import io
from datetime import UTC, datetime

import page
import pikepdf
import pytest
import time_machine
from django.urls import reverse

from networks.pdf import render_invitation, render_pdf
from networks.pdf.invitation import FORM_ROWS
from networks.queries import build_invitation
from networks.services import update_network
from teams.models.registration import FORM_ROLES
from tests.factories.networks import coordinator_of, make_network

pytestmark = pytest.mark.django_db


def test_invitation_is_two_tagged_norwegian_pages_with_a_title():
    network = make_network()
    with pikepdf.open(io.BytesIO(render_invitation(network, build_invitation(network)))) as document:
        assert len(document.pages) == 2
        assert document.Root.Lang == "nb"
        assert document.Root.MarkInfo.Marked
        assert str(document.docinfo.Title) == network.invitation_title


def test_invitation_passes_every_rule_of_pdf_ua():
    network = make_network()
    checked = page.validate_pdf_bytes(render_invitation(network, build_invitation(network)))
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []


def test_form_rows_are_those_of_the_form():
    assert FORM_ROWS == FORM_ROLES


def test_a_document_fetches_nothing(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n secret")
    html = (
        '<html lang="nb"><head><title>T</title><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        f'<link rel="attachment" href="{secret.as_uri()}"></head>'
        f'<body><h1>T</h1><img alt="a" src="{secret.as_uri()}"><img alt="b" src="http://127.0.0.1:9/x.png"></body></html>'
    )
    content = render_pdf(html, title="T")
    assert b"secret" not in content
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/EmbeddedFiles" not in (document.Root.get("/Names") or {})


def test_page_gives_the_document_and_makes_it_anew_only_when_something_changed(client):
    network = make_network()
    url = reverse("networks:invitation_pdf", args=[network.slug])
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC), tick=False):
        first = client.get(url)
        again = client.get(url)
        update_network(network, by=coordinator_of(network), invitation_lead="En ny ingress")
        changed = client.get(url)
    assert first["Content-Type"] == "application/pdf"
    assert first.content == again.content
    assert first.content != changed.content


def test_unpublished_invitation_is_for_its_coordinator_only(client, client_for):
    network = make_network(is_published=False)
    url = reverse("networks:invitation_pdf", args=[network.slug])
    assert client.get(url).status_code == 404
    assert client_for(coordinator_of(network)).get(url).status_code == 200
