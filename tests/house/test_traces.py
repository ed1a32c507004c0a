"""Nothing committed tells which machine or package host it was made with."""

import re
import subprocess

from tests.browser import ROOT

# Written so that this file does not find itself.
HOSTS = ["py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian.org"]
MACHINE_PATHS = r"(?:^|[^A-Za-z0-9_.])/(?:wo" + r"rk|fa" + r"rm|ro" + r"ot|ho" + r"me/[a-z]+)/"
TRACE = re.compile("|".join([*map(re.escape, HOSTS), MACHINE_PATHS]), re.IGNORECASE)
DOWNLOAD_LOCKS = {"uv.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock"}


def committed() -> list[str]:
    """The names of all files under version control, other people's work excepted."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [name for name in listed if "vendor/" not in name and (ROOT / name).is_file()]


def test_no_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    found = {}
    for name in committed():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if match := TRACE.search(text):
            found[name] = match.group()
    assert found == {}


def test_no_lock_file_that_records_download_addresses_is_committed() -> None:
    assert [name for name in committed() if name.rsplit("/")[-1] in DOWNLOAD_LOCKS] == []
