"""The frame of every page: header, navigation, messages, footer, and the pages shown when something is wrong."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.templatetags.icons import ICONS, MARKS, icon_svg, mark_svg

pytestmark = pytest.mark.urls("tests.frontend.pages")
NAVIGATION = {
    "items": [{"label": "Målinger", "url": "/malinger/", "is_active": True}],
    "name": "Kari <Nordby>",
    "role": "Teamleder",
    "footer": "USHT Akershus",
}


def frame(**values: object) -> str:
    """The base template with some context."""
    return render_to_string("base.html", values)


def test_signed_in_person_has_navigation_and_a_way_out() -> None:
    html = frame(nav=NAVIGATION, request=RequestFactory().get("/"))
    assert html.count('<a href="/malinger/" aria-current="page">Målinger</a>') == 2
    assert "Kari &lt;Nordby&gt;" in html
    assert html.count('<form method="post" action="/account_logout/">') == 2
    assert "Logg inn" not in html


def test_visitor_has_only_the_sign_in_link() -> None:
    html = frame(nav=None, request=RequestFactory().get("/"))
    assert 'href="/account_login/">Logg inn' in html
    assert "<nav" not in html
    assert "Logg ut" not in html


def test_page_without_request_offers_no_sign_in() -> None:
    assert "Logg inn" not in frame()


def test_frame_has_one_main_and_a_skip_link_to_it() -> None:
    html = frame()
    assert html.count("<main ") == 1
    assert 'class="skip-link" href="#innhold"' in html
    assert 'id="innhold"' in html
    assert '<html lang="nb"' in html


def test_messages_are_notes_with_a_mark_by_their_kind() -> None:
    messages = [SimpleNamespace(level_tag=tag, __str__=lambda: "x") for tag in ("success", "warning", "error", "info")]
    html = frame(messages=messages)
    assert html.count('class="note"') == 4
    assert 'role="status"' in html
    assert [html.count(f"mark-{tone}") for tone in ("good", "look", "wrong")] == [1, 1, 1]


def test_demo_says_that_it_is_one() -> None:
    assert 'href="/demo_home/"' in frame(demo=True)
    assert "demo-bar" not in frame(demo=False)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_stands_without_context(name: str) -> None:
    html = render_to_string(name)
    assert html.count("<h1>") == 1
    assert 'href="/">Gå til forsiden' in html


def test_refusal_gives_its_reason_as_text() -> None:
    html = render_to_string("403.html", {"exception": "Bare <teamlederen> kan levere."})
    assert "Bare &lt;teamlederen&gt; kan levere." in html


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'width="20" height="20"' in icon_svg(name, 20)
    assert 'aria-hidden="true"' in icon_svg(name)


@pytest.mark.parametrize("name", MARKS)
def test_mark_has_its_own_colour_also_without_a_style_sheet(name: str) -> None:
    assert 'aria-hidden="true"' in mark_svg(name)
    assert 'color="#' in mark_svg(name)


def test_unknown_icon_is_told_at_once() -> None:
    with pytest.raises(KeyError):
        icon_svg("enhjørning")
