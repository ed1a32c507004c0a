"""The pages of measurements."""

from measurements.views.annotations import annotation_create, annotation_edit
from measurements.views.baseline import baseline_edit
from measurements.views.baseline_paste import baseline_paste
from measurements.views.chart_setup import chart_change_undo, chart_setup
from measurements.views.charts import chart_csv, chart_detail, chart_figure, chart_screen, chart_svg, unit_chart
from measurements.views.corrections import measurement_edit
from measurements.views.entry import month_autosave, month_edit
from measurements.views.events import event_csv, event_list, event_remove
from measurements.views.exports import figures_csv, figures_template, figures_xlsx
from measurements.views.gallery import gallery_detail, gallery_list
from measurements.views.imports import figures_import, figures_import_review
from measurements.views.lists import measurement_list
from measurements.views.locks import month_lock, month_open, network_lock
from measurements.views.network_indicators import network_indicator_edit, network_indicator_list
from measurements.views.packages import package_detail
from measurements.views.plans import plan_edit
from measurements.views.sharing import chart_link_list, chart_link_revoke, shared_chart
from measurements.views.skips import month_skip
from measurements.views.tallies import tally_create, tally_detail, tally_list
from measurements.views.tally_page import tally_count_page, tally_taps
from measurements.views.team_indicators import team_indicator_create, team_indicator_edit
from measurements.views.training import lesson_done, network_training
from measurements.views.units import unit_edit

__all__ = [
    "annotation_create",
    "annotation_edit",
    "baseline_edit",
    "baseline_paste",
    "chart_change_undo",
    "chart_csv",
    "chart_detail",
    "chart_figure",
    "chart_link_list",
    "chart_link_revoke",
    "chart_screen",
    "chart_setup",
    "chart_svg",
    "event_csv",
    "event_list",
    "event_remove",
    "figures_csv",
    "figures_import",
    "figures_import_review",
    "figures_template",
    "figures_xlsx",
    "gallery_detail",
    "gallery_list",
    "lesson_done",
    "measurement_edit",
    "measurement_list",
    "month_autosave",
    "month_edit",
    "month_lock",
    "month_open",
    "month_skip",
    "network_indicator_edit",
    "network_indicator_list",
    "network_lock",
    "network_training",
    "package_detail",
    "plan_edit",
    "shared_chart",
    "tally_count_page",
    "tally_create",
    "tally_detail",
    "tally_list",
    "tally_taps",
    "team_indicator_create",
    "team_indicator_edit",
    "unit_chart",
    "unit_edit",
]
