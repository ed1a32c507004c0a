"""Documents: the one way to WeasyPrint, and the invitation."""

from networks.pdf.invitation import render_invitation
from networks.pdf.render import PdfUnavailableError, render_pdf

__all__ = ["PdfUnavailableError", "render_invitation", "render_pdf"]
