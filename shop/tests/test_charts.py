from xml.etree import ElementTree as ET

import pytest

from shop.core import charts


def chart(values, before=(), **more):
    return charts.over_time(
        title="Sales", labels=[str(n) for n in range(len(values))], values=values, before=before, **more
    )


def test_draws_a_column_for_each_value_above_nothing():
    drawn = chart([1, 0, 3])

    assert drawn.svg.count('class="chart__bar"') == 2 * 2  # wide and small


def test_draws_a_line_when_columns_would_be_too_thin():
    drawn = chart([1.0] * (charts.MOST_COLUMNS + 1))

    assert "chart__bar" not in drawn.svg
    assert 'class="chart__line"' in drawn.svg


def test_draws_the_period_before_dashed():
    assert 'class="chart__before"' in chart([1, 2], before=[2, 1]).svg


def test_draws_nothing_where_there_is_nothing():
    drawn = chart([0, 0])

    assert drawn.svg == ""
    assert drawn.summary == "Nothing in this time."


def test_is_valid_xml_without_styles_and_says_its_name():
    drawn = charts.over_time(title='<b>"Sales" & more', labels=["<i>"] * 3, values=[1, 2, 3], before=[3, 2, 1])

    root = ET.fromstring(f"<figure>{drawn.svg}</figure>")  # noqa: S314 - our own
    assert [svg.get("role") for svg in root] == ["img", "img"]
    assert root[0].get("aria-label") == '<b>"Sales" & more'
    assert not any("style" in element.attrib for element in root.iter())


def test_stands_as_a_table_too():
    drawn = chart([1, 2], before=[3, 4], unit=lambda value: f"€{value}")

    assert drawn.rows == [["0", "€1", "€3"], ["1", "€2", "€4"]]


def test_refuses_lists_of_different_length():
    with pytest.raises(ValueError, match="as many labels"):
        charts.over_time(title="Sales", labels=["a"], values=[1, 2])


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (0.9, [0, 0.25, 0.5, 0.75, 1.0]),
        (7, [0, 2, 4, 6, 8]),
        (157, [0, 50, 100, 150, 200]),
        (1000, [0, 250, 500, 750, 1000]),
    ],
)
def test_ticks_are_round_and_reach_the_highest_value(most, ticks):
    assert charts.nice_ticks(most) == pytest.approx(ticks)


@pytest.mark.parametrize("values", [[1e-12, 0], [0, -3]])
def test_draws_values_that_hardly_or_never_rise_above_nothing(values):
    assert "<svg" in chart(values).svg
