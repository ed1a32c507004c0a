"""Addresses of networks."""

app_name = "networks"

urlpatterns: list = []
