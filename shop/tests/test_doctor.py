"""`manage.py doctor` names what is wrong and how to fix it, and passes where nothing is."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from shop.doctor import Level, machine, servers


def levels(check: Any) -> set[Level]:
    return {finding.level for finding in check()}


def test_every_fault_comes_with_a_remedy(settings: Any, tmp_path: Path) -> None:
    settings.BASE_URL, settings.DEBUG, settings.DEV_PAGES = "https://shop.example", True, True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    findings = list(machine.exposure())

    assert len(findings) == 5
    assert all(finding.level is not Level.FINE and finding.remedy for finding in findings)
    assert {finding.text.split()[0] for finding in findings} >= {"DEBUG", "DEV_PAGES", "ALLOWED_HOSTS", "Mails"}


def test_accepts_the_packages_of_the_lock() -> None:
    assert levels(machine.packages) == {Level.FINE}


def test_names_packages_that_differ_from_the_lock(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("django==1.0 \\\n  --hash=sha256:0\nabsent==2 ; python_version < '3'\n")
    settings.BASE_DIR = tmp_path

    [finding] = machine.packages()

    assert finding.level is Level.WRONG
    assert "instead of 1.0" in finding.text
    assert "absent" not in finding.text


def test_finds_slips_of_the_pen_in_the_env_file(settings: Any, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# a comment = no\nexport PORT=4001\nDATABSE_URL=x\n")
    (tmp_path / ".env.example").write_text("# Where\n#PORT=4000\n#DATABASE_URL=\n")
    settings.BASE_DIR = tmp_path

    [finding] = machine.env_file()

    assert finding.text == ".env sets what nothing reads: DATABSE_URL"


def test_notices_secrets_that_others_can_read(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{}")
    (tmp_path / "secrets.json").chmod(0o644)
    settings.DATA_DIR = tmp_path

    texts = [finding.text for finding in machine.data_dir() if finding.level is Level.WRONG]

    assert texts == [f"Others can read {tmp_path / 'secrets.json'}"]


@pytest.mark.django_db
def test_finds_the_servers_of_the_tests_in_order() -> None:
    assert levels(servers.database) == levels(servers.clock) == levels(servers.redis) == {Level.FINE}
    assert levels(servers.migrations) == {Level.FINE}


@pytest.mark.django_db
def test_notices_that_no_worker_runs() -> None:
    [finding] = servers.worker()

    assert finding.level is Level.NOTICE
    assert finding.text == "No job worker runs"


def test_says_that_redis_is_away(settings: Any) -> None:
    settings.CACHES = {
        "default": settings.CACHES["default"],
        "limits": {**settings.CACHES["limits"], "LOCATION": "unix:///nowhere/redis.sock?db=0"},
    }

    [finding] = servers.redis()

    assert finding.level is Level.WRONG
    assert "REDIS_URL" in finding.remedy


@pytest.mark.django_db
def test_prints_a_line_for_each_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "CHECKS", (machine.python,))  # the rest depends on who else runs on this machine
    words = StringIO()

    call_command("doctor", stdout=words)

    assert "PostgreSQL" in words.getvalue()
    assert "WRONG" not in words.getvalue()
