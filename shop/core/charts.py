"""
Charts as SVG, drawn on the server: no script, no inline style, a title, a summary in words, and the data as a table.

Columns for up to 31 values, otherwise a line; the period before as a dashed line; one colour. Each chart is drawn
twice, wide and small, and the stylesheet shows the one that fits.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MOST_COLUMNS = 31
WIDE, HALF = 1120, 560
_BELOW = 28  # room for the labels under the axis, in pixels of the drawing
_ABOVE = 10


@dataclass(frozen=True)
class Chart:
    """What `{% chart %}` shows. `svg` is empty where there is nothing to draw."""

    title: str
    summary: str
    svg: SafeString
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Frame:
    """The drawing's size in pixels and the scale of its values."""

    width: int
    height: int
    left: int
    top_value: float
    ticks: Sequence[float]
    count: int

    def x(self, index: float) -> float:
        """The middle of the slot of a value."""
        return round(self.left + (self.width - self.left) * (index + 0.5) / self.count, 1)

    def y(self, value: float) -> float:
        usable = self.height - _BELOW - _ABOVE
        return round(_ABOVE + usable * (1 - value / self.top_value), 1)

    @property
    def slot(self) -> float:
        return (self.width - self.left) / self.count


def over_time(
    *,
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    before: Sequence[float] = (),
    unit: Callable[[float], str] = "{:g}".format,
    summary: str = "",
    head: Sequence[str] = (),
    width: int = WIDE,
) -> Chart:
    """
    Values in order of time, oldest first.

    :param labels: one per value, such as "25 Oct"; some of them stand under the axis.
    :param before: the period before, value by value; may be empty.
    :param unit: writes a value ("€150").
    :param width: of the wide drawing, in the pixels in which it will stand; `HALF` for two beside each other.
    :raises ValueError: where the lengths differ.
    """
    if len(labels) != len(values) or (before and len(before) != len(values)):
        raise ValueError("A chart needs as many labels and earlier values as values.")
    if not any(values) and not any(before):
        return Chart(title, summary or _("Nothing in this time."), SafeString(""))
    wide = _drawing(title, labels, values, before, unit, width=width, height=260, kind="wide")
    small = _drawing(title, labels, values, before, unit, width=360, height=220, kind="small")
    rows = [
        [label, unit(value), *([unit(before[index])] if before else [])]
        for index, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    return Chart(title, summary or _summary(labels, values, unit), wide + small, _head(head, bool(before)), rows)


def _head(head: Sequence[str], with_before: bool) -> Sequence[str]:
    return head or [_("Day"), _("Value"), *([_("Before")] if with_before else [])]


def _summary(labels: Sequence[str], values: Sequence[float], unit: Callable[[float], str]) -> str:
    best = max(range(len(values)), key=values.__getitem__)
    return _("%(first)s to %(last)s. Most on %(day)s: %(value)s.") % {
        "first": labels[0],
        "last": labels[-1],
        "day": labels[best],
        "value": unit(values[best]),
    }


def _drawing(
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    before: Sequence[float],
    unit: Callable[[float], str],
    *,
    width: int,
    height: int,
    kind: str,
) -> SafeString:
    ticks = nice_ticks(max([*values, *before]), whole=all(float(value).is_integer() for value in [*values, *before]))
    left = 8 + 7 * max(len(unit(tick)) for tick in ticks)
    frame = _Frame(width, height, left, ticks[-1], ticks, len(values))
    marks = _columns(frame, values) if len(values) <= MOST_COLUMNS else _line(frame, values, "chart__line")
    return format_html(
        '<svg class="chart__svg--{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        kind,
        width,
        height,
        title,
        _grid(frame, unit),
        marks,
        _line(frame, before, "chart__halo") + _line(frame, before, "chart__before") if before else "",
        _axis(frame, labels),
    )


def nice_ticks(most: float, wanted: int = 4, *, whole: bool = False) -> list[float]:
    """
    Round values from 0 to at least `most`, at least two, in steps of 1, 2, 2.5 or 5 times a power of ten.

    :param whole: what is counted comes in ones, so no step is smaller.
    """
    rough = max(most / wanted, 1 if whole else 1e-9)
    power = 10.0 ** math.floor(math.log10(rough))
    factors = (factor for factor in (1, 2, 2.5, 5, 10) if not whole or (power * factor).is_integer())
    step = next(power * factor for factor in factors if power * factor >= rough * 0.999)
    steps = max(1, math.ceil(most / step - 1e-9))  # also where nothing is above 0
    return [round(step * index, 10) for index in range(steps + 1)]


def _grid(frame: _Frame, unit: Callable[[float], str]) -> SafeString:
    lines = ((frame.left, frame.y(tick), frame.width, frame.y(tick)) for tick in frame.ticks)
    texts = ((frame.left - 8, frame.y(tick) + 4, unit(tick)) for tick in frame.ticks)
    return format_html_join(
        "", '<line class="chart__grid" x1="{}" y1="{}" x2="{}" y2="{}"/>', lines
    ) + format_html_join("", '<text class="chart__text" x="{}" y="{}" text-anchor="end">{}</text>', texts)


def _columns(frame: _Frame, values: Sequence[float]) -> SafeString:
    wide = round(min(frame.slot * 0.7, 40), 1)
    shapes = (
        (round(frame.x(index) - wide / 2, 1), frame.y(value), wide, round(frame.y(0) - frame.y(value), 1))
        for index, value in enumerate(values)
        if value > 0
    )
    return format_html_join("", '<rect class="chart__bar" x="{}" y="{}" width="{}" height="{}" rx="2"/>', shapes)


def _line(frame: _Frame, values: Sequence[float], css: str) -> SafeString:
    points = " ".join(f"{frame.x(index)},{frame.y(value)}" for index, value in enumerate(values))
    return format_html('<polyline class="{}" points="{}"/>', css, points)


def _axis(frame: _Frame, labels: Sequence[str]) -> SafeString:
    """As many labels as fit, evenly spaced, counted back from the newest."""
    fit = max(1, int((frame.width - frame.left) // 80))
    step = max(1, math.ceil(len(labels) / fit))
    shown = [index for index in range(len(labels)) if (len(labels) - 1 - index) % step == 0]
    texts = ((min(frame.x(index), frame.width - 20), frame.height - 8, labels[index]) for index in shown)
    return format_html_join("", '<text class="chart__text" x="{}" y="{}" text-anchor="middle">{}</text>', texts)
