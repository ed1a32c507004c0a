"""What another team of an open network sees of a team: its charts, nothing about people."""

from datetime import date

from measurements.charts import SMALL
from measurements.queries import figures_of_teams
from networks.models import LearningSession
from reports.queries.team_page.cards import IndicatorCard, indicator_card
from teams.models import Team


def shared_cards(team: Team, sessions: list[LearningSession], today: date) -> list[IndicatorCard]:
    """One card for each indicator; months with fewer than five counted are gaps. Two queries."""
    figures = figures_of_teams({team.pk: team.network_id}, today, sessions=sessions).get(team.pk)
    if figures is None:
        return []
    series = [one.without_small_numbers() for one in figures.series]
    return [
        indicator_card(one.chart(), drawing=one.draw(SMALL, f"i{place}")) for place, one in enumerate(series, start=1)
    ]
