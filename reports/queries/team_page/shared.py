"""What another team of an open network sees of a team: its charts, nothing about people."""

from datetime import date

from django.urls import reverse

from measurements.charts import SMALL
from measurements.queries import figures_of_teams
from networks.models import LearningSession
from reports.queries.team_page.cards import IndicatorCard, indicator_card
from teams.models import Team


def shared_cards(team: Team, sessions: list[LearningSession], today: date) -> list[IndicatorCard]:
    """One card for each indicator but the team's own; months with fewer than five counted are hidden. Two queries."""
    figures = figures_of_teams({team.pk: team.network_id}, today, sessions=sessions).get(team.pk)
    if figures is None:
        return []
    series = [one.without_small_numbers() for one in figures.series if one.indicator.owner_team_id is None]
    return [
        indicator_card(
            one.chart(),
            drawing=one.draw(f"i{place}", SMALL),
            url=reverse("measurements:chart_detail", args=[team.slug, one.indicator.code.lower()]),
        )
        for place, one in enumerate(series, start=1)
    ]
