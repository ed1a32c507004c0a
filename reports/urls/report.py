"""Addresses of status and final reports."""

from django.urls import path

from reports.views import report, report_list, report_pdf, report_review

REPORT = "rapporter/<int:pk>/"

urlpatterns = [
    path("team/<slug:slug>/rapporter/", report_list.report_list, name="report_list"),
    path("team/<slug:slug>/rapporter/<int:pk>/apne/", report.report_open, name="report_open"),
    path("nettverk/<slug:slug>/rapporter/", report_list.network_report_list, name="network_report_list"),
    path(REPORT, report.report_detail, name="report_detail"),
    path(f"{REPORT}lagre/", report.report_autosave, name="report_autosave"),
    path(f"{REPORT}lever/", report.report_submit, name="report_submit"),
    path(f"{REPORT}returner/", report_review.report_return, name="report_return"),
    path(f"{REPORT}godkjenn/", report_review.report_approve, name="report_approve"),
    path(f"{REPORT}rapport.pdf", report_pdf.report_pdf, name="report_pdf"),
    path(f"{REPORT}versjon/<int:number>.pdf", report_pdf.report_version_pdf, name="report_version_pdf"),
]
