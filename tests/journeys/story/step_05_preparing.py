"""Steps 5 and 7, before samling 1: the måleplan, the baseline, the aim, the plan and the first test."""

from playwright.sync_api import Locator, expect

from reports.tasks import plan_reminders
from tests.journeys.post import link_in
from tests.journeys.story.cast import INGRID, MARTE, Story

BASELINE = ((8, 7), (9, 8), (7, 9), (10, 7), (8, 8), (9, 7))


def team_prepares(story: Story) -> None:
    """Reminded, the team sets up what it counts and what it will do."""
    follow_reminder(story)
    plan_measurements(story)
    enter_baseline(story)
    write_aim(story)
    write_plan(story)
    start_test(story)


def follow_reminder(story: Story) -> None:
    """Two weeks before samling 1: the baseline is missing, and the samling is near. The links do the task."""
    story.day("2026-04-21")
    plan_reminders.delay()
    ingrid, marte = story.ingrid, story.marte
    baseline = story.post.mail(INGRID, "Utgangspunktet mangler")
    answer = story.post.mail(MARTE, "Samling 1 er")
    marte.go(link_in(answer))
    marte.look()
    marte.press("Send svaret")
    marte.look("errors")
    marte.page.get_by_label("Ja, jeg kommer").check()
    marte.press("Send svaret")
    ingrid.go(link_in(baseline))
    ingrid.look("no plan")
    ingrid.follow("Sett opp måleplanen")


def plan_measurements(story: Story) -> None:
    """Mandatory indicators are there; one more is chosen, with a goal of the team's own. A goal in letters is refused."""
    ingrid = story.ingrid
    ingrid.look()
    ingrid.page.get_by_label("Samstemt innen fristen", exact=True).check()
    goal = ingrid.page.locator("li", has_text="Samstemt innen fristen").locator("input[name^='target_']")
    goal.fill("mange")
    ingrid.fill(who="Primærkontaktene", where="Sone nord", when="Siste uke i måneden", sample="20 tilfeldige brukere")
    ingrid.press("Lagre måleplanen")
    ingrid.look("errors")
    ingrid.error_beside(goal.get_attribute("name"), "Skriv bare tall her")
    expect(ingrid.field("sample")).to_have_value("20 tilfeldige brukere")
    goal.fill("90")
    ingrid.press("Lagre måleplanen")
    assert ingrid.path == story.at("utgangspunkt/")
    ingrid.look()


def grid_cell(story: Story, month: int, indicator: int) -> tuple[Locator, Locator]:
    """The two fields of a month and an indicator, both counted from nought."""
    cell = story.ingrid.page.locator("table.month-grid tbody tr").nth(month).locator("td").nth(indicator)
    return cell.locator("input[name$='-n']"), cell.locator("input[name$='-d']")


def enter_baseline(story: Story) -> None:
    """Six months of two indicators in one go; a numerator above its denominator is said beside its cell."""
    ingrid = story.ingrid
    for month, numbers in enumerate(BASELINE):
        for indicator, numerator in enumerate(numbers):
            n, d = grid_cell(story, month, indicator)
            n.fill(str(numerator))
            d.fill("20")
    wrong = grid_cell(story, 2, 0)[0]
    wrong.fill("27")
    name = wrong.get_attribute("name")
    ingrid.press("Lagre utgangspunktet")
    ingrid.look("errors")
    ingrid.error_beside(name, "27 er flere enn 20.")
    expect(ingrid.field(name)).to_have_value("27")
    ingrid.fill(**{name: "7"})
    ingrid.press("Lagre utgangspunktet")
    assert ingrid.path == story.at("malinger/")
    ingrid.look("baseline")


def write_aim(story: Story) -> None:
    """The leader writes the aim and adds a person; the same address twice is refused."""
    marte = story.marte
    marte.go(story.at("endre/"))
    marte.look()
    marte.fill(aim="Innen mars 2027 har 95 % av brukerne en samstemt legemiddelliste.")
    marte.page.get_by_label("Samarbeidsavtalen er signert").check()
    marte.press("Lagre")
    marte.follow("Legg til en person")
    marte.look()
    marte.fill(name="Farida Rahimi", profession="Helsefagarbeider", email=INGRID)
    marte.press("Legg til")
    marte.look("errors")
    expect(marte.field("name")).to_have_value("Farida Rahimi")
    marte.fill(email="farida.rahimi@lorenskog.example.no")
    marte.press("Legg til")
    story.post.mail("farida.rahimi@lorenskog.example.no", "Du er med i")


def write_plan(story: Story) -> None:
    """The tiltak of the package come with a click; one of the team's own is written by hand."""
    marte = story.marte
    marte.go(story.at("plan/"))
    marte.look("empty")
    marte.press("Hent tiltak fra tiltakspakken")
    marte.look()
    marte.follow("Nytt tiltak")
    marte.look()
    marte.fill(title="Farmasøyt med hver onsdag", starts_on="2026-05-11", due_on="2026-05-01")
    marte.choose("responsible", "jonas ekeli")
    marte.press("Legg i planen")
    marte.look("errors")
    marte.error_beside("due_on", "Fristen er før starten.")
    marte.fill(due_on="2026-12-01")
    marte.press("Legg i planen")
    marte.says("Farmasøyt med hver onsdag", "Jonas Ekeli")
    marte.follow("Farmasøyt med hver onsdag")
    marte.look()


def start_test(story: Story) -> None:
    """A first PDSA cycle, planned and begun."""
    marte = story.marte
    marte.go(story.at("tester/"))
    marte.look("empty")
    marte.follow("Start den første testen")
    marte.look()
    marte.press("Start testen")
    marte.look("errors")
    marte.fill(
        title="Ringe fastlegen i faste tider",
        plan="Ringe mellom 12 og 13. Fem brukere i to uker.",
        prediction="Fire av fem lister blir avklart samme dag.",
        starts_on="2026-05-11",
        ends_on="2026-05-25",
    )
    marte.choose("plan_item", "farmasøyt")
    marte.press("Start testen")
    marte.go(story.at("tester/1/"))
    marte.look()
    marte.go(story.at("tester/"))
    marte.look()
