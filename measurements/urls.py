"""Addresses of measurements."""

app_name = "measurements"

urlpatterns: list = []
