"""The one way to WeasyPrint: no address is ever fetched, and the document is tagged (PDF/UA-1)."""

from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.templatetags.icons import MARKS, brand_svg, mark_svg

STATIC = settings.BASE_DIR / "static"
STYLE_SHEET = STATIC / "css" / "pdf.css"


class PdfUnavailableError(RuntimeError):
    """No PDF can be made on this machine; the message says why and what to do, for the user."""


class ClosedFetcherError(ValueError):
    """A document asked for an address that is not one of our own files."""


# Fonts and parsed style sheets are kept, and Pango draws with kept fonts in one thread at a time.
_DRAWING = Lock()


def render_pdf(html: str, *, title: str, extra_css: str = "") -> bytes:
    """Make a tagged A4 document of a page that extends `base_print.html`; half a second of work or more.

    `extra_css` is the name of a style sheet in `static/css/` loaded after `pdf.css`. Raises PdfUnavailableError when the
    text-drawing library Pango is not installed.
    """
    try:
        # Imported here: it costs half a second and needs Pango, which only documents need.
        from weasyprint import HTML  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailableError(
            _("Serveren mangler programmet Pango og kan ikke lage PDF. Bruk utskriften fra nettleseren så lenge.")
        ) from error
    paths = [STYLE_SHEET, *([STATIC / "css" / extra_css] if extra_css else [])]
    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "presentational_hints": False}
    with _DRAWING:
        sheets, fonts = _style(tuple((str(path), path.stat().st_mtime_ns) for path in paths))
        page = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=_closed_fetcher())
        document = page.render(stylesheets=sheets, font_config=fonts, **options)
        document.metadata.title = title
        return document.write_pdf(**options)


@lru_cache(maxsize=4)
def _style(files: tuple[tuple[str, int], ...]) -> tuple[list[Any], Any]:
    """The style sheets and the fonts they bring: unpacking those takes as long as a document of six pages.

    `files` is path and time of change, so that an edited style sheet counts at once.
    """
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts, fetcher = FontConfiguration(), _closed_fetcher()
    sheets = [
        CSS(
            string=path.read_text(encoding="utf-8"),
            base_url=path.as_uri(),
            url_fetcher=fetcher,
            font_config=fonts,
        )
        for path in (Path(name) for name, _changed in files)
    ]
    return sheets, fonts


@cache
def _assets() -> dict[str, tuple[bytes, str]]:
    """What a document may use, by address, with its type: our fonts, marks and logo. Nothing else exists.

    Style sheets lay marks and logo as backgrounds (`nett:mark-done.svg`): so they are decoration, and need no alt text.
    """
    fonts = sorted((STATIC / "vendor" / "inter").glob("*.woff2"))
    assets = {path.as_uri(): (path.read_bytes(), "font/woff2") for path in fonts}
    drawings = {f"mark-{name}": mark_svg(name, 20) for name in MARKS} | {"logo": brand_svg(34, True)}
    for name, drawing in drawings.items():
        svg = drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        assets[f"nett:{name}.svg"] = (svg.encode(), "image/svg+xml")
    return assets


def _closed_fetcher() -> Any:
    """A fetcher that looks addresses up in `_assets` and refuses all else, redirects and data included."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class ClosedFetcher(URLFetcher):
        """Answers from memory only."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            """Give one of our files, or refuse."""
            if url not in _assets():
                raise ClosedFetcherError("Documents use their own files only.")
            content, kind = _assets()[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return ClosedFetcher(allowed_protocols=(), allow_redirects=False)
