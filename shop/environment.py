"""
Reads settings from the environment and `.env`, and stops the start when one of them cannot be used.

A setting that is missing or malformed raises `BadSetting`: one sentence that says which setting, what is wrong with it
and how to mend it. An empty value counts as "not given". Values of secrets are never repeated in a message.
"""

import base64
import binascii
import os
import re
import zoneinfo
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
RATE = re.compile(r"[1-9][0-9]{0,6}/([1-9][0-9]{0,4})?[smhd]")
STRIPE_API, STRIPE_PAGE = "https://api.stripe.com", "https://checkout.stripe.com"
MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail")


class BadSetting(SystemExit):
    """
    A setting that the shop cannot start with.

    A SystemExit, so that whatever imports the settings ends with this sentence and status 1 instead of a traceback.
    """

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        self.text, self.remedy = f"{name} {problem}", remedy
        super().__init__(f"{name} {problem}: {remedy}.")


class Environment:
    """The settings as text, with one reader per type. Each reader raises BadSetting."""

    def __init__(self, values: Mapping[str, str], *, base: Path) -> None:
        self.values = values
        self.base = base

    def text(self, name: str, default: str, *, minimum_length: int = 0) -> str:
        value = self.values.get(name, "").strip() or default
        if "\x00" in value:
            raise BadSetting(name, "contains a NUL byte", "remove it")
        if len(value) < minimum_length:
            raise BadSetting(
                name,
                f"is {len(value)} characters long, which is too short to protect anything",
                f"use at least {minimum_length} random characters, or leave it empty to have one generated",
            )
        return value

    def boolean(self, name: str, default: bool) -> bool:
        value = self.text(name, "").lower()
        if value and value not in TRUE + FALSE:
            raise BadSetting(name, f"is {value!r}, which is neither yes nor no", "set it to true or false")
        return value in TRUE if value else default

    def integer(self, name: str, default: int, *, minimum: int, maximum: int = 2**31 - 1) -> int:
        value = self.text(name, str(default))
        remedy = f"use a whole number from {minimum} to {maximum}, for example {name}={default}"
        if not re.fullmatch(r"[+-]?[0-9]{1,12}", value):
            raise BadSetting(name, f"is {value[:40]!r}, which is not a whole number", remedy)
        if not minimum <= int(value) <= maximum:
            raise BadSetting(name, f"is {value}, which is out of range", remedy)
        return int(value)

    def choice(self, name: str, choices: Collection[str], *, default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise BadSetting(name, f"is {value[:40]!r}, which is not known", f"use one of {', '.join(choices)}")
        return value

    def names(self, name: str, default: Sequence[str], *, allowed: Collection[str] = ()) -> list[str]:
        """A comma separated list, in its order and without repeats."""
        values = [part.strip() for part in self.text(name, ",".join(default)).split(",") if part.strip()]
        unknown = [value for value in values if allowed and value not in allowed]
        if unknown:
            raise BadSetting(
                name, f"contains {unknown[0][:40]!r}, which is not known", f"use any of {', '.join(allowed)}"
            )
        if not values:
            raise BadSetting(name, "lists nothing", f"name at least one, for example {name}={','.join(default)}")
        return list(dict.fromkeys(values))

    def keys(self, name: str, default: str) -> list[str]:
        """Comma separated keys of 32 bytes in URL-safe base64, the current one first."""
        keys = [part.strip() for part in self.text(name, default).split(",") if part.strip()]
        for position, key in enumerate(keys, start=1):
            if not is_key(key):
                raise BadSetting(
                    name,
                    f"has a key (number {position}) that is not 32 bytes in URL-safe base64",
                    "make one with `python -c 'import secrets, base64;"
                    " print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'`",
                )
        return keys

    def url(self, name: str, default: str) -> str:
        """An absolute http or https address without query and fragment."""
        value = self.text(name, default)
        if not is_web_address(value):
            raise BadSetting(
                name, f"is {value[:80]!r}, which is not a web address", f"write it like {name}=https://shop.example"
            )
        return value

    def rate(self, name: str, default: str) -> str:
        """How many in which time: `5/m` is five a minute, `100/2h` a hundred in two hours."""
        value = self.text(name, default)
        if not RATE.fullmatch(value):
            raise BadSetting(
                name,
                f"is {value[:40]!r}, which is not a rate",
                f"write a number, a slash and s, m, h or d, for example {name}={default}",
            )
        return value

    def zone(self, name: str, default: str) -> str:
        """The name of a time zone of the IANA database."""
        value = self.text(name, default)
        try:
            return zoneinfo.ZoneInfo(value).key
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise BadSetting(
                name, f"is {value[:40]!r}, which is no time zone", f"write it like {name}={default}"
            ) from None

    def region(self, name: str, default: str) -> str:
        """A country (`DE`), or a part of it (`DE-BE`). Whether its holidays are known, the start asks."""
        value = self.text(name, default).upper()
        if not REGION.fullmatch(value):
            raise BadSetting(name, f"is {value[:40]!r}, which is no region", f"write it like {name}={default}")
        return value

    def directory(self, name: str, default: Path) -> Path:
        """An absolute path (a relative one starts at the checkout) that is a directory or does not exist yet."""
        path = (self.base / Path(self.text(name, str(default))).expanduser()).resolve()
        if path.exists() and not path.is_dir():
            raise BadSetting(name, f"is {path}, which is a file", "name a directory")
        return path


def read(env_file: Path) -> Environment:
    """The environment of this process, completed from `env_file` where that exists (the process wins)."""
    if env_file.exists():
        try:
            environ.Env.read_env(env_file)
        except UnicodeDecodeError:
            raise BadSetting(str(env_file), "is not UTF-8 text", "save it as UTF-8") from None
        if not os.access(env_file, os.R_OK):
            raise BadSetting(str(env_file), "cannot be read", "give yourself permission to read it")
    return Environment(os.environ, base=env_file.parent)


def database(url: str) -> dict[str, Any]:
    """
    A Django database from `postgresql://user:password@host:5432/name` or `postgresql://user@/name?host=/socket/dir`.

    :raises BadSetting: anything else, other databases included.
    """
    example = "write it like DATABASE_URL=postgresql://user:password@host:5432/name, or leave it empty"
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql"):
            raise BadSetting("DATABASE_URL", f"is for {parts.scheme or 'nothing'!r} and not for postgresql", example)
        config: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:
        raise BadSetting("DATABASE_URL", "has a host or port that makes no sense", example) from None
    if not config["NAME"]:
        raise BadSetting("DATABASE_URL", "names no database", example)
    socket_directory = config.setdefault("OPTIONS", {}).pop("host", "")
    config["HOST"] = config["HOST"] or socket_directory
    return config


def redis(url: str) -> str:
    """
    The address of a Redis, checked.

    :raises BadSetting: unless redis://, rediss:// or unix://.
    """
    remedy = "write it like REDIS_URL=redis://:password@host:6379/0, or leave it empty"
    try:
        parts = urlsplit(url)
        usable = (parts.scheme in ("redis", "rediss") and parts.hostname) or (parts.scheme == "unix" and parts.path)
        parts.port  # noqa: B018 - reading it raises where the port is no number
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting("REDIS_URL", "is not the address of a Redis", remedy)
    return url


def email(url: str) -> dict[str, Any]:
    """
    Django's EMAIL_ settings from `smtp+tls://user:password@host:587`; without a url, mails become files.

    :raises BadSetting: for another scheme or a missing host.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    remedy = "write it like EMAIL_URL=smtp+tls://user:password@host:587, or leave it empty to write mails into files"
    try:
        parts = urlsplit(url)
        if parts.scheme not in MAIL_SCHEMES or (parts.scheme.startswith("smtp") and not parts.hostname):
            raise BadSetting("EMAIL_URL", "is not the address of a mail server", remedy)
        config: dict[str, Any] = environ.Env.email_url_config(url)
    except ValueError:
        raise BadSetting("EMAIL_URL", "has a host or port that makes no sense", remedy) from None
    return {name: value for name, value in config.items() if value not in ("", None)}


def check_stripe(methods: Collection[str], *, key: str, webhook_secret: str) -> None:
    """:raises BadSetting: where cards are offered and a key is missing, or a key is none."""
    for name, value, starts in (
        ("STRIPE_SECRET_KEY", key, ("sk_", "rk_")),
        ("STRIPE_WEBHOOK_SECRET", webhook_secret, ("whsec_",)),
    ):
        if value and not value.startswith(starts):
            raise BadSetting(name, f"does not begin with {' or '.join(starts)}", "copy it from the Stripe dashboard")
        if not value and "stripe" in methods:
            raise BadSetting(
                name,
                "is missing, and PAYMENT_METHODS offers stripe",
                "copy it from the Stripe dashboard, or take stripe out of PAYMENT_METHODS",
            )


def payment_pages(methods: Collection[str], stripe_api: str) -> list[str]:
    """Other houses' origins that a form of ours may lead to. A stand-in shows its pages where its API is."""
    if "stripe" not in methods:
        return []
    parts = urlsplit(stripe_api)
    return [STRIPE_PAGE if stripe_api == STRIPE_API else f"{parts.scheme}://{parts.netloc}"]


def is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(
            parts.scheme in ("http", "https")
            and parts.hostname
            and re.fullmatch(r"[A-Za-z0-9.-]+|[0-9a-f:]+", parts.hostname)
            and (parts.port is None or parts.port > 0)
            and not (parts.query or parts.fragment or parts.username)
        )
    except ValueError:
        return False
