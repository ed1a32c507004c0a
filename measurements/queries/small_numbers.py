"""Small numbers: what is shown of a team's figures outside the team. Pure, and asked by every page, file and drawing.

What is hidden. A team's figure of one month is small when fewer than five were counted: its denominator, or, where the
indicator has none, the figure itself. It could point at a person, so outside the team it is «færre enn 5»: neither
numerator, denominator nor value is shown, only that something is hidden.

Why it cannot be computed back. A sum that had the hidden figure in it would give it away: subtract the figures that are
shown, and one's own. Hiding the next smallest too would not do, for each team knows its own; and sums of several months
(the funnel) overlap with the months. So **no small figure is part of any sum**: a sum is of the figures that are shown,
and says of how many teams. Whatever is published outside the team is then the same whatever the hidden figures are, and
no arithmetic, period, indicator or pact between teams can find them; `tests/measurements/test_small_numbers.py` attacks it.

Where single teams are not shown at all, a sum of two would tell each the other's figure. So a sum of fewer than three teams
is not shown anywhere. (Who is in two of three teams can work out the third's figure; it is never a small one.)

Those who see the teams themselves — coordinator, arrangementsteam and fagekspert, by the role matrix — read the full
figures on the teams' own pages, and get full sums: `is_inside`.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

# Fewer counted than this could point at a person.
SMALLEST_SHARED = 5
# From the sum of two, each team can work out the other's figure.
FEWEST_TEAMS = 3

Number = int | Decimal


class Counted(NamedTuple):
    """What one team counted in a month or a longer period. denominator: None where the indicator has none."""

    numerator: Number
    denominator: Number | None


class TeamsSum(NamedTuple):
    """Σ teller and Σ nevner of several teams, both None when the sum is not shown.

    teams: how many are in it. left_out: how many counted too few to be in it.
    """

    numerator: Number | None
    denominator: Number | None
    teams: int
    left_out: int

    @property
    def is_hidden(self) -> bool:
        """Tell whether there is something that is not shown."""
        return self.numerator is None


def is_small(numerator: Number | None, denominator: Number | None) -> bool:
    """Tell whether this figure is hidden outside its team; what was never measured hides nothing."""
    if numerator is None:
        return False
    return (numerator if denominator is None else denominator) < SMALLEST_SHARED


def sum_teams(figures: Iterable[Counted], *, is_inside: bool = False) -> TeamsSum:
    """The sum of what teams counted in the same month: of all for those who see the teams, else of what is shown."""
    counted = list(figures)
    shown = counted if is_inside else [one for one in counted if not is_small(*one)]
    left_out = len(counted) - len(shown)
    if not shown or (len(shown) < FEWEST_TEAMS and not is_inside):
        return TeamsSum(None, None, len(shown), left_out)
    under = [one.denominator for one in shown if one.denominator is not None]
    return TeamsSum(sum(one.numerator for one in shown), sum(under) if under else None, len(shown), left_out)


def sum_months(figures: Iterable[Counted], *, is_inside: bool = False) -> Counted | None:
    """One team's sum over several months, of what is shown of them; None when that is nothing."""
    shown = [one for one in figures if is_inside or not is_small(*one)]
    if not shown:
        return None
    under = [one.denominator for one in shown if one.denominator is not None]
    return Counted(sum(one.numerator for one in shown), sum(under) if under else None)
