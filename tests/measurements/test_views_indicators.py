"""The pages where indicators are copied, made, retired and chosen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from measurements.models import Indicator, PlannedIndicator
from measurements.services import save_network_indicator
from tests.factories.measurements import make_indicator, make_plan, planned, record_series


@pytest.fixture
def common(team):
    return make_indicator(team.change_package, code="SAM-P1", is_mandatory=True, how_to_count="Tell.")


def list_of(network):
    return reverse("measurements:network_indicator_list", args=[network.slug])


def edit_of(network, indicator):
    return reverse("measurements:network_indicator_edit", args=[network.slug, indicator.pk])


def typed(indicator, **changes):
    """The form as the page shows it, with changes."""
    names = [
        *["name", "short_name", "summary", "numerator_label", "numerator_text", "denominator_label", "denominator_text"]
    ]
    fields = {name: getattr(indicator, name) for name in names}
    return fields | {"counted_noun": "brukere", "counted_one": "bruker", "direction": "increase"} | changes


def test_the_coordinator_copies_changes_and_takes_out(network, team, common, people, client_for):
    client = client_for(people["Astrid"])
    assert "Lag egen utgave" in client.get(list_of(network)).content.decode()
    data = typed(common, name="Vår ordlyd", default_target="92,5", action="save")
    page = client.post(edit_of(network, common), data, follow=True).content.decode()
    assert "«Kort SAM-P1» er lagret." in page
    assert "Nettverkets egen" in page
    copy = Indicator.objects.get(owner_network=network)
    assert (copy.name, copy.default_target, copy.is_mandatory) == ("Vår ordlyd", Decimal("92.5"), False)
    client.post(edit_of(network, copy), {"action": "retire"})
    copy.refresh_from_db()
    assert copy.state == "retired"
    assert client.get(edit_of(network, copy)).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "01010750160"}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"default_target": "mange"}, "default_target"),
        ({"default_target": "1e309"}, "default_target"),
        ({"default_target": "9" * 12}, "default_target"),
        ({"sample_size": "-3"}, "sample_size"),
        ({"denominator_label": ""}, "denominator_label"),
        ({"direction": "sidelengs"}, "direction"),
    ],
)
def test_what_cannot_be_kept_is_explained_at_its_field(network, common, people, client_for, change, field):
    page = client_for(people["Astrid"]).post(edit_of(network, common), typed(common, **change))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert Indicator.objects.count() == 1


def test_others_see_the_indicators_and_change_nothing(network, common, people, client_for):
    client = client_for(people["Ingrid"])
    page = client.get(list_of(network)).content.decode()
    assert "Kort SAM-P1" in page
    assert "Lag egen utgave" not in page
    assert client.post(edit_of(network, common), typed(common)).status_code == 403


def test_the_list_asks_the_database_the_same_whatever_it_shows(
    network, team, common, people, client_for, django_assert_num_queries
):
    client = client_for(people["Astrid"])
    client.get(list_of(network))
    with django_assert_num_queries(7):
        client.get(list_of(network))
    for number in range(2, 9):
        make_indicator(team.change_package, code=f"SAM-P{number}")
    with django_assert_num_queries(7):
        client.get(list_of(network))


def plan_page(team):
    return reverse("measurements:plan_edit", args=[team.slug])


def plan_form(team, *indicators, **more):
    data = {f"follow_{row.pk}": "on" for row in indicators} | {"starts_on": "2025-11", "baseline_ends_on": "2026-04"}
    plan = getattr(team, "measurement_plan", None)
    return data | ({"version": plan.version} if plan else {}) | more


def test_the_team_goes_over_to_a_new_version_on_the_plan_page(network, team, common, people, client_for):
    make_plan(team, common)
    record_series(planned(team), [(3, 20)])
    copy = save_network_indicator(common, network=network, fields={"short_name": "Vår utgave"}, by=None)
    client = client_for(people["Ingrid"])
    assert "Det er kommet en ny utgave: Vår utgave." in client.get(plan_page(team)).content.decode()
    client.post(plan_page(team), plan_form(team, common, targets_from="2026-11"))
    assert planned(team).indicator == common
    team.measurement_plan.refresh_from_db()
    client.post(
        plan_page(team),
        plan_form(team, common, **{f"move_{common.pk}": "on", f"target_{common.pk}": "90"}, targets_from="2026-11"),
    )
    row = planned(team)
    assert (row.indicator, row.target, row.measurements.count()) == (copy, 90, 1)
    assert "Det er kommet en ny utgave" not in client.get(plan_page(team)).content.decode()


OWN = {
    "short_name": "Måltider sammen",
    "summary": "De som spiste i fellesskap",
    "kind": "outcome",
    "calculation": "proportion",
    "numerator_label": "Spiste sammen",
    "denominator_label": "Til stede",
    "direction": "increase",
}


def test_the_team_makes_and_follows_an_indicator_of_its_own(team, common, people, client_for):
    make_plan(team, common)
    client = client_for(people["Ingrid"])
    create = reverse("measurements:team_indicator_create", args=[team.slug])
    assert client.get(create).status_code == 200
    page = client.post(create, OWN, follow=True).content.decode()
    assert "«Måltider sammen» er lagret. Kryss av" in page
    assert "Teamets egen" in page
    own = Indicator.objects.get(owner_team=team)
    client.post(plan_page(team), plan_form(team, common, own))
    assert [row.indicator.code for row in PlannedIndicator.objects.active().select_related("indicator")] == [
        "SAM-P1",
        "EGEN-1",
    ]
    edit = reverse("measurements:team_indicator_edit", args=[team.slug, own.pk])
    client.post(edit, OWN | {"short_name": "Felles måltider"})
    own.refresh_from_db()
    assert (own.short_name, own.name, own.frequency) == ("Felles måltider", "Felles måltider", "monthly")
    client.post(edit, OWN | {"frequency": "quarterly"})
    own.refresh_from_db()
    assert own.frequency == "quarterly"
    assert client.get(edit).context["form"]["frequency"].value() == "quarterly"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"short_name": ""}, "short_name"),
        ({"short_name": "Bruker 01010750160"}, "short_name"),
        ({"calculation": "gjetning"}, "calculation"),
        ({"denominator_label": ""}, "denominator_label"),
        ({"multiplier": "-1"}, "multiplier"),
        ({"frequency": "event"}, "frequency"),
    ],
)
def test_an_own_indicator_that_cannot_be_is_explained(team, common, people, client_for, change, field):
    create = reverse("measurements:team_indicator_create", args=[team.slug])
    page = client_for(people["Ingrid"]).post(create, OWN | change)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert not Indicator.objects.filter(owner_team=team).exists()
