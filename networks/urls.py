"""Addresses of networks: the list, the setup, samlinger, packages, the invitation, the outbox."""

from django.urls import path

from networks.views import invitation, members, messages, networks, packages, sessions, setup

app_name = "networks"

urlpatterns = [
    path("nettverk/", networks.network_list, name="network_list"),
    path("nettverk/nytt/", setup.network_create, name="network_create"),
    path("nettverk/<slug:slug>/oppsett/", setup.network_edit, name="network_edit"),
    path("nettverk/<slug:slug>/invitasjon/", invitation.invitation_preview, name="invitation_preview"),
    path("nettverk/<slug:slug>/publiser/", invitation.network_publish, name="network_publish"),
    path("nettverk/<slug:slug>/avslutt/", networks.network_close, name="network_close"),
    path("nettverk/<slug:slug>/gjenapne/", networks.network_reopen, name="network_reopen"),
    path("nettverk/<slug:slug>/folk/", members.member_list, name="member_list"),
    path("nettverk/<slug:slug>/folk/<int:pk>/avslutt/", members.member_end, name="member_end"),
    path("nettverk/<slug:slug>/samlinger/", sessions.session_list, name="session_list"),
    path("nettverk/<slug:slug>/samlinger/<int:number>/", sessions.session_detail, name="session_detail"),
    path("nettverk/<slug:slug>/meldinger/", messages.message_list, name="message_list"),
    path("nettverk/<slug:slug>/meldinger/<int:pk>/send-igjen/", messages.message_resend, name="message_resend"),
    path("tiltakspakker/", packages.package_list, name="package_list"),
    path("invitasjoner/<slug:slug>/", invitation.invitation_detail, name="invitation_detail"),
    path("invitasjoner/<slug:slug>/invitasjon.pdf", invitation.invitation_pdf, name="invitation_pdf"),
]
