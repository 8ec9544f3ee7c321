"""`.env.example` names exactly the settings that exist, with the defaults that they have."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# A call of a reader: env.integer("PORT", default=4000, …)
READ = re.compile(r'env\.\w+\(\s*"([A-Z][A-Z0-9_]+)"')
GIVEN = re.compile(r"^#([A-Z][A-Z0-9_]+)=(.*)$", re.MULTILINE)


def test_lists_every_setting_once() -> None:
    read = READ.findall((ROOT / "shop" / "settings.py").read_text(encoding="utf-8"))
    listed = [name for name, _value in GIVEN.findall((ROOT / ".env.example").read_text(encoding="utf-8"))]

    assert sorted(listed) == sorted(set(read))


def test_shows_the_defaults() -> None:
    code = (ROOT / "shop" / "settings.py").read_text(encoding="utf-8")
    simple = dict(re.findall(r'env\.(?:integer|rate|choice|zone)\("([A-Z_]+)",.*?default="?([\w/]+)"?[,)]', code))
    shown = dict(GIVEN.findall((ROOT / ".env.example").read_text(encoding="utf-8")))
    computed = {"DB_POOL_MAX"}

    assert {name: shown[name] for name in simple if name not in computed} == {
        name: value for name, value in simple.items() if name not in computed
    }


def test_every_setting_has_a_comment_above() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    before = ""
    for line in lines:
        if GIVEN.match(line):
            assert before, f"{line} has no comment above it or its group"
        before = line
