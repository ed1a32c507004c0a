"""Reads the small tests: in which stage each is, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_date, format_date_range, number_word
from accounts.prepared import PreparedQuery
from teams.models import PDSACycle, Team

STAGES = (PDSACycle.Stage.PLAN, PDSACycle.Stage.DO, PDSACycle.Stage.STUDY, PDSACycle.Stage.ACT)
_CYCLES = PreparedQuery(
    lambda team: PDSACycle.objects.filter(team=team).select_related("plan_item").order_by("-number")
)


@dataclass(frozen=True, slots=True)
class StageTag:
    """One of the four stages as a tag: `state` is done, now or next."""

    key: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One test, ready to show. `outcome` is the decision («Tas i bruk.»), `text` the newest thing written."""

    pk: int
    number: int
    title: str
    plan_item: str
    stage: str
    tags: tuple[StageTag, ...]
    outcome: str
    text: str
    starts_on: date | None
    ends_on: date | None
    is_finished: bool


def cycles(team: Team) -> list[CycleRow]:
    """The team's tests, newest first. One query."""
    return [cycle_row(cycle) for cycle in _CYCLES.objects(team.pk)]


def cycle_row(cycle: PDSACycle) -> CycleRow:
    """One test with its stage tags."""
    is_finished = cycle.stage == PDSACycle.Stage.FINISHED
    return CycleRow(
        pk=cycle.pk,
        number=cycle.number,
        title=cycle.title,
        plan_item=cycle.plan_item.title if cycle.plan_item else "",
        stage=cycle.stage,
        tags=stage_tags(cycle.stage),
        outcome=f"{cycle.get_decision_display()}." if is_finished else "",
        text=_newest_text(cycle),
        starts_on=cycle.starts_on,
        ends_on=cycle.ends_on,
        is_finished=is_finished,
    )


def stage_tags(stage: str) -> tuple[StageTag, ...]:
    """The four stages in order: done, «, nå», coming. All are done in a finished test."""
    now = len(STAGES) if stage == PDSACycle.Stage.FINISHED else STAGES.index(PDSACycle.Stage(stage))
    return tuple(
        StageTag(
            key=each.value,
            label=_("%(stage)s, nå") % {"stage": each.label} if place == now else str(each.label),
            state="done" if place < now else "now" if place == now else "next",
        )
        for place, each in enumerate(STAGES)
    )


def _newest_text(cycle: PDSACycle) -> str:
    """What was written last: of a finished test what was learnt, else the latest stage with a text."""
    if cycle.stage == PDSACycle.Stage.FINISHED:
        return cycle.learning or cycle.observations or cycle.plan
    texts = {
        PDSACycle.Stage.PLAN: (cycle.plan,),
        PDSACycle.Stage.DO: (cycle.observations, cycle.plan),
        PDSACycle.Stage.STUDY: (cycle.learning, cycle.observations, cycle.plan),
        PDSACycle.Stage.ACT: (cycle.next_step, cycle.learning, cycle.observations, cycle.plan),
    }[PDSACycle.Stage(cycle.stage)]
    return next((text for text in texts if text), "")


def following_cycle(cycle: PDSACycle) -> dict[str, Any]:
    """What the next test starts with: same tiltak, and the next step as its plan."""
    return {"title": cycle.title, "plan_item": cycle.plan_item_id, "plan": cycle.next_step}


@dataclass(frozen=True, slots=True)
class StageText:
    """What was written in one stage: question and answer pairs that have an answer."""

    key: str
    label: str
    answers: tuple[tuple[str, str], ...]


def stage_texts(cycle: PDSACycle) -> list[StageText]:
    """The four stages with what stands in each, for reading."""
    period = format_date_range(cycle.starts_on, cycle.ends_on) if cycle.starts_on and cycle.ends_on else ""
    if not period and (cycle.starts_on or cycle.ends_on):
        period = format_date(cycle.starts_on or cycle.ends_on)
    answers = {
        PDSACycle.Stage.PLAN: (
            (_("Tiltak i planen"), cycle.plan_item.title if cycle.plan_item else ""),
            (_("Hvordan gjør dere det?"), cycle.plan),
            (_("Hva tror dere vil skje?"), cycle.prediction),
            (_("Når"), period),
        ),
        PDSACycle.Stage.DO: ((_("Hva gjorde og så dere?"), cycle.observations),),
        PDSACycle.Stage.STUDY: ((_("Hva lærte dere?"), cycle.learning),),
        PDSACycle.Stage.ACT: (
            (_("Hva gjør dere nå?"), cycle.get_decision_display() if cycle.decision else ""),
            (_("Hva er neste steg?"), cycle.next_step),
        ),
    }
    return [
        StageText(stage.value, str(stage.label), tuple(pair for pair in answers[stage] if pair[1])) for stage in STAGES
    ]


def cycles_lead(rows: list[CycleRow]) -> str:
    """«Én test pågår, to er avsluttet.»"""
    finished = sum(row.is_finished for row in rows)
    ongoing = len(rows) - finished
    parts = []
    if ongoing:
        parts.append(_("%(count)s pågår") % {"count": count_words(ongoing, _("test"), _("tester"))})
    if finished:
        parts.append(_("%(count)s er avsluttet") % {"count": number_word(finished)})
    return capfirst(f"{', '.join(parts)}.") if parts else ""
