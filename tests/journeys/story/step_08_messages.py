"""Step 8: reminders go out once each; the coordinator sees what was sent to whom, and what failed."""

from collections import Counter

from playwright.sync_api import expect

from notifications.models import OutboxMessage
from reports.tasks import plan_reminders
from tests.journeys.post import link_in
from tests.journeys.story.cast import INGRID, JONAS, Story


def coordinator_follows_the_post(story: Story) -> None:
    """Two weeks before samling 3 one address does not work; the coordinator sees it, and sends again."""
    story.day("2027-02-17")
    story.post.sink.refused[JONAS] = "550 5.1.1 No such user"
    plan_reminders.delay()
    story.post.mail(INGRID, "Samling 3 er")
    story.post.wait_until(lambda: OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).count() == 1)
    hanne = story.hanne
    hanne.go(story.network("meldinger/"))
    hanne.look()
    hanne.says("Én melding trenger deg.")
    hanne.follow("Trenger deg", exact=False)
    hanne.look("failed")
    expect(hanne.page.locator("tbody tr")).to_have_count(1)
    hanne.says("Jonas Ekeli", JONAS)
    story.post.sink.refused.clear()
    hanne.press("Send igjen", exact=False)
    hanne.says("Meldingen til Jonas Ekeli sendes på nytt.")
    link = link_in(story.post.mail(JONAS, "Samling 3 er"))
    assert link.endswith(story.at("samlinger/3/svar/"))
    hanne.go(story.network("meldinger/"))
    hanne.says("Ingen meldinger trenger deg.")


def nobody_was_told_twice(story: Story) -> None:
    """Every message that was sent came once, and nothing came that is not in the outbox."""
    came = Counter(mail["Message-ID"] for mail in story.post.sink.messages if "koden din" not in mail["Subject"])
    assert [key for key, times in came.items() if times > 1] == []
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).count()
    assert sent == len(came)
    told = Counter(
        (mail["To"], mail["Subject"]) for mail in story.post.sink.messages if "Samling" not in mail["Subject"]
    )
    assert [row for row, times in told.items() if times > 1 and "koden din" not in row[1]] == []
