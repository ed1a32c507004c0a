"""Addresses of measurements. A month is written 2026-10."""

from datetime import date

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.months import format_month_key, parse_month
from measurements import views


class MonthConverter(StringConverter):
    """2026-10 in an address is the first of October 2026."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The month; ValueError, and so no such page, when there is none."""
        month = parse_month(value)
        if month is None:
            raise ValueError(value)
        return month

    def to_url(self, value: date | str) -> str:
        """The month as written in addresses."""
        return format_month_key(value) if isinstance(value, date) else value


register_converter(MonthConverter, "month")

app_name = "measurements"

FIGURES = "team/<slug:slug>/malinger/"
MONTH = "team/<slug:slug>/malinger/<month:month>/"
CHART = "team/<slug:slug>/diagram/<slug:code>/"

urlpatterns = [
    path("team/<slug:slug>/malinger/", views.measurement_list, name="measurement_list"),
    path(f"{FIGURES}import/", views.figures_import, name="figures_import"),
    path(f"{FIGURES}import/se-over/", views.figures_import_review, name="figures_import_review"),
    path(f"{FIGURES}mal.xlsx", views.figures_template, name="figures_template"),
    path(f"{FIGURES}tall.xlsx", views.figures_xlsx, name="figures_xlsx"),
    path(f"{FIGURES}tall.csv", views.figures_csv, name="figures_csv"),
    path("team/<slug:slug>/maleplan/", views.plan_edit, name="plan_edit"),
    path("team/<slug:slug>/utgangspunkt/", views.baseline_edit, name="baseline_edit"),
    path("team/<slug:slug>/utgangspunkt/lim-inn/", views.baseline_paste, name="baseline_paste"),
    path(MONTH, views.month_edit, name="month_edit"),
    path(f"{MONTH}lagre/", views.month_autosave, name="month_autosave"),
    path(f"{MONTH}hopp-over/", views.month_skip, name="month_skip"),
    path(f"{MONTH}las/", views.month_lock, name="month_lock"),
    path(f"{MONTH}apne/", views.month_open, name="month_open"),
    path("team/<slug:slug>/malinger/<slug:code>/<month:month>/", views.measurement_edit, name="measurement_edit"),
    path("team/<slug:slug>/maleplan/avdelinger/", views.unit_edit, name="unit_edit"),
    path("team/<slug:slug>/maleplan/egen/", views.team_indicator_create, name="team_indicator_create"),
    path("team/<slug:slug>/maleplan/egen/<int:pk>/", views.team_indicator_edit, name="team_indicator_edit"),
    path("nettverk/<slug:slug>/indikatorer/", views.network_indicator_list, name="network_indicator_list"),
    path("nettverk/<slug:slug>/indikatorer/<int:pk>/", views.network_indicator_edit, name="network_indicator_edit"),
    path("nettverk/<slug:slug>/las-maneder/", views.network_lock, name="network_lock"),
    path(CHART, views.chart_detail, name="chart_detail"),
    path(f"{CHART}avdeling/<int:pk>/", views.unit_chart, name="unit_chart"),
    path(f"{CHART}stort/", views.chart_screen, name="chart_screen"),
    path(f"{CHART}figur.json", views.chart_figure, name="chart_figure"),
    path(f"{CHART}diagram.svg", views.chart_svg, name="chart_svg"),
    path(f"{CHART}tall.csv", views.chart_csv, name="chart_csv"),
    path(f"{CHART}hendelser/", views.event_list, name="event_list"),
    path(f"{CHART}hendelser/datoer.csv", views.event_csv, name="event_csv"),
    path(f"{CHART}hendelser/<int:pk>/fjern/", views.event_remove, name="event_remove"),
    path(f"{CHART}merknad/", views.annotation_create, name="annotation_create"),
    path(f"{CHART}merknad/<int:pk>/", views.annotation_edit, name="annotation_edit"),
    path(f"{CHART}oppsett/", views.chart_setup, name="chart_setup"),
    path(f"{CHART}oppsett/<int:pk>/angre/", views.chart_change_undo, name="chart_change_undo"),
    path(f"{CHART}del/", views.chart_link_list, name="chart_link_list"),
    path(f"{CHART}del/<int:pk>/stopp/", views.chart_link_revoke, name="chart_link_revoke"),
    path("verdien-av-malinger/", views.gallery_list, name="gallery_list"),
    path("verdien-av-malinger/<slug:slug>/", views.gallery_detail, name="gallery_detail"),
    path("verdien-av-malinger/<slug:slug>/gjort/", views.lesson_done, name="lesson_done"),
    path("nettverk/<slug:slug>/opplaring/", views.network_training, name="network_training"),
    path("delt/<str:token>/", views.shared_chart, name="shared_chart"),
    path("team/<slug:slug>/tellelister/", views.tally_list, name="tally_list"),
    path("team/<slug:slug>/tellelister/ny/", views.tally_create, name="tally_create"),
    path("team/<slug:slug>/tellelister/<int:pk>/", views.tally_detail, name="tally_detail"),
    path("tell/<str:token>/", views.tally_count_page, name="tally_count"),
    path("tell/<str:token>/trykk/", views.tally_taps, name="tally_taps"),
    path("tiltakspakker/<slug:code>/", views.package_detail, name="package_detail"),
]
