"""«Vis verdien av målinger»: worked examples with an exercise each, for everybody who reads charts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measurements.charts import SMALL, render_set, render_svg
from measurements.queries.gallery import Choice, Example, find_example, following, gallery_examples
from measurements.queries.training import lessons_done

# What the address says of the answer: `?svar=2` is the second choice.
ANSWER = "svar"


@require_safe
def gallery_list(request: HttpRequest) -> HttpResponse:
    """All examples as cards, with those ticked off that this person has done."""
    done = lessons_done(request.user)
    cards = [
        (example, render_svg(example.chart, SMALL, f"e{example.number}"), example.slug in done)
        for example in gallery_examples()
    ]
    count = sum(is_done for _example, _drawing, is_done in cards)
    return render(request, "measurements/gallery_list.html", {"cards": cards, "done": count})


@require_safe
def gallery_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One example: the story, the chart and the question; after an answer also what it gets, and what the chart says.

    The answer is part of the address and stored nowhere; that the example is done is stored when the person says so.
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
        "following": following(example),
        "done_at": lessons_done(request.user).get(slug),
        "total": len(gallery_examples()),
    }
    return render(request, "measurements/gallery_detail.html", context)


def _choice(example: Example, number: int | None) -> Choice | None:
    return example.choices[number - 1] if number else None
