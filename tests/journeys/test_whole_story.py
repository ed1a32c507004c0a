"""The whole story of a network, from invitation to final report, in real browsers with real mail and a real worker."""

from django.core.management import call_command

from tests.journeys.conftest import Clock, Visit
from tests.journeys.post import Post
from tests.journeys.story.cast import HANNE, begin
from tests.journeys.story.step_01_invitation import coordinator_publishes_the_invitation
from tests.journeys.story.step_02_registration import municipality_registers_a_team
from tests.journeys.story.step_03_approval import coordinator_approves
from tests.journeys.story.step_04_sign_in import people_sign_in


def test_whole_story(clock: Clock, post: Post, worker: None, content: None, visit: Visit) -> None:
    """One network of three samlinger; see the steps in `story/`."""
    call_command("create_administrator", HANNE, "Hanne Brekke")
    story = begin(clock, post, visit)
    coordinator_publishes_the_invitation(story)
    municipality_registers_a_team(story)
    coordinator_approves(story)
    people_sign_in(story)
