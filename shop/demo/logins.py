"""
How to get in: one generated password for everybody of the demo world, kept readable for its owner alone.

`DATA_DIR/demo-logins.json` is `[{role, email, password, who}]`, one or two people for every role.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import User
from shop.demo import plan, world

# No letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# 15 of 31 characters: 74 bits.
GROUPS, GROUP_LENGTH = 3, 5


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    password: str
    who: str


def path() -> Path:
    return Path(settings.DATA_DIR) / "demo-logins.json"


def password() -> str:
    """The password of this demo world: the one in the file, or a new one."""
    try:
        return str(json.loads(path().read_text(encoding="utf-8"))[0]["password"])
    except (OSError, ValueError, LookupError, TypeError):
        groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
        return "-".join(groups)


def write(secret: str) -> list[Login]:
    """Write the file, readable for its owner only, before the first account has the password."""
    entries = _entries(secret)
    text = json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"
    if not path().exists() or path().read_text(encoding="utf-8") != text:
        path().parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text)
    return entries


def make_true(secret: str) -> None:
    """Where the file was lost and made anew, the accounts of the demo world get its password."""
    emails = [entry.email for entry in _entries(secret)]
    someone = User.objects.filter(email__in=emails).first()
    if someone is not None and not someone.check_password(secret):
        User.objects.filter(email__in=world.emails()).update(password=make_password(secret))


def _entries(secret: str) -> list[Login]:
    people = world.people()
    rows = [
        ("customer", people["customers"][0]["email"], people["customers"][0]["full_name"] + ", Berlin"),
        ("customer", people["customers"][2]["email"], people["customers"][2]["full_name"] + ", Hamburg"),
        *(
            ("seller", shop["owner"]["email"], f"{shop['owner']['full_name']}, {shop['name']}")
            for shop in map(world.shop, plan.BUSY)
        ),
        *(
            ("deliver", courier["email"], f"{courier['full_name']}, {courier['area'].title()}")
            for courier in (people["couriers"][0], people["couriers"][2])
        ),
        *(("admin", admin["email"], admin["full_name"]) for admin in people["admins"]),
    ]
    return [Login(role, email, secret, who) for role, email, who in rows]
