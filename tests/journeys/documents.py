"""Documents as the reader gets them: fetched with the person's own session, opened, and asked for what they promise."""

from io import BytesIO

import pikepdf

from tests.journeys.visiting import Visitor


def read_pdf(visitor: Visitor, address: str) -> pikepdf.Pdf:
    """The document at this address; it must be tagged, Norwegian and declare PDF/UA-1."""
    answer = visitor.page.request.get(address)
    assert answer.status == 200, f"{address}: {answer.status}"
    assert answer.headers["content-type"] == "application/pdf"
    pdf = pikepdf.open(BytesIO(answer.body()))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("nb")
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    return pdf


def headings_of(pdf: pikepdf.Pdf) -> list[str]:
    """The headings, from the bookmarks."""
    found = []

    def collect(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            found.append(item.title)
            collect(item.children)

    with pdf.open_outline() as outline:
        collect(outline.root)
    return found
