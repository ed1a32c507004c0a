"""The plan as a drawing: its description and its Gantt chart."""

from teams.charts.gantt import WIDTH, draw_plan, plan_alt_text
from teams.charts.rows import PLAN_MARKS, PlanRow, PlanState

__all__ = ["PLAN_MARKS", "WIDTH", "PlanRow", "PlanState", "draw_plan", "plan_alt_text"]
