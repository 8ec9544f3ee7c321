"""What a browser forgives a stylesheet without a word."""

import re

from shop.tests import house


def test_every_animation_that_is_named_exists():
    sheets = "".join(path.read_text() for path in (house.ROOT / "static" / "css").rglob("*.css"))

    named = set(re.findall(r"\banimation(?:-name)?: ([a-z-]+)", sheets)) - {"none"}

    assert named
    assert named <= set(re.findall(r"@keyframes ([a-z-]+)", sheets))
