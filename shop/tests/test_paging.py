import base64
import json

import pytest

from accounts.models import User
from accounts.tests.factories import UserFactory
from shop.core import paging


@pytest.fixture
def people(db):
    return [UserFactory(full_name=name) for name in ("A", "B", "B", "C", "D")]


def test_walks_every_row_once(people):
    seen: list[int] = []
    cursor = None
    while True:
        page = paging.keyset(User.objects.all(), order=("full_name", "-id"), cursor=cursor, size=2)
        seen += [user.pk for user in page.rows]
        cursor = page.next
        if cursor is None:
            break

    assert seen == [people[0].pk, people[2].pk, people[1].pk, people[3].pk, people[4].pk]


@pytest.mark.parametrize("cursor", ["x", "%%%", "W10", "e30", "WyJhIl0", "\x00", "WyJcdTAwMDAiLCAiMSJd", "é"])
def test_refuses_a_cursor_that_is_not_ours(people, cursor):
    with pytest.raises(paging.BadCursor):
        paging.keyset(User.objects.all(), order=("full_name", "-id"), cursor=cursor, size=2)


def forged(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def changed(cursor):
    """The signature of one cursor with the values of another."""
    content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    return base64.urlsafe_b64encode(content.replace(b'"B"', b'"A"')).decode().rstrip("=")


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1E+1000000", "\ud800"])
def test_reads_no_value_that_it_did_not_sign(people, value):
    """Each of these is one that the database refuses."""
    with pytest.raises(paging.BadCursor):
        paging.keyset(User.objects.all(), order=("-joined_at", "-id"), cursor=forged(value, "1"), size=2)


def test_refuses_the_cursor_of_another_order_and_one_that_was_changed(people):
    rows = User.objects.all()
    given = paging.keyset(rows, order=("full_name", "-id"), cursor=None, size=2).next

    for order, cursor in ((("-full_name", "id"), given), (("full_name", "-id"), changed(given))):
        with pytest.raises(paging.BadCursor):
            paging.keyset(rows, order=order, cursor=cursor, size=2)


@pytest.mark.parametrize(
    ("_case", "number", "expected"),
    [
        ("none", None, 1),
        ("text", "x", 1),
        ("zero", "0", 1),
        ("too deep", "999", 3),
        ("huge", "9" * 50, 1),
        ("²", "²", 1),
    ],
)
def test_shows_a_page_whatever_the_number(people, _case, number, expected):
    page = paging.numbered(User.objects.order_by("id"), number, size=2)

    assert page.number == expected
