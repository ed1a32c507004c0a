"""Addresses of registrations and teams."""

from teams.urls import team

app_name = "teams"

urlpatterns = [*team.urlpatterns]
