"""The office writes sums and changes as the pages do."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.templatetags import office
from catalog.models import StockMovement, Variant
from orders.models import Payment
from orders.tests.factories import OrderFactory
from shop.core import figures, numbers
from shop.tests import office_world

pytestmark = pytest.mark.django_db


def _payment(amount: str) -> Payment:
    return Payment.objects.create(
        order=OrderFactory(), provider="sandbox", currency="EUR", amount=amount, created_at=timezone.now()
    )


def test_a_list_shows_money_with_its_sign(adam, client_of):
    _payment("1234.50")

    page = client_of(adam).get(reverse("admin:orders_payment_changelist")).content.decode()

    assert '<td data-label="Amount" class="field-amount">€1,234.50<' in page


def test_a_page_shows_money_with_its_sign_too(adam, client_of):
    payment = _payment("1234.50")

    page = client_of(adam).get(reverse("admin:orders_payment_change", args=[payment.pk])).content.decode()

    assert "€1,234.50" in page
    assert "1234.50<" not in page


def test_a_list_is_sorted_by_its_money(adam, client_of):
    for amount in ("9.00", "100.00", "20.00"):
        _payment(amount)
    client, url = client_of(adam), reverse("admin:orders_payment_changelist")
    (amount,) = figures.columns(Payment, ["amount"])
    place = list(client.get(url).context["cl"].list_display).index(amount)

    rows = client.get(url, {"o": str(place)}).context["cl"].result_list

    assert [row.amount for row in rows] == [9, 20, 100]


def test_a_change_of_stock_has_a_real_minus(adam, client_of):
    office_world.fill(by=adam)
    movement = StockMovement.objects.order_by("pk").last()
    StockMovement.objects.filter(pk=movement.pk).update(on_hand_delta=-2, reserved_delta=3)

    page = client_of(adam).get(reverse("admin:catalog_stockmovement_changelist")).content.decode()

    assert ">−2<" in page
    assert ">+3<" in page


def test_a_column_of_no_money_stays_as_it_is():
    assert list(figures.columns(Variant, ["sku", "weight_g", "nothing_of_it"])) == ["sku", "weight_g", "nothing_of_it"]


@pytest.mark.parametrize(("number", "words"), [(3, "+3"), (0, "0"), (-1, "−1"), (-1200, "−1,200")])
def test_a_change_is_written_with_its_sign(number, words):
    assert numbers.signed(number) == words


def test_a_cell_is_told_its_column_and_a_tick_is_not():
    cells = [SafeString('<td class="action-checkbox">x</td>'), SafeString('<td class="field-a">1</td>')]
    headers = [{"class_attrib": ' class="action-checkbox-column"'}, {"text": 'the "a"', "class_attrib": ' class="a"'}]

    first, second = office.labelled(cells, headers)

    assert first == cells[0]
    assert second == '<td data-label="The &quot;a&quot;" class="field-a">1</td>'
