"""The scripts behind make find what is missing, say what they cannot do, and leave nothing running."""

import os
import signal
import subprocess
import sys
import time
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from tests.browser import ROOT

BIN = ROOT / "bin"


@pytest.fixture
def ensure_system() -> ModuleType:
    """The script as a module."""
    loader = SourceFileLoader("ensure_system", str(BIN / "ensure-system"))
    spec = spec_from_loader("ensure_system", loader)
    assert spec
    module = module_from_spec(spec)
    # Its dataclass looks the module up by name.
    sys.modules["ensure_system"] = module
    loader.exec_module(module)
    return module


def run_as(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, *, user: int, apt: str | None = "/usr/bin/apt-get"
) -> int:
    """The script's exit code on a machine that lacks one library, as this user, with or without apt-get."""
    monkeypatch.setattr(module, "DEMO", [module.Need("libmissing1", "to set the reports as PDF", lambda: False)])
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(module.shutil, "which", lambda name: apt)
    monkeypatch.setattr(sys, "argv", ["ensure-system", "demo"])
    return module.main()


def test_a_user_without_rights_is_given_the_exact_line(
    ensure_system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_as(ensure_system, monkeypatch, user=1000) == 1
    assert capsys.readouterr().out == (
        "Missing on this machine:\n"
        "  libmissing1: to set the reports as PDF\n"
        "Installing it needs an administrator. Run this line, then the same make command again:\n"
        "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends libmissing1\n"
    )


def test_another_system_may_start_the_demo_without_the_pdf_libraries(
    ensure_system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_as(ensure_system, monkeypatch, user=1000, apt=None) == 0
    assert "This is not Debian or Ubuntu" in capsys.readouterr().out


def test_what_the_linker_knows_is_present(ensure_system: ModuleType) -> None:
    assert ensure_system.loads("libc.so.6")()
    assert not ensure_system.loads("libnothing.so.0")()


def test_browser_is_fetched_another_way_on_ubuntu(ensure_system: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensure_system, "is_ubuntu", lambda: True)
    assert [" ".join(command) for command in ensure_system.commands_for(["chromium", "postgresql"])] == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends postgresql",
        ".venv/bin/python -m playwright install --with-deps chromium",
    ]


def test_find_python_says_what_is_needed_when_there_is_none(tmp_path: Path) -> None:
    script = tmp_path / "bin" / "find-python"
    script.parent.mkdir()
    script.write_text((BIN / "find-python").read_text(encoding="utf-8"), encoding="utf-8")
    environment = {"PATH": str(tmp_path / "nothing")}
    shell = ["/bin/sh", "-c", f'dirname() {{ echo "{script.parent}"; }}; . "{script}"']
    done = subprocess.run(shell, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def with_postgres(*command: str) -> subprocess.Popen[str]:
    """The command beside a PostgreSQL of its own."""
    arguments = [sys.executable, str(BIN / "with-postgres"), *command]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_with_postgres_gives_the_exit_code_and_removes_everything() -> None:
    process = with_postgres("sh", "-c", 'echo "$DATABASE_URL $PGHOST"; exit 7')
    output, _ = process.communicate(timeout=60)
    address, directory = output.split()
    assert process.returncode == 7
    assert address == "postgres://laeringsnettverk@/postgres"
    assert not Path(directory).exists()


def test_with_postgres_stops_the_server_when_it_is_stopped() -> None:
    process = with_postgres("sh", "-c", 'cat "$PGHOST/data/postmaster.pid"; exec sleep 60')
    assert process.stdout
    server, data = int(process.stdout.readline()), Path(process.stdout.readline().strip())
    assert Path(f"/proc/{server}").exists()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    for _ in range(100):
        if not Path(f"/proc/{server}").exists():
            break
        time.sleep(0.05)
    assert not Path(f"/proc/{server}").exists()
    assert not data.exists()
