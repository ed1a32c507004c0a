"""Addresses of sign-in, invitations and the own profile."""
urlpatterns: list = []
