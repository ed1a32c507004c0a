"""Writes the month page's rows: one pass in Python, because a form field of template tags costs twenty of text.

Autosave sends the same result and note, so that the page looks alike however it came there.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.templatetags.icons import mark_svg
from measurements.forms import number_keyboard
from measurements.models import Indicator
from measurements.views.entry_rows import EntryRow, Question, RowState


def write_rows(rows: Iterable[EntryRow]) -> SafeString:
    """Each indicator as a card with its fields."""
    # Safe, here and below: every text that people write is escaped where it is put in.
    return mark_safe("\n".join([_row(row) for row in rows]))


def write_result(row: EntryRow) -> SafeString:
    """The drawing and the figure beside the fields."""
    return mark_safe(
        f'<div class="entry-spark">{row.spark}</div>\n'
        f'<p class="entry-result"><span class="figure">{escape(row.value)}</span>{escape(row.previous)}</p>'
    )


def write_note(row: EntryRow) -> SafeString:
    """What is wrong, what is asked, or what the figure says; and where a prefilled number came from."""
    out = []
    for target, message in row.errors:
        said = f'<span class="visually-hidden">{escape(_("Feil:"))} </span>{escape(message)}'
        out.append(f'<p class="error" id="{target}_error">{mark_svg("late")}<span>{said}</span></p>\n')
    if row.question:
        out.append(_question(row.question))
    elif row.lead:
        mark = mark_svg("none" if row.state is RowState.SKIPPED else "done", 18)
        said = f"<strong>{escape(row.lead)}</strong> {escape(row.sentence)}"
        out.append(f'<div class="entry-saying">{mark}<p>{said}</p></div>\n')
    if row.hint:
        out.append(f'<p class="quiet entry-hint">{escape(row.hint)}</p>')
    return mark_safe("".join(out))


def _row(row: EntryRow) -> str:
    pk, indicator = row.pk, row.indicator
    name = escape(row.name)
    single = "" if indicator.has_denominator else " number-single"
    details = f"{_comment(row)}{_help(indicator, name)}"
    return (
        f'<section class="card entry" id="rad-{pk}" data-row="{pk}" data-state="{row.state}" '
        f'aria-labelledby="navn-{pk}">\n'
        f'  <div class="entry-text"><p class="small">{escape(row.number)}</p><h2 id="navn-{pk}">{name}</h2>'
        f'<p class="entry-summary">{escape(indicator.summary)}</p></div>\n'
        f'  <div class="number-pair{single}">{_fields(row)}{_hidden(row, "seen")}{_hidden(row, "ok")}</div>\n'
        f'  <div class="entry-outcome" data-part="result">{write_result(row)}</div>\n'
        f'  <div class="entry-wide entry-foot"><div class="entry-note" data-part="note">{write_note(row)}</div>\n'
        f'  <div class="entry-more">{details}</div></div>\n'
        "</section>"
    )


def _fields(row: EntryRow) -> str:
    indicator = row.indicator
    fields = _field(row, "n", indicator.numerator_label)
    if not indicator.has_denominator:
        return fields
    return f'{fields}<span class="between">{escape(row.between)}</span>{_field(row, "d", indicator.denominator_label)}'


def _field(row: EntryRow, part: str, label: str) -> str:
    name = f"{row.pk}-{part}"
    mode = number_keyboard(has_decimals=row.indicator.has_decimals, is_signed=row.indicator.is_signed)
    look = " input-look" if row.question and row.question.field == part else ""
    wrong = f' aria-invalid="true" aria-describedby="id_{name}_error"' if part in row.form.errors else ""
    return (
        f'<div class="ds-field"><label for="id_{name}">{escape(label)}</label>'
        f'<input type="text" name="{name}"{_value(row, name)} class="ds-input{look}" id="id_{name}" '
        f'inputmode="{mode}" autocomplete="off" enterkeyhint="next"{wrong}></div>'
    )


def _hidden(row: EntryRow, part: str) -> str:
    name = f"{row.pk}-{part}"
    return f'<input type="hidden" name="{name}"{_value(row, name)} id="id_{name}">'


def _value(row: EntryRow, name: str) -> str:
    """What stands in a field, exactly as it was typed."""
    typed = row.form.data.get(name, "")
    return f' value="{escape(typed)}"' if typed else ""


def _question(question: Question) -> str:
    answers = "".join(
        [
            f'<button class="ds-button" data-variant="secondary" name="action" value="{escape(answer.action)}">'
            f"{escape(answer.text)}</button>"
            for answer in question.answers
        ]
    )
    return (
        f'<div class="warning-box">{mark_svg("look", 18)}<p><strong>{escape(question.text)}</strong> '
        f'{escape(question.detail)}</p>\n  <div class="actions">{answers}</div></div>\n'
    )


def _comment(row: EntryRow) -> str:
    """What is worth knowing about the figure: folded away until it is asked for."""
    name = f"{row.pk}-c"
    is_asked = row.question is not None and row.question.asks_comment
    is_wrong = "c" in row.form.errors
    shown = " open" if is_asked or is_wrong or row.form.data.get(name) else ""
    wrong = f' aria-invalid="true" aria-describedby="id_{name}_error"' if is_wrong else ""
    return (
        f'<details class="more entry-help" data-comment{shown}><summary>{escape(_("Kommentar"))}'
        f'<span class="visually-hidden">, {escape(row.name)}</span></summary><div class="ds-field">'
        f'<label for="id_{name}">{escape(row.form["c"].label)}</label>'
        f'<input type="text" name="{name}"{_value(row, name)} class="ds-input" id="id_{name}" maxlength="300" '
        f'autocomplete="off"{wrong}></div></details>'
    )


def _help(indicator: Indicator, name: str) -> str:
    """How to count, folded away."""
    if not indicator.how_to_count:
        return ""
    return (
        f'<details class="more entry-help"><summary>{escape(_("Slik teller dere"))}<span class="visually-hidden">, '
        f"{name}</span></summary><p>{escape(indicator.how_to_count)}</p></details>"
    )
