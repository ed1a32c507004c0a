"""The reviewed files hold, and loading them again changes nothing."""

import itertools
from datetime import date

import pytest
from django.core.management import call_command

from accounts.models import AuditEvent, Organization
from networks.models import ChangePackage, FocusArea
from networks.queries import find_template, municipality_choices, network_templates, package_groups, plan_calendar
from networks.services import import_content, import_municipalities

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    assert import_content(by=None).created > 0
    events = AuditEvent.objects.count()
    again = import_content(by=None)
    assert (again.created, again.changed) == (0, 0)
    assert AuditEvent.objects.count() == events


def test_loading_corrects_a_changed_wording():
    import_content(by=None)
    ChangePackage.objects.filter(code="FALL").update(summary="Noe annet")
    result = import_content(by=None)
    assert (result.created, result.changed) == (0, 1)
    assert ChangePackage.objects.get(code="FALL").summary.startswith("For personer over 65 år")


def test_the_ten_packages_are_there_and_what_has_no_source_is_proposed():
    import_content(by=None)
    codes = ["ERN", "FALL", "GPF", "LED", "RLH", "RLS", "SAM", "TOF", "TRY", "UVI"]
    assert sorted(ChangePackage.objects.values_list("code", flat=True)) == codes
    assert list(ChangePackage.objects.filter(source="").values_list("code", "status")) == [("LED", "proposed")]
    assert FocusArea.objects.count() == 8
    assert ChangePackage.objects.get(code="SAM").change_ideas.count() == 5


def test_municipalities_are_all_357_each_once():
    assert import_municipalities(by=None).created == 357
    again = import_municipalities(by=None)
    assert (again.created, again.changed) == (0, 0)
    assert Organization.objects.get(name="Lørenskog").number == "3222"


def test_a_municipality_with_a_new_number_is_corrected():
    import_municipalities(by=None)
    Organization.objects.filter(name="Lørenskog").update(number="0230")
    assert import_municipalities(by=None).changed == 1


def test_municipalities_of_the_region_come_first_in_norwegian_order(django_assert_num_queries):
    import_municipalities(by=None)
    with django_assert_num_queries(1):
        near, far = municipality_choices("akershus")
    assert [name for _pk, name in near][:3] == ["Asker", "Aurskog-Høland", "Bærum"]
    assert [name for _pk, name in near][-1] == "Ås"
    assert len(near) + len(far) == 357
    assert {"Våler (Innlandet)", "Våler (Østfold)"} <= {name for _pk, name in far}


def test_command_says_what_it_did(capsys):
    call_command("load_content")
    call_command("load_content")
    assert capsys.readouterr().out.splitlines()[-1] == "0 new rows, 0 changed."


def test_package_groups_take_two_queries_and_leave_superseded_ones_out(django_assert_num_queries):
    import_content(by=None)
    ChangePackage.objects.filter(code="UVI").update(status=ChangePackage.Status.SUPERSEDED)
    with django_assert_num_queries(2):
        groups = package_groups()
    assert "Infeksjoner" not in [group.name for group in groups]
    assert sum(len(group.packages) for group in groups) == 9


@pytest.mark.parametrize("template", network_templates(), ids=lambda template: template.code)
def test_template_gives_an_ordered_calendar(template):
    calendar = plan_calendar(template, date(2027, 5, 4))
    starts = [row.starts_on for row in calendar.sessions]
    due = [row.due_on for row in calendar.deadlines]
    assert (starts, due) == (sorted(starts), sorted(due))
    assert calendar.registration_deadline_on < starts[0]
    assert all(
        row.period_starts_on.day == 1 and row.period_starts_on < row.period_ends_on for row in calendar.deadlines
    )


def test_the_ten_months_are_those_of_the_first_network():
    calendar = plan_calendar(find_template("ti-maneder"), date(2018, 5, 8))
    assert [(row.starts_on, row.ends_on) for row in calendar.sessions] == [
        (date(2018, 5, 8), date(2018, 5, 9)),
        (date(2018, 10, 23), date(2018, 10, 23)),
        (date(2019, 3, 6), date(2019, 3, 6)),
    ]
    assert calendar.registration_deadline_on == date(2018, 4, 18)
    assert calendar.ends_on == date(2019, 3, 8)


def test_status_reports_follow_each_other_without_a_hole():
    deadlines = plan_calendar(find_template("atten-maneder"), date(2027, 5, 4)).deadlines
    status = [row for row in deadlines if row.kind == "status"]
    for before, after in itertools.pairwise(status):
        assert (after.period_starts_on - before.period_ends_on).days == 1
