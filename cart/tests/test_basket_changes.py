from decimal import Decimal

import pytest

from cart.models import CartLine
from cart.tests.pages import put, typed, variant_of
from catalog.models import Variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


class TestChange:
    def test_keeps_new_quantities(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()

        response = guest.post(cart.get_absolute_url(), typed(line, 4))

        line.refresh_from_db()
        assert response.url == cart.get_absolute_url()
        assert line.quantity == 4

    def test_zero_removes(self, guest):
        cart = put(guest, variant_of())

        guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 0))

        assert not cart.lines.exists()

    def test_clamps_with_a_message(self, guest):
        cart = put(guest, variant_of(stock=3, title="Mug"))

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 10**12), follow=True)

        assert cart.lines.get().quantity == 3
        assert "Mug: Only 3 left. We set the quantity to 3." in response.text

    @pytest.mark.parametrize("text", ["two", "-1", "1.5", "", "\0", "9" * 10_000, "<script>alert(1)</script>", "٣x"])
    def test_refuses_what_is_no_quantity_and_changes_nothing(self, guest, text):
        cart = put(guest, variant_of(), 2)
        other = put(guest, variant_of(), 1)
        first, second = cart.lines.order_by("pk")

        data = typed(first, text) | typed(second, 5)
        response = guest.post(other.get_absolute_url(), data)

        assert response.status_code == 422
        assert "Enter a whole number, such as 1." in response.text
        assert "<script>alert" not in response.text
        assert list(cart.lines.order_by("pk").values_list("quantity", flat=True)) == [2, 1]

    def test_keeps_what_another_tab_did_to_another_line(self, guest):
        cart = put(guest, variant_of(), 1)
        put(guest, variant_of(), 1)
        first, second = cart.lines.order_by("pk")
        guest.post(cart.get_absolute_url(), typed(first, 3) | typed(second, 1))

        guest.post(cart.get_absolute_url(), typed(first, 1) | typed(second, 2))

        assert list(cart.lines.order_by("pk").values_list("quantity", flat=True)) == [3, 2]

    def test_tells_when_another_tab_changed_the_same_line(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3))

        response = guest.post(cart.get_absolute_url(), typed(line, 5), follow=True)

        assert cart.lines.get().quantity == 3
        assert "You changed this in another tab to 3." in response.text

    def test_shows_a_new_price_once(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        Variant.objects.update(price=Decimal("26.00"))

        line.price_seen = Decimal("26.00")  # what the page had shown
        response = guest.post(cart.get_absolute_url(), typed(line, 1, do="checkout"))

        assert response.url == f"/order/user-info/{cart.pk}/"
        assert cart.lines.get().price_seen == Decimal("26.00")

    def test_stays_where_there_is_news_to_read(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        Variant.objects.update(price=Decimal("26.00"))

        response = guest.post(cart.get_absolute_url(), typed(line, 1, do="checkout"), follow=True)

        assert response.redirect_chain[-1][0] == cart.get_absolute_url()
        assert "The price changed from €24.00 to €26.00." in response.text

    def test_going_on_keeps_the_quantities(self, guest):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 2, do="checkout"))

        assert response.url == f"/order/user-info/{cart.pk}/"
        assert cart.lines.get().quantity == 2

    def test_signing_in_comes_back_to_the_checkout(self, guest):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 2, do="sign-in"))

        assert response.url == f"/login/?next=%2Forder%2Fuser-info%2F{cart.pk}%2F"

    def test_ignores_lines_of_other_baskets(self, guest, client_of):
        foreign = put(client_of(None), variant_of()).lines.get()
        cart = put(guest, variant_of())

        guest.post(cart.get_absolute_url(), typed(foreign, 9) | {"remove": foreign.pk})

        assert CartLine.objects.get(pk=foreign.pk).quantity == 1


class TestRemove:
    def test_takes_a_line_out_and_offers_to_undo(self, guest):
        variant = variant_of(title="Mug")
        cart = put(guest, variant, 3)
        line = cart.lines.get()

        response = guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk), follow=True)

        assert not cart.lines.exists()
        assert "Mug was removed." in response.text

    def test_undo_puts_it_back(self, guest):
        variant = variant_of()
        cart = put(guest, variant, 3)
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk))

        guest.post(f"/order/cart/{cart.pk}/restore/")

        back = cart.lines.get()
        assert (back.variant, back.quantity) == (variant, 3)

    def test_undo_ends_with_the_next_change(self, guest):
        cart = put(guest, variant_of(), 3)
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk))
        put(guest, variant_of())

        guest.post(f"/order/cart/{cart.pk}/restore/")

        assert cart.lines.count() == 1

    @pytest.mark.parametrize("which", ["0", "-1", "x", "9" * 400, "\0", ""])
    def test_of_nothing_changes_nothing(self, guest, which):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), {"remove": which})

        assert response.status_code == 302
        assert cart.lines.count() == 1
