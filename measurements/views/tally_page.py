"""The telleliste as the ward sees it: big buttons, an undo, and how far they have come. No account, and no cookie."""

import json
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from measurements.models import TallySheet, Tap
from measurements.queries.tally import find_tally_sheet, tally_count
from measurements.services import TallyClosedError, TapEntry, TapResult, record_taps
from measurements.views.secret_pages import LinkGone, secret_page
from measurements.views.tally_words import tally_title, tally_words

UNDO = "undo"
# So many taps a phone sends at once; the rest of its queue comes with the next request.
MOST_AT_ONCE = 100


# Nothing is allowed by a cookie here, so nobody can act in another's name: only the address opens the list.
@csrf_exempt
@secret_page
@require_http_methods(["GET", "POST"])
def tally_count_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the list; a tap without JavaScript is a form sent here."""
    sheet = _sheet(token)
    if request.method == "POST":
        return _tap(request, sheet, token)
    last = _last_tap(request, sheet)
    count = tally_count(sheet)
    context = {
        "sheet": sheet,
        "indicator": sheet.planned_indicator.indicator,
        "team": sheet.planned_indicator.plan.team,
        "month": tally_title(sheet),
        "token": token,
        "count": count,
        "words": tally_words(sheet, count),
        "tap": uuid.uuid4(),
        "last": last,
        "answers": _answers(sheet),
    }
    return render(request, "measurements/tally_count.html", context)


@csrf_exempt
@secret_page
@require_POST
def tally_taps(request: HttpRequest, token: str) -> JsonResponse:
    """Receive the taps a phone has kept, in order; none at all asks how far the list has come."""
    sheet = _sheet(token)
    entries = _entries(request)
    if entries is None:
        return JsonResponse({"message": _("Trykkene kunne ikke leses.")}, status=400)
    result = _record(sheet, entries)
    words = tally_words(sheet, result.count)
    return JsonResponse(
        {
            "yes": result.count.yes,
            "no": result.count.no,
            "none": result.count.not_applicable,
            "refused": [str(tap) for tap in result.refused],
            "is_full": words.is_full,
        }
    )


def _sheet(token: str) -> TallySheet:
    sheet = find_tally_sheet(token, timezone.now())
    if sheet is None:
        raise LinkGone
    return sheet


def _record(sheet: TallySheet, entries: list[TapEntry]) -> TapResult:
    if not entries:
        return TapResult(tally_count(sheet), ())
    try:
        return record_taps(sheet, taps=entries)
    except TallyClosedError as error:
        raise LinkGone from error


def _tap(request: HttpRequest, sheet: TallySheet, token: str) -> HttpResponse:
    """One tap, or an undo of the last; then the page as it is now, which remembers the tap in its address."""
    entry = _entry({"id": request.POST.get("tap"), "answer": request.POST.get("answer")})
    page = redirect("measurements:tally_count", token=token)
    if entry is None:
        return page
    result = _record(sheet, [entry])
    if entry.answer is not None and not result.refused:
        page["Location"] += f"?siste={entry.token}&svar={entry.answer}"
    return page


def _entries(request: HttpRequest) -> list[TapEntry] | None:
    """The taps of the body; None when it has another shape than ours."""
    try:
        sent = json.loads(request.body)["taps"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        return None
    entries = [_entry(tap) for tap in sent]
    return None if None in entries else entries


def _entry(sent: Any) -> TapEntry | None:
    if not isinstance(sent, dict):
        return None
    try:
        token = uuid.UUID(str(sent.get("id")))
        return TapEntry(token, None if sent.get("answer") == UNDO else Tap.Answer(sent.get("answer")))
    except ValueError:
        return None


def _last_tap(request: HttpRequest, sheet: TallySheet) -> Tap | None:
    """The tap this phone made a moment ago, while it counts."""
    try:
        token = uuid.UUID(request.GET.get("siste", ""))
    except ValueError:
        return None
    return sheet.taps.filter(token=token, is_undone=False).first()


def _answers(sheet: TallySheet) -> list[tuple[str, str]]:
    """The buttons: value and text."""
    if sheet.is_yes_or_no:
        return [(answer.value, answer.label) for answer in Tap.Answer]
    return [(Tap.Answer.YES.value, "+1")]
