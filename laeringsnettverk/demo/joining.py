"""How a demo team comes into the network: registered, called, approved, signed in."""

import random
import uuid
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Organization, User
from accounts.roles import TeamRole
from accounts.services import activate_user, update_profile
from laeringsnettverk.demo.stories import TeamStory
from networks.models import ChangePackage, Network
from teams.models import Registration, Team
from teams.services import (
    approve_registration,
    log_contact,
    save_registration,
    start_registration,
    submit_registration,
    update_team,
)

NAMESPACE = uuid.UUID("6f0f3c2e-6f3b-4c55-9d5c-2f2a6a3a8a10")


@dataclass
class Joining:
    """The way from the public form to a team with an aim; `team` is there once the coordinator has approved it."""

    network: Network
    story: TeamStory
    coordinator: User
    number: int
    rng: random.Random
    registration: Registration | None = None
    team: Team | None = None

    @property
    def leader(self) -> User:
        """The team leader's account."""
        return self.person(TeamRole.TEAM_LEADER)

    @property
    def counter(self) -> User:
        """The measurement lead's account."""
        return self.person(TeamRole.MEASUREMENT_LEAD)

    def person(self, role: TeamRole) -> User:
        """The account of the first person with this role."""
        return self.team.memberships.current().select_related("user").filter(role=role).order_by("position")[0].user

    def email(self, name: str) -> str:
        """«kari.nordby@eidsvoll.example.no»."""
        plain = name.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "."}))
        return f"{plain}@{self.story.address}"

    def register(self) -> None:
        """Fill in the form as the municipality's contact does, over its three steps."""
        story = self.story
        leader, function = story.people[0]
        today = timezone.localdate()
        self.registration, _token = start_registration(
            self.network,
            municipality=Organization.objects.get(kind=Organization.Kind.MUNICIPALITY, name=story.municipality),
            service=story.service,
            sponsor_name=story.sponsor,
            contact_name=leader,
            contact_function=function,
            contact_email=self.email(leader),
            change_package=ChangePackage.objects.filter(code=story.package).latest("version"),
            today=today,
            form_token=uuid.uuid5(NAMESPACE, f"{self.network.slug}/{story.municipality}"),
        )
        save_registration(
            self.registration,
            version=self.registration.version,
            people=self._rows(),
            background=story.background,
            earlier_packages=story.earlier,
            sponsor_email=self.email(story.sponsor),
            today=today,
        )
        submit_registration(self.registration, now=timezone.now())

    def _rows(self) -> list[dict[str, object]]:
        rows = [
            {"position": place, "name": name, "profession": profession, "email": self.email(name)}
            for place, (name, profession) in enumerate(self.story.people, start=1)
        ]
        if self.story.representative:
            name = self.story.representative
            rows.append({"position": 9, "name": name, "profession": "", "email": self.email(name)})
        return rows

    def call_municipality(self) -> None:
        """USHT calls every municipality that registers a team."""
        log_contact(
            registration=self.registration,
            note="Gikk gjennom sammensetningen av teamet. De vet hva som skal gjøres før samling 1.",
            channel="phone",
            contacted_on=timezone.localdate(),
            by=self.coordinator,
        )

    def approve(self) -> None:
        """The coordinator approves, and the team is made."""
        self.team = approve_registration(self.registration, by=self.coordinator)

    def activate_people(self) -> None:
        """The people of the team sign in for the first time; the leader gives a phone number."""
        for membership in self.team.memberships.exclude(user=None).select_related("user"):
            activate_user(user=membership.user)
        leader = self.leader
        update_profile(user=leader, name=leader.name, phone=self.story.phone, by=leader)

    def set_aim(self) -> None:
        """The team agrees on its aim; the agreement is signed."""
        self.team.refresh_from_db()
        is_signed = not self.story.is_late_with_everything
        update_team(self.team, by=self.leader, version=self.team.version, aim=self.story.aim, has_agreement=is_signed)
