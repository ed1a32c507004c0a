"""The one way to WeasyPrint: no address is ever fetched, and the document is tagged (PDF/UA-1)."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

STATIC = settings.BASE_DIR / "static"
STYLE_SHEET = STATIC / "css" / "pdf.css"


class PdfUnavailableError(RuntimeError):
    """No PDF can be made on this machine; the message says why and what to do, for the user."""


class ClosedFetcherError(ValueError):
    """A document asked for an address that is not one of our own files."""


def render_pdf(html: str, *, title: str, extra_css: str = "") -> bytes:
    """Make a tagged A4 document of a page that extends `base_print.html`; half a second of work or more.

    `extra_css` is the name of a style sheet in `static/css/` loaded after `pdf.css`. Raises PdfUnavailableError when the
    text-drawing library Pango is not installed.
    """
    try:
        # Imported here: it costs half a second and needs Pango, which only documents need.
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except OSError as error:
        raise PdfUnavailableError(
            _("Serveren mangler programmet Pango og kan ikke lage PDF. Bruk utskriften fra nettleseren så lenge.")
        ) from error
    fetcher, fonts = _closed_fetcher(), FontConfiguration()
    names = [STYLE_SHEET, *([STATIC / "css" / extra_css] if extra_css else [])]
    sheets = [
        CSS(
            string=path.read_text(encoding="utf-8"),
            base_url=path.as_uri(),
            url_fetcher=fetcher,
            font_config=fonts,
        )
        for path in names
    ]
    page = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=fetcher)
    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "presentational_hints": False}
    document = page.render(stylesheets=sheets, font_config=fonts, **options)
    document.metadata.title = title
    return document.write_pdf(**options)


@cache
def _assets() -> dict[str, bytes]:
    """What a document may use, by address: our fonts. Nothing else exists."""
    return {path.as_uri(): path.read_bytes() for path in sorted((STATIC / "vendor" / "inter").glob("*.woff2"))}


def _closed_fetcher() -> Any:
    """A fetcher that looks addresses up in `_assets` and refuses all else, redirects and data included."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class ClosedFetcher(URLFetcher):
        """Answers from memory only."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            """Give one of our files, or refuse."""
            content = _assets().get(url)
            if content is None:
                raise ClosedFetcherError("Documents use their own files only.")
            return URLFetcherResponse(url, content)

    return ClosedFetcher(allowed_protocols=(), allow_redirects=False)
