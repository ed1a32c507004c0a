"""The product's addresses, and the floor."""

from django.urls import include, path

from benchmarks.floor import floor

urlpatterns = [path("gulv/", floor), path("", include("laeringsnettverk.urls"))]
