"""Addresses of registrations and teams."""

from teams.urls import registration, team

app_name = "teams"

urlpatterns = [*registration.urlpatterns, *team.urlpatterns]
