"""One indicator's card on the month page: fields, result, spark line, sentence and what to look at."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_month, format_month_short, format_time
from measurements.charts import SPARK_ENTRY, Preview, render_svg
from measurements.charts.numbers import number as written
from measurements.forms import EntryRowForm
from measurements.models import Indicator, Measurement
from measurements.queries.oddities import Oddity, find_odd
from measurements.queries.series import IndicatorSeries
from measurements.spc import Point, format_number, format_value
from measurements.views.odd_texts import odd_texts


class RowState(StrEnum):
    """What is left to do with a row."""

    DONE = "done"
    SKIPPED = "skipped"
    LOOK = "look"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a question: its text, and the action the form sends."""

    text: str
    action: str


@dataclass(frozen=True, slots=True)
class Question:
    """A soft warning: what is asked, what is usual, which field it is about, the answers, and whether to say why."""

    text: str
    detail: str
    field: str
    answers: tuple[Answer, ...]
    asks_comment: bool = False


@dataclass(slots=True)
class EntryRow:
    """Everything that is written of one indicator."""

    pk: int
    number: str
    indicator: Indicator
    name: str
    form: EntryRowForm
    between: str
    state: RowState
    value: str
    previous: str
    spark: SafeString
    lead: str
    sentence: str
    hint: str
    question: Question | None

    @property
    def is_disputed(self) -> bool:
        """Tell whether somebody else's figure stands beside the one typed here, and one of them must be chosen."""
        return self.question is not None and self.question.answers[0].action.startswith("theirs:")

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(field id, message) of what must be rectified."""
        return [
            (self.form[name].auto_id, message) for name in ("n", "d", "c") for message in self.form.errors.get(name, [])
        ]


def build_row(
    item: IndicatorSeries, month: date, number: str, form: EntryRowForm, saved: Measurement | None, prefill: str
) -> EntryRow:
    """Work out the row from its bound form, what is saved, and where the prefilled denominator came from."""
    indicator = item.indicator
    form.is_valid()
    row = EntryRow(
        pk=item.planned_indicator.pk,
        number=number,
        indicator=indicator,
        name=item.planned_indicator.title,
        form=form,
        between=_("av") if indicator.is_percent else _("per"),
        state=RowState.MISSING,
        value="–",
        previous=_previous(item, month),
        spark=SafeString(""),
        lead="",
        sentence="",
        hint=prefill,
        question=None,
    )
    preview = None
    if form.errors:
        row.state = RowState.WRONG
    elif form.is_filled:
        preview = _fill(row, item, month, saved)
    elif saved and saved.is_skipped and form.is_empty:
        row.state = RowState.SKIPPED
        row.lead = _("Hoppes over.")
        row.sentence = saved.skip_reason
        row.hint = _("Har dere tall likevel, skriver du dem inn.")
    row.spark = render_svg(item.chart(preview), SPARK_ENTRY, f"s{row.pk}")
    _ask_about_theirs(row, saved)
    return row


def _fill(row: EntryRow, item: IndicatorSeries, month: date, saved: Measurement | None) -> Preview | None:
    """Write result and sentence of a complete figure; the value to draw, unless it is drawn already."""
    form, indicator = row.form, item.indicator
    numerator, denominator = form.numerator, form.denominator
    with_it = item.with_value(month, _plain(numerator), _plain(denominator))
    position = next(at for at, point in enumerate(with_it.series.points) if point.period == month)
    value = with_it.analysis.points[position].value
    row.value = figure_text(indicator, value)
    counted = counted_text(indicator, numerator, denominator)
    row.lead = _("%(figure)s er lagret.") % {"figure": counted}
    row.sentence = with_it.reading.sentence
    row.hint = ""
    row.state = RowState.DONE
    odd = find_odd(item, month, numerator, denominator)
    if odd and not form.is_confirmed:
        row.state = RowState.LOOK
        row.question = _question(row.pk, indicator, odd)
    is_saved = saved is not None and (saved.numerator, saved.denominator) == (numerator, denominator)
    return None if is_saved else Preview(month, float(value))


def counted_text(indicator: Indicator, numerator: Decimal, denominator: Decimal | None) -> str:
    """«16 av 20», «5 per 900» or «7», exactly as counted."""
    if denominator is None:
        return written(numerator, 2)
    between = _("av") if indicator.is_percent else _("per")
    return f"{written(numerator, 2)} {between} {written(denominator, 2)}"


def figure_text(indicator: Indicator, value: float) -> str:
    """The plotted value beside its fields: «80 %», or «4,3» where the unit is a phrase."""
    return format_value(value, "%") if indicator.is_percent else format_number(value)


def entered_when(at: datetime, today: date) -> str:
    """«klokka 14.20» today, else «3. november»."""
    local = format_date(at, year=False)
    if local == format_date(today, year=False):
        return _("klokka %(time)s") % {"time": format_time(at)}
    return local


def _plain(number: Decimal | None) -> int | Decimal | None:
    if number is None:
        return None
    return int(number) if number == int(number) else number


def _previous(item: IndicatorSeries, month: date) -> str:
    """«sep. 70 %»: the latest figure before this month."""
    earlier = [point for point in item.analysis.points if point.period < month and point.value is not None]
    if not earlier:
        return ""
    last = earlier[-1]
    return f"{format_month_short(last.period)} {figure_text(item.indicator, last.value)}"


def last_counted(item: IndicatorSeries, month: date) -> Point | None:
    """The latest earlier month with a denominator."""
    earlier = [point for point in item.series.points if point.period < month and point.denominator is not None]
    return earlier[-1] if earlier else None


def prefill_text(indicator: Indicator, point: Point) -> str:
    """«117 brukere er hentet fra september. Rett om tallet er endret.»"""
    return _("%(number)s %(noun)s er hentet fra %(month)s. Rett om tallet er endret.") % {
        "number": format_number(point.denominator),
        "noun": indicator.counted_noun or indicator.denominator_label.lower(),
        "month": format_month(point.period, year=False),
    }


def _question(pk: int, indicator: Indicator, odd: Oddity) -> Question:
    text, detail = odd_texts(indicator, odd)
    answers = [Answer(_("Ja, det stemmer"), f"confirm:{pk}")]
    if odd.suggestion is not None:
        number = format_number(odd.suggestion)
        answers.append(
            Answer(_("Rett til %(number)s") % {"number": number}, f"set:{pk}:{odd.field}:{odd.suggestion:f}")
        )
    return Question(
        text=text,
        detail=_("%(detail)s Skriv gjerne hvorfor i kommentaren. Du kan levere likevel.") % {"detail": detail},
        field=odd.field,
        answers=tuple(answers),
        asks_comment=True,
    )


def _ask_about_theirs(row: EntryRow, saved: Measurement | None) -> None:
    """Show both figures when somebody else saved another one after this page was opened."""
    form = row.form
    if saved is None or form.is_empty or not form.is_filled:
        return
    if form.cleaned_data.get("seen") == saved.version or (saved.numerator, saved.denominator) == (
        form.numerator,
        form.denominator,
    ):
        return
    mine = counted_text(row.indicator, form.numerator, form.denominator)
    who = saved.recorded_by.name if saved.recorded_by else _("Noen andre")
    if saved.is_skipped:
        theirs = _("hoppet over: %(reason)s") % {"reason": saved.skip_reason}
    else:
        theirs = counted_text(row.indicator, saved.numerator, saved.denominator)
    row.state = RowState.LOOK
    row.question = Question(
        text=_("%(who)s har registrert %(theirs)s.") % {"who": who, "theirs": theirs},
        detail=_("Du skrev %(mine)s. Hvilket tall skal stå?") % {"mine": mine},
        field="n",
        answers=(
            Answer(_("Behold %(theirs)s") % {"theirs": theirs}, f"theirs:{row.pk}"),
            Answer(_("Bruk %(mine)s") % {"mine": mine}, f"mine:{row.pk}"),
        ),
    )
