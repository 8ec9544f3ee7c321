"""What `serve` says to the person at the terminal."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    password: str
    who: str


def demo_logins(data_dir: Path) -> list[Login]:
    """One for every role, as the demo world wrote them; empty without it."""
    try:
        entries = json.loads((data_dir / "demo-logins.json").read_text(encoding="utf-8"))
        return [Login(**{name: str(entry.get(name, "")) for name in Login.__match_args__}) for entry in entries]
    except (OSError, ValueError, AttributeError, TypeError):
        return []


def welcome(address: str, logins: Sequence[Login], *, notes: Sequence[tuple[str, str]]) -> str:
    """The lines that stay on the screen while the shop is open."""
    lines = ["", "  " + _("Millrow is open at %(address)s") % {"address": address}, ""]
    if logins:
        rows = [(login.role, login.email, login.who) for login in logins]
        widths = [max(len(row[column]) for row in rows) for column in range(2)]
        lines += [f"    {role:<{widths[0]}}  {email:<{widths[1]}}  {who}".rstrip() for role, email, who in rows]
        passwords = sorted({login.password for login in logins})
        if len(passwords) == 1:
            lines += ["", "    " + _("Password of all: %(password)s") % {"password": passwords[0]}]
        else:
            lines += ["", *(f"    {login.email}  {login.password}" for login in logins)]
        lines.append("")
    width = max((len(name) for name, _text in notes), default=0)
    lines += [f"  {name:<{width}}  {text}" for name, text in notes]
    return "\n".join([*lines, ""])
