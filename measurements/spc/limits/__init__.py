"""Centre line and 3-sigma limits of one phase: one module a family of charts, each formula in its module's docstring."""

from collections.abc import Callable

from measurements.spc.limits.individuals import individuals, individuals_by_size, moving_range
from measurements.spc.limits.part import Lines, Part
from measurements.spc.limits.rare_events import cases_between, time_between
from measurements.spc.limits.shares_and_rates import count, rate, rate_prime, share, share_prime
from measurements.spc.limits.subgroups import subgroup_deviations, subgroup_means
from measurements.spc.series import ChartType

__all__ = ["LINES", "Lines", "Part"]


def run_chart(part: Part) -> Lines:
    """The run chart: CL = median(y), the mean of the two middle values for an even number; no limits."""
    return Lines(*part.given(part.median()))


LINES: dict[ChartType, Callable[[Part], Lines]] = {
    ChartType.RUN: run_chart,
    ChartType.I: individuals,
    ChartType.MR: moving_range,
    ChartType.P: share,
    ChartType.PP: share_prime,
    ChartType.U: rate,
    ChartType.UP: rate_prime,
    ChartType.C: count,
    ChartType.G: cases_between,
    ChartType.T: time_between,
    ChartType.XBAR: subgroup_means,
    ChartType.S: subgroup_deviations,
    ChartType.IP: individuals_by_size,
}
