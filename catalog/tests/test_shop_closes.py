import pytest
from django.utils import timezone

from accounts import operations
from catalog import search
from catalog.models import SearchDocument
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def test_a_closed_shop_is_not_found_and_an_open_one_is_again(bruno, rita, adam):
    mine, other = ProductFactory(seller=bruno.seller), ProductFactory(seller=rita.seller)
    search.index([mine.pk, other.pk])

    operations.suspend_seller(seller=bruno.seller, by=adam, now=timezone.now())
    assert [document.pk for document in SearchDocument.objects.all()] == [other.pk]

    operations.approve_seller(seller=bruno.seller, by=adam, now=timezone.now())
    assert {document.pk for document in SearchDocument.objects.all()} == {mine.pk, other.pk}
