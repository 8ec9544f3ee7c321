import itertools
import re

import pytest

from orders import numbers


@pytest.mark.django_db
def test_gives_each_order_another_number():
    found = [numbers.next_number() for _ in range(50)]

    assert len(set(found)) == 50
    assert all(re.fullmatch(r"\d{4}-\d{4}", number) for number in found)


def test_never_gives_one_twice():
    found = {numbers.scrambled(count) for count in range(1, 20_001)}

    assert len(found) == 20_000


def test_tells_nothing_about_how_many_there_are():
    found = [int(numbers.scrambled(count).replace("-", "")) for count in range(1, 201)]

    rising = sum(later > earlier for earlier, later in itertools.pairwise(found))
    assert 70 < rising < 130
    assert max(found) - min(found) > 90_000_000


def test_grows_when_eight_digits_are_used_up():
    assert re.fullmatch(r"\d{4}-\d{4}", numbers.scrambled(10**8 - 1))
    assert re.fullmatch(r"\d{5}-\d{5}", numbers.scrambled(10**8))


def test_stays_as_it_is():
    """The permutation must never change, or numbers would come twice."""
    assert [numbers.scrambled(count) for count in (1, 2, 3)] == ["4278-3304", "1940-5038", "1081-8694"]
