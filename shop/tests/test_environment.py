"""A setting that cannot be used stops the start with one sentence: which, why, and how to mend it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shop import environment
from shop.environment import BadSetting, Environment

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
CHECKOUT = Path(__file__).resolve().parent.parent.parent


def env(**values: str) -> Environment:
    return Environment(values, base=Path("/srv/shop"))


def test_empty_means_not_given() -> None:
    assert env(PORT=" ").integer("PORT", 4000, minimum=1) == 4000


@pytest.mark.parametrize(("text", "value"), [("true", True), ("YES", True), ("0", False), ("off", False), ("", True)])
def test_reads_yes_and_no(text: str, value: bool) -> None:
    assert env(DEBUG=text).boolean("DEBUG", True) is value


@pytest.mark.parametrize("text", ["abc", "4.5", "1e3", "٤", "9" * 5000, "-1", "70000"])
def test_refuses_a_port_that_is_none(text: str) -> None:
    with pytest.raises(BadSetting, match=r"^PORT is .*use a whole number from 1 to 65535, for example PORT=4000\.$"):
        env(PORT=text).integer("PORT", 4000, minimum=1, maximum=65535)


def test_names_the_choices() -> None:
    with pytest.raises(BadSetting, match=r"CURRENCY is 'DM', which is not known: use one of EUR, USD\."):
        env(CURRENCY="DM").choice("CURRENCY", ("EUR", "USD"), default="EUR")


def test_lists_lose_spaces_and_repeats() -> None:
    assert env(ALLOWED_HOSTS=" a.example, b.example,,a.example").names("ALLOWED_HOSTS", ["c"]) == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize("text", ["cash,gold", ",", " , "])
def test_refuses_lists_of_unknown_or_nothing(text: str) -> None:
    with pytest.raises(BadSetting, match="PAYMENT_METHODS"):
        env(PAYMENT_METHODS=text).names("PAYMENT_METHODS", ["cash"], allowed=("cash", "sandbox"))


@pytest.mark.parametrize("text", ["short", KEY + ",", KEY[:-4], KEY.replace("M", "!"), "ключ"])
def test_takes_only_whole_keys_and_never_repeats_one(text: str) -> None:
    if text == KEY + ",":
        assert env(KEYS=text).keys("KEYS", "") == [KEY]
        return

    with pytest.raises(BadSetting) as caught:
        env(KEYS=text).keys("KEYS", "")

    assert text not in str(caught.value)


def test_a_short_secret_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadSetting, match="at least 32 random characters") as caught:
        env(SECRET_KEY="hunter2").text("SECRET_KEY", "", minimum_length=32)

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("text", ["5", "five/m", "0/m", "5/y", "-5/m", "5 / m", "5/0m"])
def test_refuses_what_is_no_rate(text: str) -> None:
    with pytest.raises(BadSetting, match="for example RATE=5/m"):
        env(RATE=text).rate("RATE", "5/m")


@pytest.mark.parametrize(
    "text", ["shop.example", "ftp://shop.example", "https://", "https://a b", "https://x:99999", "https://u@x", "//x"]
)
def test_refuses_what_is_no_web_address(text: str) -> None:
    with pytest.raises(BadSetting, match="BASE_URL"):
        env(BASE_URL=text).url("BASE_URL", "https://localhost")


@pytest.mark.parametrize("text", ["Mars/Olympus", "../etc/passwd", "Europe", "/etc", "x" * 5000])
def test_refuses_what_is_no_time_zone(text: str) -> None:
    with pytest.raises(BadSetting, match="TIME_ZONE=Europe/Berlin"):
        env(TIME_ZONE=text).zone("TIME_ZONE", "Europe/Berlin")


def test_a_relative_directory_starts_at_the_checkout() -> None:
    assert env(DATA_DIR="data").directory("DATA_DIR", Path("/x")) == Path("/srv/shop/data")


def test_refuses_a_file_as_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadSetting, match="which is a file: name a directory"):
        env(DATA_DIR=str(tmp_path / "file")).directory("DATA_DIR", tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root@localhost/shop",
        "sqlite:///shop.db",
        "shop",
        "postgresql://host",
        "postgresql://host:port/shop",
        "postgresql://u:secret@[::1/shop",
    ],
)
def test_refuses_a_database_that_is_none(url: str) -> None:
    with pytest.raises(BadSetting, match=r"^DATABASE_URL .*DATABASE_URL=postgresql://user:") as err:
        environment.database(url)

    assert "secret" not in str(err.value)


def test_reads_a_database_on_a_socket_and_one_on_the_network() -> None:
    socket = environment.database("postgresql://millrow@/millrow?host=/a%20b/run")
    network = environment.database("postgres://me:s%40crt@db.example:6432/shop?sslmode=require")

    assert (socket["HOST"], socket["NAME"], socket["USER"]) == ("/a b/run", "millrow", "millrow")
    assert (network["HOST"], network["PORT"], network["PASSWORD"]) == ("db.example", 6432, "s@crt")
    assert network["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["http://x", "redis://", "redis://x:port", "localhost:6379", "unix://"])
def test_refuses_a_redis_that_is_none(url: str) -> None:
    with pytest.raises(BadSetting, match="REDIS_URL"):
        environment.redis(url)


@pytest.mark.parametrize("url", ["smtp://", "pigeon://x", "smtp://x:port", "mail.example"])
def test_refuses_a_mail_server_that_is_none(url: str) -> None:
    with pytest.raises(BadSetting, match="EMAIL_URL"):
        environment.email(url)


def test_reads_a_mail_server() -> None:
    config = environment.email("smtp+tls://me:secret@mail.example:587")

    assert config["EMAIL_HOST"] == "mail.example"
    assert config["EMAIL_PORT"] == 587
    assert config["EMAIL_USE_TLS"] is True


def test_the_process_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("MILLROW_A=file\nMILLROW_B=file\n")
    monkeypatch.setenv("MILLROW_A", "process")
    monkeypatch.setenv("MILLROW_B", "")
    monkeypatch.delenv("MILLROW_B")

    settings = environment.read(tmp_path / ".env")

    assert settings.text("MILLROW_A", "") == "process"
    assert settings.text("MILLROW_B", "") == "file"
    monkeypatch.delenv("MILLROW_B")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("DATABASE_URL", "mysql://x/y"),
        ("REDIS_URL", "nowhere"),
        ("FIELD_ENCRYPTION_KEYS", "x"),
        ("SECRET_KEY", "short"),
        ("DEBUG", "maybe"),
        ("DATA_DIR", "/proc/none"),
        ("RATE_LIMITS_LOGIN", "often"),
    ],
)
def test_every_command_stops_with_one_sentence(name: str, value: str) -> None:
    command = [sys.executable, "manage.py", "check"]

    done = subprocess.run(
        command, cwd=CHECKOUT, env={**os.environ, name: value}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} ")
    assert done.stderr.count("\n") == 1
