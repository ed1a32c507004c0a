"""«Vis verdien av målinger»: worked examples with an exercise each, for everybody who reads charts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measurements.charts import SMALL, render_set, render_svg
from measurements.queries.gallery import Choice, Example, find_example, gallery_examples

# What the address says of the answer: `?svar=2` is the second choice.
ANSWER = "svar"


@require_safe
def gallery_list(request: HttpRequest) -> HttpResponse:
    """All examples as cards."""
    cards = [(example, render_svg(example.chart, SMALL, f"e{example.number}")) for example in gallery_examples()]
    return render(request, "measurements/gallery_list.html", {"cards": cards})


@require_safe
def gallery_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One example: the story, the chart and the question; after an answer also what it gets, and what the chart says.

    The answer is part of the address and stored nowhere.
    """
    example = find_example(slug)
    if example is None:
        raise Http404
    choices = list(enumerate(example.choices, start=1))
    number = next((number for number, _choice in choices if str(number) == request.GET.get(ANSWER)), None)
    context = {
        "example": example,
        "drawing": render_set(example.chart, "eksempel"),
        "choices": choices,
        "number": number,
        "choice": _choice(example, number),
        "is_unanswered": "vurder" in request.GET and number is None,
        "reading": example.chart.reading,
        "following": _following(example),
        "total": len(gallery_examples()),
    }
    return render(request, "measurements/gallery_detail.html", context)


def _choice(example: Example, number: int | None) -> Choice | None:
    return example.choices[number - 1] if number else None


def _following(example: Example) -> Example | None:
    """The next one, None after the last."""
    return next((one for one in gallery_examples() if one.number == example.number + 1), None)
