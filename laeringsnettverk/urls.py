"""One include per app, Norwegian path prefixes."""

from allauth.account import views as sign_in
from django.urls import include, path

from laeringsnettverk import views

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
    path("hjelp/", views.help_page, name="help"),
    path("helse/", views.health, name="health"),
    path("komponenter/", views.component_gallery, name="component_gallery"),
    path("demo/", include("laeringsnettverk.demo_urls")),
    # Of allauth only the code by e-mail. It looks its pages up by these names; two of them are one page here.
    path("logg-inn/", sign_in.request_login_code, name="account_login"),
    path("logg-inn/", sign_in.request_login_code, name="account_request_login_code"),
    path("logg-inn/kode/", sign_in.confirm_login_code, name="account_confirm_login_code"),
    path("logg-inn/ny-bruker/", views.account_signup, name="account_signup"),
    path("logg-ut/", sign_in.logout, name="account_logout"),
    path("min-profil/slutt/<str:kind>/<int:pk>/", views.place_leave, name="place_leave"),
    path("", include("accounts.urls")),
    path("", include("networks.urls")),
    path("", include("teams.urls")),
    path("", include("measurements.urls")),
    path("", include("reports.urls")),
]
