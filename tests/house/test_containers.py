"""The container set-up names what exists: services, processes and the packages the product needs."""

import re

import yaml

from tests.browser import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_compose_has_the_five_parts_and_the_migration() -> None:
    assert set(COMPOSE["services"]) == {"postgres", "redis", "web", "worker", "beat", "migrate"}


def test_our_services_take_their_settings_from_the_environment_file_only() -> None:
    ours = [service for service in COMPOSE["services"].values() if service["image"] == "laeringsnettverk"]
    assert [(service["env_file"], "environment" in service) for service in ours] == [(".env", False)] * 4


def test_services_depend_on_services_that_exist() -> None:
    wanted = {name for service in COMPOSE["services"].values() for name in service.get("depends_on", {})}
    assert wanted <= set(COMPOSE["services"])


def test_image_runs_without_root_and_installs_by_hash() -> None:
    assert re.search(r"^USER (?!root)\w+", DOCKERFILE, flags=re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE


def test_image_has_the_libraries_the_system_check_asks_for() -> None:
    script = (ROOT / "bin" / "ensure-system").read_text(encoding="utf-8")
    needed = set(re.findall(r'Need\("(lib[^"]+)"', script.partition("TEST = [")[0]))
    assert len(needed) == 3
    assert {package for package in needed if package not in DOCKERFILE} == set()
