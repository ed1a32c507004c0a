"""The demo's own pages, under /demo/."""

from django.urls import path

from laeringsnettverk import demo_views

urlpatterns = [
    path("", demo_views.demo_home, name="demo_home"),
    path("logg-inn/", demo_views.demo_sign_in, name="demo_sign_in"),
    path("post/", demo_views.demo_mail_list, name="demo_mail_list"),
    path("post/<str:mail_id>/", demo_views.demo_mail_detail, name="demo_mail_detail"),
]
