"""Addresses of reports: the pages that gather, and the reports themselves."""

from reports.urls import dashboards, report

app_name = "reports"

urlpatterns = [*dashboards.urlpatterns, *report.urlpatterns]
