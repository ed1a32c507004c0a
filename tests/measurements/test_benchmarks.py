"""What `make bench` measures still fits the code: it runs seldom, so nobody else would notice."""

from accounts.models import User
from benchmarks.figures import ROWS, wide_plan, with_figures
from measurements.spreadsheets.rows import recorded_rows
from teams.models import Team
from tests.factories.measurements import make_indicator, make_plan


def test_ten_thousand_figures_are_written_as_rows(team: Team, people: dict[str, User]) -> None:
    indicators = [make_indicator(team.change_package, code=f"SAM-X{number}") for number in range(20)]
    make_plan(team, *indicators)
    full = with_figures(wide_plan(team, people["Ingrid"]))
    assert sum(1 for _row in recorded_rows(full)) == ROWS
