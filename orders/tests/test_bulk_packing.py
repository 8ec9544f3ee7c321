"""Packing many orders at once: what became of each, and their slips."""

import pytest

from orders import fulfilment
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


def test_the_list_says_of_each_what_became_of_it(bruno, client_of, monkeypatch):
    fine, gone = (ParcelFactory(seller=bruno.seller, order=OrderFactory()) for _number in range(2))
    pack = fulfilment.pack

    def overtaken(*, parcel, **given):
        if parcel == gone:
            type(gone).objects.filter(pk=gone.pk).update(**{"status": P.CANCELLED})
        return pack(parcel=parcel, **given)

    monkeypatch.setattr(fulfilment, "pack", overtaken)
    page = client_of(bruno).post("/seller/parcels/pack/", {"parcels": [fine.pk, gone.pk]}, follow=True)

    text = page.content.decode()
    assert [(one.parcel, one.is_packed) for one in page.context["outcomes"]] == [(fine, True), (gone, False)]
    assert "1 order packed." in text
    assert "not packed, it is now “Cancelled”" in text


@pytest.mark.parametrize("done", ["", "x", "1.x.-2", "9" * 30, "." * 10_000, "\0", "🧺"])
def test_an_address_that_names_nothing_shows_nothing(bruno, rita, client_of, done):
    ParcelFactory(seller=rita.seller)

    page = client_of(bruno).get("/seller/parcels/", {"done": done})

    assert (page.status_code, page.context["outcomes"]) == (200, [])


def test_slips_of_several_are_one_sheet_each_and_never_a_rivals(bruno, rita, client_of):
    mine = [ParcelFactory(seller=bruno.seller) for _number in range(2)]
    other = ParcelFactory(seller=rita.seller)

    page = client_of(bruno).get("/seller/parcels/slips/", {"parcels": [one.pk for one in (*mine, other)]})

    text = page.content.decode()
    assert text.count('class="sheet__one"') == 2
    assert [one.order.number in text for one in (*mine, other)] == [True, True, False]
    assert "Kastanienallee" not in text
