"""The secrets of the first start."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from shop import environment, first_run

PRINT_SECRETS = """
import sys
from pathlib import Path
from shop import first_run
print(first_run.load_secrets(Path(sys.argv[1]))["SECRET_KEY"])
"""


def test_makes_them_once_for_their_owner_only(tmp_path: Path) -> None:
    first = first_run.load_secrets(tmp_path / "var")
    second = first_run.load_secrets(tmp_path / "var")

    assert first == second
    assert stat.S_IMODE((tmp_path / "var" / "secrets.json").stat().st_mode) == 0o600
    assert environment.is_key(first["FIELD_ENCRYPTION_KEYS"])
    assert len(set(first.values())) == len(first_run.GENERATED)


def test_adds_what_a_newer_version_needs_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text(json.dumps({"SECRET_KEY": "old", "SOMETHING": "else"}))

    secrets = first_run.load_secrets(tmp_path)

    assert secrets["SECRET_KEY"] == "old"
    assert secrets["SOMETHING"] == "else"
    assert secrets["HANDOVER_KEY"]


@pytest.mark.parametrize("content", ["{", "[]", '{"SECRET_KEY": 5}', "\x00"])
def test_never_replaces_a_damaged_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "secrets.json").write_text(content)

    with pytest.raises(environment.BadSetting, match="is damaged: restore it from a backup"):
        first_run.load_secrets(tmp_path)

    assert (tmp_path / "secrets.json").read_text() == content


def test_says_which_directory_cannot_be_used() -> None:
    with pytest.raises(environment.BadSetting, match=r"^DATA_DIR is /proc/shop, which cannot be used"):
        first_run.load_secrets(Path("/proc/shop"))


def test_several_first_starts_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PRINT_SECRETS, str(tmp_path / "var")]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]

    keys = {start.communicate()[0] for start in starts}

    assert len(keys) == 1
