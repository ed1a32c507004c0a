"""What a telleliste puts into the month page, and the question that lets the måleansvarlig confirm it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.norwegian import number_word
from measurements.models import Indicator, Measurement
from measurements.queries.tally import TallyCount
from measurements.views.entry_rows import Answer, EntryRow, Question, RowState, counted_text


def tally_fields(indicator: Indicator, count: TallyCount | None) -> dict[str, str]:
    """What the taps give the fields «n» and «d»: nothing before the first tap, and of a rate the first number only."""
    if count is None or not count.counted:
        return {}
    if indicator.is_percent:
        return {"n": str(count.yes), "d": str(count.counted)}
    return {"n": str(count.yes)}


def tally_answer(row: EntryRow, count: TallyCount | None) -> dict[str, str]:
    """The fields after «Bruk 16 av 20»: the figure, and that it was chosen."""
    counted = tally_fields(row.indicator, count)
    if not counted:
        return {}
    denominator = counted.get("d", row.form.denominator)
    fields = counted | {"ok": f"{counted['n']}/{denominator}"}
    return {f"{row.pk}-{part}": value for part, value in fields.items()}


def ask_about_tally(row: EntryRow, count: TallyCount | None, saved: Measurement | None) -> None:
    """Put the question about a tallied figure into the row, or only say where the figure came from.

    Not asked: what was confirmed or recorded already, and a row that has something else to be settled first.
    """
    counted = tally_fields(row.indicator, count)
    if not counted or row.form.errors or row.is_disputed or row.state is RowState.SKIPPED:
        return
    form = row.form
    numerator, denominator = Decimal(counted["n"]), _decimal(counted.get("d"))
    figure = counted_text(row.indicator, numerator, denominator)
    is_same = form.numerator == numerator and denominator in (None, form.denominator)
    is_settled = form.is_filled and (
        form["ok"].value() == form.pair
        or (saved is not None and (saved.numerator, saved.denominator) == (form.numerator, form.denominator))
    )
    if is_settled or (is_same and not form.is_filled):
        said = _("Fra telleliste: %(figure)s.") if is_same else _("Tellelista har %(figure)s.")
        row.hint = said % {"figure": figure}
        return
    row.state = RowState.LOOK
    row.question = _question(row, count, figure, is_same=is_same)


def _question(row: EntryRow, count: TallyCount, figure: str, *, is_same: bool) -> Question:
    text, confirm = _("Fra telleliste: %(figure)s.") % {"figure": figure}, f"confirm:{row.pk}"
    use = Answer(_("Bruk %(figure)s") % {"figure": figure}, f"tally:{row.pk}")
    apart = ""
    if count.not_applicable:
        apart = _("I tillegg var %(count)s ikke aktuelt.") % {"count": number_word(count.not_applicable, neuter=True)}
    if is_same:
        detail, answers = _("Stemmer det?"), (Answer(_("Ja, det stemmer"), confirm),)
    elif row.form.is_filled:
        mine = counted_text(row.indicator, row.form.numerator, row.form.denominator)
        detail = _("Her står %(mine)s. Hvilket tall skal stå?") % {"mine": mine}
        answers = (use, Answer(_("Behold %(mine)s") % {"mine": mine}, confirm))
    else:
        detail, answers = _("Vil du bruke tallet?"), (use,)
    return Question(text=text, detail=f"{apart} {detail}".strip(), field="n", answers=answers)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
