"""The team's page, and what other teams may see of it."""

from reports.queries.team_page.cards import IndicatorCard, empty_card, indicator_card, verdict_text
from reports.queries.team_page.page import PlanBox, TeamPage, team_page
from reports.queries.team_page.shared import shared_cards

__all__ = [
    "IndicatorCard",
    "PlanBox",
    "TeamPage",
    "empty_card",
    "indicator_card",
    "shared_cards",
    "team_page",
    "verdict_text",
]
