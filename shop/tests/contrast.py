"""The contrast of two colour tokens, computed: oklch → linear sRGB → WCAG; and the pairs that meet on our pages."""

import math
import re

from shop.tests import house

TOKENS = house.ROOT / "static/css/tokens.css"
_DECLARATION = re.compile(r"--([\w-]+):\s*([^;]+);")
_OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")

SURFACES = ("canvas", "surface", "sunken")
TEXT = [
    *((ink, surface) for ink in ("ink", "ink-2", "ink-3", "brand", "brand-hover", "sale") for surface in SURFACES),
    *((f"{tone}", f"{tone}-soft") for tone in ("brand", "sale", "warn", "info", "ok")),
    *(("ink", f"{tone}-soft") for tone in ("brand", "sale", "warn", "info", "ok")),
    *((tone, surface) for tone in ("warn", "info", "ok") for surface in ("canvas", "surface")),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("on-sale", "sale"),
    ("on-sale", "sale-hover"),
    ("on-bar", "bar"),
    *(("on-hue", f"hue-{number}") for number in range(8)),
]
EDGES = [
    *(("line-strong", surface) for surface in SURFACES),
    *((mark, surface) for mark in ("focus", "brand", "sale") for surface in SURFACES),
    ("focus", "brand-soft"),
    ("focus", "sale-soft"),
]
# The courier's screen is read in the sun.
SUN = [
    ("ink", "canvas"),
    ("ink", "surface"),
    ("ink-2", "canvas"),
    ("ink", "warn-soft"),
    ("on-brand", "brand"),
    ("on-bar", "bar"),
]


def declarations() -> dict[str, str]:
    return dict(_DECLARATION.findall(TOKENS.read_text()))


def colour(name: str, theme: str) -> tuple[float, float, float]:
    """(L, C, H) of a token in a theme."""
    return _resolved(declarations()[name], theme)


def _resolved(value: str, theme: str) -> tuple[float, float, float]:
    value = value.strip()
    if value.startswith("light-dark("):
        light, dark = re.split(r",\s*(?![^(]*\))", value.removeprefix("light-dark(").removesuffix(")"), maxsplit=1)
        return _resolved(light if theme == "light" else dark, theme)
    if value.startswith("var(--"):
        return _resolved(declarations()[value.removeprefix("var(--").removesuffix(")")], theme)
    found = _OKLCH.fullmatch(value)
    assert found, f"{value} is no plain oklch()"
    return float(found[1]) / 100, float(found[2]), float(found[3])


def luminance(lch: tuple[float, float, float]) -> float:
    """
    WCAG's relative luminance, 0 to 1, of an OKLCH colour clipped into sRGB.

    Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
    """
    lightness, chroma, hue = lch
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(value, 0.0), 1.0) for value in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str, theme: str) -> float:
    """The ratio of two tokens, 1 to 21."""
    high, low = sorted((luminance(colour(one, theme)), luminance(colour(other, theme))), reverse=True)
    return (high + 0.05) / (low + 0.05)
