"""Addresses of the pages that gather: the task now, the network, the team."""

from django.urls import path

from reports.views import network, network_figures, task, team

urlpatterns = [
    path("min-oppgave/", task.task_now, name="task_now"),
    path("nettverk/<slug:slug>/", network.network_detail, name="network_detail"),
    path("nettverk/<slug:slug>/malinger/", network_figures.network_figures, name="network_figures"),
    path("nettverk/<slug:slug>/malinger/tall.csv", network_figures.network_figures_csv, name="network_figures_csv"),
    path(
        "nettverk/<slug:slug>/malinger/<slug:code>/", network_figures.network_indicator_detail, name="network_indicator"
    ),
    path(
        "nettverk/<slug:slug>/malinger/<slug:code>/tall.csv",
        network_figures.network_indicator_csv,
        name="network_indicator_csv",
    ),
    path("nettverk/<slug:slug>/team/<slug:team_slug>/", team.team_shared, name="team_shared"),
    path("team/<slug:slug>/", team.team_detail, name="team_detail"),
]
