"""Links to parcel services."""

import pytest

from orders import carriers


@pytest.mark.parametrize(
    ("carrier", "number", "expected"),
    [
        ("DHL", "JJD 0003 9000 7", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=JJD000390007"),
        (" dhl ", "1", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode=1"),
        ("DPD", "../?a=b&c#d", "https://tracking.dpd.de/status/en_US/parcel/..%2F%3Fa%3Db%26c%23d"),
        ("DHL", " ", ""),
        ("My cousin's van", "17", ""),
        ("javascript:alert(1)", "17", ""),
    ],
)  # fmt: skip
def test_a_known_service_gets_a_link_and_nothing_else_does(carrier, number, expected):
    assert carriers.link(carrier, number) == expected
