"""Categories change places with their siblings, one step at a time."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from catalog import siblings
from catalog.models import Category
from catalog.tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db):
    return [CategoryFactory(name=name, slug=name.lower(), path=name.lower()) for name in ("Ash", "Birch", "Cedar")]


def order():
    return list(Category.objects.filter(parent=None).order_by("position", "name").values_list("name", flat=True))


def test_goes_down_and_up_again(three, adam):
    siblings.shift(category=three[0], steps=1, by=adam, now=timezone.now())
    assert order() == ["Birch", "Ash", "Cedar"]

    siblings.shift(category=three[2], steps=-1, by=adam, now=timezone.now())

    assert order() == ["Birch", "Cedar", "Ash"]
    assert [event.action for event in AuditEvent.objects.all()] == ["reorder", "reorder"]


@pytest.mark.parametrize(("which", "steps"), [(0, -1), (2, 1)])
def test_does_not_go_past_the_end(three, adam, which, steps):
    with pytest.raises(siblings.AtTheEnd):
        siblings.shift(category=three[which], steps=steps, by=adam, now=timezone.now())

    assert order() == ["Ash", "Birch", "Cedar"]
    assert not AuditEvent.objects.exists()


def test_is_an_action_of_the_list(three, adam, client_of):
    data = {"action": "move_down", "_selected_action": [three[0].pk, three[1].pk]}

    page = client_of(adam).post("/admin/catalog/category/", data, follow=True)

    assert order() == ["Cedar", "Ash", "Birch"]
    assert "Moved down: 2 rows." in page.content.decode()
