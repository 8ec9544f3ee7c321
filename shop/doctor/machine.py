"""Checks of the machine and the checkout: Python, packages, files, settings, port, certificate."""

import importlib.metadata
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from packaging.requirements import InvalidRequirement, Requirement

from shop import doctor, embedded, environment
from shop.doctor import Finding
from shop.embedded import layout as layouts
from shop.serving import addresses, certificates

GIB = 1024**3


def python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 - run by hand with any Python
        yield doctor.wrong(f"Python {version} is too old", "install Python 3.11 or newer, then `make clean install`")
    elif sys.prefix == sys.base_prefix:
        yield doctor.notice(f"Python {version} outside of a virtual environment", "use .venv/bin/python")
    else:
        yield doctor.fine(f"Python {version}")


def packages() -> Iterator[Finding]:
    """The installed packages against the lock file."""
    differing = [
        f"{pinned.name} ({found or 'missing'} instead of {wanted})"
        for pinned, wanted in _pinned(Path(settings.BASE_DIR) / "requirements.txt")
        if (found := _installed(pinned.name)) != wanted
    ]
    if differing:
        more = f" and {len(differing) - 3} more" if len(differing) > 3 else ""
        yield doctor.wrong(
            f"Packages differ from requirements.txt: {', '.join(differing[:3])}{more}",
            "remove .venv/.installed, then `make install`",
        )
    else:
        yield doctor.fine("Packages as pinned in requirements.txt")


def _pinned(lock: Path) -> Iterator[tuple[Requirement, str]]:
    for line in lock.read_text(encoding="utf-8").splitlines():
        try:
            requirement = Requirement(line.rstrip(" \\"))
        except InvalidRequirement:
            continue  # a comment, a hash, an option
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement, str(requirement.specifier).removeprefix("==")


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def data_dir() -> Iterator[Finding]:
    place = Path(settings.DATA_DIR)
    free = shutil.disk_usage(place).free
    if free < GIB // 2:
        yield doctor.wrong(f"Only {free // 2**20} MB are free in {place}", "make room, or set DATA_DIR elsewhere")
    elif free < 2 * GIB:
        yield doctor.notice(f"Only {free / GIB:.1f} GB are free in {place}", "make room before it is full")
    else:
        yield doctor.fine(f"{free / GIB:.0f} GB free in {place}")
    if not os.access(place, os.W_OK):
        yield doctor.wrong(f"{place} cannot be written", "become its owner, or set DATA_DIR to a directory of yours")
    secrets = place / "secrets.json"
    if secrets.exists() and stat.S_IMODE(secrets.stat().st_mode) & 0o077:
        yield doctor.wrong(f"Others can read {secrets}", f"chmod 600 {secrets}, and think about new keys")
    layout = layouts.of(place)
    if layout.outside:
        yield doctor.fine(f"{layout.user.name if layout.user else ''} cannot reach {place}: database in {layout.home}")


def env_file() -> Iterator[Finding]:
    """Names in .env that no setting has are usually slips of the pen."""
    file = Path(settings.BASE_DIR) / ".env"
    if not file.exists():
        return
    given = {line.partition("=")[0].removeprefix("export ").strip() for line in _assignments(file)}
    known = {
        line.lstrip("# ").partition("=")[0] for line in _assignments(file.with_name(".env.example"), comments=True)
    }
    unknown = sorted(given - known)
    if unknown:
        yield doctor.notice(f".env sets what nothing reads: {', '.join(unknown)}", "compare with .env.example")
    else:
        yield doctor.fine(".env")


def _assignments(file: Path, *, comments: bool = False) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if "=" in line and (comments or not line.lstrip().startswith("#")):
            yield line


def exposure() -> Iterator[Finding]:
    """What must differ between a laptop and the internet."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        yield doctor.fine(f"Settings for this machine only ({settings.BASE_URL})")
        return
    if settings.DEBUG:
        yield doctor.wrong(f"DEBUG is on for {settings.BASE_URL}", "set DEBUG=false: it shows the insides to everybody")
    if settings.DEV_PAGES:
        yield doctor.wrong(f"DEV_PAGES is on for {settings.BASE_URL}", "set DEV_PAGES=false: it shows everybody's mail")
    if host not in settings.ALLOWED_HOSTS:
        yield doctor.wrong(f"ALLOWED_HOSTS does not contain {host}", f"add it: ALLOWED_HOSTS={host}")
    if not settings.SECURE_HSTS_SECONDS:
        yield doctor.notice("HSTS_SECONDS is 0", "set HSTS_SECONDS=31536000 once HTTPS works everywhere")
    if "filebased" in settings.EMAIL_BACKEND:
        yield doctor.wrong("Mails are written into files", "set EMAIL_URL to a mail server")


def port() -> Iterator[Finding]:
    name = f"{settings.HOST}:{settings.PORT}"
    if (Path(settings.DATA_DIR) / "locks" / "children.json").exists() and embedded.is_in_use(settings.DATA_DIR):
        yield doctor.fine(f"Millrow is running ({name})")
        return
    try:
        binds = addresses.listening(settings.HOST, settings.PORT)
        addresses.wait_until_free(binds, host=settings.HOST, port=settings.PORT, seconds=0)
        yield doctor.fine(f"{name} is free")
    except environment.BadSetting as error:
        yield doctor.wrong(error.text, error.remedy)


def certificate() -> Iterator[Finding]:
    now = datetime.now(UTC)
    if settings.PLAIN_HTTP:
        yield doctor.notice("PLAIN_HTTP is on: no certificate here", "see that a proxy on this machine speaks TLS")
        return
    try:
        pair = certificates.configured(settings.TLS_CERT, settings.TLS_KEY)
    except environment.BadSetting as error:
        yield doctor.wrong(error.text, error.remedy)
        return
    until = certificates.valid_until(pair or certificates.paths(settings.DATA_DIR))
    if pair and until < now + timedelta(days=14):
        yield doctor.wrong(f"The certificate {pair.cert} ends on {until:%Y-%m-%d}", "renew it")
    elif until < now:
        yield doctor.fine("Certificate: `make run` makes one")
    else:
        yield doctor.fine(f"Certificate valid until {until:%Y-%m-%d}")


CHECKS: tuple[doctor.Check, ...] = (python, packages, data_dir, env_file, exposure, port, certificate)
