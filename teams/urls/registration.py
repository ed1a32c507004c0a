"""Addresses of the påmeldingsskjema, for municipalities and for coordinators."""

from django.urls import path

from teams.views import registration, registration_desk

urlpatterns = [
    path("invitasjoner/<slug:slug>/meld-pa/", registration.registration_start, name="registration_start"),
    path("pamelding/<str:token>/", registration.registration_receipt, name="registration_receipt"),
    path("pamelding/<str:token>/lagre/", registration.registration_autosave, name="registration_autosave"),
    path("pamelding/<str:token>/trekk/", registration.registration_withdraw, name="registration_withdraw"),
    path("pamelding/<str:token>/<str:step>/", registration.registration_step, name="registration_step"),
    path("nettverk/<slug:slug>/pameldinger/", registration_desk.registration_list, name="registration_list"),
    path("nettverk/<slug:slug>/pameldinger/ny/", registration_desk.registration_create, name="registration_create"),
    path(
        "nettverk/<slug:slug>/pameldinger/<int:pk>/", registration_desk.registration_detail, name="registration_detail"
    ),
    path(
        "nettverk/<slug:slug>/pameldinger/<int:pk>/kontakt/",
        registration_desk.registration_contact,
        name="registration_contact",
    ),
    path(
        "nettverk/<slug:slug>/pameldinger/<int:pk>/godkjenn/",
        registration_desk.registration_approve,
        name="registration_approve",
    ),
    path(
        "nettverk/<slug:slug>/pameldinger/<int:pk>/avsla/",
        registration_desk.registration_decline,
        name="registration_decline",
    ),
]
