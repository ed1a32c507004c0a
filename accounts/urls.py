"""Addresses of invitations and the own profile."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("invitert/<str:token>/", views.invitation_accept, name="invitation_accept"),
    path("min-profil/", views.profile_edit, name="profile_edit"),
]
