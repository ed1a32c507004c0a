"""All figures of a network: the matrix of teams and indicators, one indicator of all teams, and everything as a file."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.months import month_of
from accounts.norwegian import count_words, number_word
from accounts.permissions import require
from measurements.permissions import can_lock_figures
from networks.models import Network
from networks.views.doors import network_or_404
from reports.permissions import can_compare_teams
from reports.queries.network_figures import Matrix, TeamCharts, build_matrix, charts_of_network
from reports.queries.network_indicator import NetworkIndicator, network_indicator
from reports.views.figures_file import write_figures
from reports.views.figures_matrix import legend, write_head, write_rows
from reports.views.indicator_page import PERIODS, indicator_page


@require_safe
def network_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every team × every indicator: what each chart says, and which of them say something."""
    network = network_or_404(request, slug)
    require(can_compare_teams(request.user, network))
    teams = charts_of_network(network, request.user, timezone.localdate())
    matrix = build_matrix(teams)
    names = Counter(team.team.name for team in teams)
    context = {
        "network": network,
        "matrix": matrix,
        "sentence": _sentence(matrix),
        "may_lock": can_lock_figures(request.user, network),
        "legend": legend(),
        "head": write_head(matrix, slug),
        "rows": write_rows(matrix, is_twin=frozenset(name for name, count in names.items() if count > 1)),
    }
    return render(request, "reports/network_figures.html", context)


@require_safe
def network_indicator_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One indicator: the sum, every team on one axis, and the funnel of as many months as the address says."""
    months = next((one for one in PERIODS if str(one) == request.GET.get("mnd")), PERIODS[-1])
    network, _teams, found = _found(request, slug, code, months)
    context = {"network": network, "indicator": found.indicator, "page": indicator_page(slug, found, months)}
    return render(request, "reports/network_indicator.html", context)


@require_safe
def network_indicator_csv(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same figures as a file: the sum month by month, then team by team."""
    _network, teams, found = _found(request, slug, code, PERIODS[-1])
    return _as_file(write_figures(teams, found), f"{slug}-{found.indicator.code.lower()}.csv")


@require_safe
def network_figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure this person may see, one a line, for a spreadsheet set up for Norwegian."""
    network = network_or_404(request, slug)
    require(can_compare_teams(request.user, network))
    teams = charts_of_network(network, request.user, timezone.localdate())
    return _as_file(write_figures(teams), f"{slug}-tall.csv")


def _found(
    request: HttpRequest, slug: str, code: str, months: int
) -> tuple[Network, tuple[TeamCharts, ...], NetworkIndicator]:
    """The network, its teams and the indicator, as far as this person may see them; 404 when no team follows it."""
    network = network_or_404(request, slug)
    require(can_compare_teams(request.user, network))
    today = timezone.localdate()
    teams = charts_of_network(network, request.user, today)
    found = network_indicator(
        teams, code.lower(), month_of(today), months=months, baseline_months=network.baseline_months
    )
    if found is None:
        raise Http404
    return network, teams, found


def _as_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sentence(matrix: Matrix) -> str:
    """«14 diagrammer har tall. Tre viser forbedring, ett viser forverring, fem har nådd målet.»"""
    if not matrix.charts:
        return _("Ingen team har levert tall ennå.")
    charts = count_words(matrix.charts, _("diagram"), _("diagrammer"), neuter=True)
    text = _("%(charts)s har tall.") % {"charts": charts[:1].upper() + charts[1:]}
    told = [
        (matrix.improved, _("%(count)s viser forbedring")),
        (matrix.worse, _("%(count)s viser forverring")),
        (matrix.at_goal, _("%(count)s har nådd målet")),
    ]
    parts = [words % {"count": number_word(count, neuter=True)} for count, words in told if count]
    if not parts:
        return _("%(text)s Ingen av dem viser en endring ennå.") % {"text": text}
    return f"{text} {_capital(', '.join(parts))}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
