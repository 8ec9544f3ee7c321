"""tree: categories are made, renamed and moved, and every path stays true."""

import pytest
from django.utils import timezone

from catalog import search, tree
from catalog.models import Category, SearchDocument
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def make(name: str, parent: Category | None = None) -> Category:
    return tree.create_category(name=name, parent=parent, by=None)


def test_makes_paths_from_the_names():
    mugs = tree.ensure_path(["Kitchen", "Mugs & cups"], by=None)

    assert (mugs.path, mugs.parent.name) == ("kitchen/mugs-cups", "Kitchen")
    assert tree.ensure_path(["kitchen", "Mugs & Cups"], by=None) == mugs
    assert Category.objects.count() == 2


def test_moves_a_node_with_everything_below_it():
    kitchen, home = make("Kitchen"), make("Home")
    mugs = make("Mugs", kitchen)
    product = ProductFactory(category=make("Espresso", mugs))
    search.index([product.pk])

    tree.move_category(category=mugs, parent=home, slug="cups", by=None, now=timezone.now())

    assert sorted(Category.objects.values_list("path", flat=True)) == [
        "home",
        "home/cups",
        "home/cups/espresso",
        "kitchen",
    ]
    assert SearchDocument.objects.get().category_path == "home/cups/espresso"
    assert tree.breaches() == []


def test_never_below_itself():
    kitchen = make("Kitchen")
    mugs = make("Mugs", kitchen)

    for parent in (kitchen, mugs):
        with pytest.raises(tree.BadCategory):
            tree.move_category(category=kitchen, parent=parent, slug="kitchen", by=None, now=timezone.now())
    assert tree.breaches() == []


def test_refuses_a_name_that_is_taken_and_a_tree_that_is_too_deep():
    make("Kitchen")

    with pytest.raises(tree.BadCategory):
        make("Kitchen")
    with pytest.raises(tree.BadCategory):
        tree.ensure_path(list("abcdefg"), by=None)
    with pytest.raises(tree.BadCategory):
        tree.ensure_path([], by=None)


def test_a_new_name_is_found_by_search():
    category = make("Kitchen")
    ProductFactory(category=category)

    tree.change_category(
        category=category, name="Scullery", description="", position=0, is_active=True, by=None, now=timezone.now()
    )

    assert SearchDocument.objects.filter(vector="scullery").exists()
    assert Category.objects.get().path == "kitchen"


def test_splits_names_and_gives_them_back():
    mugs = tree.ensure_path(tree.split_names(" Kitchen >  Mugs   & cups > "), by=None)

    assert tree.names_of([mugs]) == {mugs.pk: ["Kitchen", "Mugs & cups"]}
