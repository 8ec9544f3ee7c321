"""The colours of the tokens are readable in both themes."""

import pytest

from shop.tests import contrast, house


def test_black_on_white_is_21():
    assert (contrast.luminance((1, 0, 0)) + 0.05) / (contrast.luminance((0, 0, 0)) + 0.05) == pytest.approx(
        21, abs=0.01
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), contrast.TEXT)
def test_text_is_readable(ink, ground, theme):
    assert contrast.ratio(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), contrast.EDGES)
def test_edges_are_seen(edge, ground, theme):
    assert contrast.ratio(edge, ground, theme) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), contrast.SUN)
def test_courier_reads_it_in_the_sun(ink, ground, theme):
    assert contrast.ratio(ink, ground, theme) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_browser_bar_has_the_colour_of_the_header(theme):
    head = (house.ROOT / "templates/_layouts/_head.html").read_text()
    written = {"light": "#ffffff", "dark": "#171d1a"}[theme]
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)]

    difference = abs(
        0.2126 * linear[0]
        + 0.7152 * linear[1]
        + 0.0722 * linear[2]
        - contrast.luminance(contrast.colour("surface", theme))
    )

    assert written in head
    assert difference < 0.002
