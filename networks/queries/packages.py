"""The change packages as a reader chooses among them."""

from dataclasses import dataclass
from itertools import groupby

from networks.models import ChangePackage


@dataclass(frozen=True, slots=True)
class PackageCard:
    """One package: what it is for, and its tiltak."""

    code: str
    name: str
    summary: str
    setting: str
    ideas: list[str]
    is_proposed: bool
    source: str


@dataclass(frozen=True, slots=True)
class PackageGroup:
    """The packages of one innsatsområde."""

    name: str
    packages: list[PackageCard]


def package_groups() -> list[PackageGroup]:
    """Every package that is not superseded. Two queries."""
    rows = ChangePackage.objects.exclude(status=ChangePackage.Status.SUPERSEDED)
    rows = rows.select_related("focus_area").prefetch_related("change_ideas")
    ordered = sorted(rows, key=lambda row: (row.focus_area.name, row.name))
    return [
        PackageGroup(name, [_card(package) for package in packages])
        for name, packages in groupby(ordered, key=lambda row: row.focus_area.name)
    ]


def _card(package: ChangePackage) -> PackageCard:
    return PackageCard(
        code=package.code,
        name=package.name,
        summary=package.summary,
        setting=package.get_setting_display(),
        ideas=[idea.name for idea in package.change_ideas.all()],
        is_proposed=package.status == ChangePackage.Status.PROPOSED,
        source=package.source,
    )
