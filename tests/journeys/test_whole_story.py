"""The whole story of a network, from invitation to final report, in real browsers with real mail and a real worker."""

from django.core.management import call_command

from tests.journeys.conftest import Clock, Visit
from tests.journeys.post import Post
from tests.journeys.story.cast import HANNE, begin
from tests.journeys.story.step_01_invitation import coordinator_publishes_the_invitation
from tests.journeys.story.step_02_registration import municipality_registers_a_team
from tests.journeys.story.step_03_approval import coordinator_approves
from tests.journeys.story.step_04_sign_in import people_sign_in
from tests.journeys.story.step_05_preparing import team_prepares
from tests.journeys.story.step_06_chart import chart_tells_the_change, winter_passes
from tests.journeys.story.step_06_counting import team_counts
from tests.journeys.story.step_08_messages import coordinator_follows_the_post, nobody_was_told_twice
from tests.journeys.story.step_09_status_report import leader_reports_status
from tests.journeys.story.step_10_final_report import coordinator_closes_the_network, leader_reports_the_end
from tests.journeys.story.step_11_network_page import coordinator_sees_who_needs_a_call
from tests.journeys.story.step_12_access import everybody_sees_their_part


def test_whole_story(clock: Clock, post: Post, worker: None, content: None, visit: Visit) -> None:
    """One network of three samlinger; see the steps in `story/`."""
    call_command("create_administrator", HANNE, "Hanne Brekke")
    story = begin(clock, post, visit)
    coordinator_publishes_the_invitation(story)
    municipality_registers_a_team(story)
    coordinator_approves(story)
    people_sign_in(story)
    team_prepares(story)
    team_counts(story)
    leader_reports_status(story)
    coordinator_sees_who_needs_a_call(story)
    everybody_sees_their_part(story)
    winter_passes(story)
    coordinator_follows_the_post(story)
    chart_tells_the_change(story)
    leader_reports_the_end(story)
    coordinator_closes_the_network(story)
    nobody_was_told_twice(story)
