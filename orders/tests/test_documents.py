"""Invoices and credit notes: numbers without gaps, sums to the cent, one A4 page for a dozen lines, any name."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from orders import delivery, fulfilment, invoicing, printing
from orders.models import Invoice, InvoiceKind, Order, OrderLine, Parcel
from orders.printing import fonts
from orders.queries import documents, ledger_invariants
from orders.states import ParcelStatus
from orders.tests import after
from orders.tests.factories import OrderFactory, ParcelFactory

pytestmark = pytest.mark.django_db


def issued(parcel) -> Invoice:
    return documents.loaded(Invoice.objects.filter(parcel=parcel, kind=InvoiceKind.INVOICE)).get()


def pages(content: bytes) -> int:
    return content.count(b"/Type /Page\n") or content.count(b"/Type /Page ")


def test_is_issued_when_the_parcel_leaves_and_once(bruno, alice):
    parcel = after.packed(bruno, alice)
    assert not Invoice.objects.exists()

    fulfilment.ship_by_carrier(parcel=parcel, carrier="DHL", tracking_number="", by=bruno, now=timezone.now())
    invoicing.issue(parcel=parcel, now=timezone.now())

    found = Invoice.objects.get()
    assert (found.number, found.amount) == (f"R{bruno.seller.pk}-000001", Decimal("52.90"))


def test_credits_what_went_back_before_the_parcel_left(bruno, alice, adam):
    parcel = after.packed(bruno, alice, card=True)
    refund = after.refund(parcel, adam, pieces=1)
    assert not Invoice.objects.exists()

    fulfilment.ship_by_carrier(parcel=parcel, carrier="DHL", tracking_number="", by=bruno, now=timezone.now())
    invoicing.issue(parcel=parcel, now=timezone.now())

    note = Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE)
    assert (note.refund, note.amount, issued(parcel).amount) == (refund, Decimal("24.00"), Decimal("52.90"))


def test_each_shop_counts_for_itself_and_a_roll_back_leaves_no_gap(bruno, rita, alice):
    after.delivered(bruno, alice)
    with transaction.atomic():
        after.delivered(bruno, alice)
        transaction.set_rollback(True)
    after.delivered(bruno, alice)
    after.delivered(rita, alice)

    numbers = list(Invoice.objects.order_by("pk").values_list("seller", "sequence"))
    assert numbers == [(bruno.seller.pk, 1), (bruno.seller.pk, 2), (rita.seller.pk, 1)]
    assert ledger_invariants.invoices_have_no_gaps() == []


@pytest.mark.django_db(transaction=True)
def test_shipping_at_the_same_moment_gives_different_numbers(bruno):
    parcels = [after.packed(bruno) for _number in range(4)]

    def ship(parcel: Parcel) -> None:
        fulfilment.ship_by_carrier(parcel=parcel, carrier="x", tracking_number="", by=bruno, now=timezone.now())
        connection.close()

    threads = [threading.Thread(target=ship, args=[parcel]) for parcel in parcels]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(Invoice.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]


def test_a_refund_is_credited_to_the_cent(bruno, alice, adam):
    parcel = after.delivered(bruno, alice)

    after.refund(parcel, adam, pieces=1, delivery=True)

    note = documents.loaded(Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)).get()
    assert (note.number, note.amount) == (f"G{bruno.seller.pk}-000001", Decimal("28.90"))
    assert sum(row.amount for row in documents.rows(note)) == note.amount
    assert documents.corrected(note) == issued(parcel).number


def test_what_nobody_took_is_credited_whole(bruno, alice, dora):
    order = OrderFactory(buyer=alice)
    parcel = ParcelFactory(order=order, seller=bruno.seller, status=ParcelStatus.PACKED, area=dora.courier.areas.get())
    now = timezone.now()
    delivery.claim(parcel=parcel, by=dora, now=now)
    delivery.pick_up(parcel=parcel, by=dora, now=now)
    Parcel.objects.filter(pk=parcel.pk).update(**{"status": ParcelStatus.RETURNING})

    delivery.hand_back(parcel=parcel, by=dora, now=now)

    assert sorted(parcel.invoices.values_list("kind", "amount")) == [
        ("credit_note", Decimal("52.90")),
        ("invoice", Decimal("52.90")),
    ]


def test_rows_and_taxes_are_those_of_the_sale(bruno, alice):
    found = issued(after.delivered(bruno, alice))

    assert sum(row.amount for row in documents.rows(found)) == found.amount
    assert [tax for _label, tax in documents.taxes(found)] == [Decimal("8.45")]


def test_a_dozen_lines_fit_on_one_page_and_fifty_on_more(bruno, alice):
    parcel = after.delivered(bruno, alice)
    line = after.line_of(parcel)

    def filled(count: int) -> bytes:
        missing = count - parcel.lines.count()
        copies = [OrderLine(**{**_columns(line), "sku": f"S{number}"}) for number in range(missing)]
        OrderLine.objects.bulk_create(copies)
        return printing.invoices([issued(parcel)], title="R")

    assert pages(filled(12)) == 1
    assert pages(filled(50)) > 1


def _columns(line: OrderLine) -> dict[str, object]:
    skipped = {"id"}
    names = [field.attname for field in OrderLine._meta.concrete_fields if field.attname not in skipped]
    return {name: getattr(line, name) for name in names}


@pytest.mark.parametrize(
    "name", ["Zoë Łukasiewicz", "محمد علي", "山田太郎", "🧺 Basket", "a\u202eb", "x" * 150, "\u0000"]
)
def test_any_name_makes_a_document(bruno, alice, name):
    parcel = after.delivered(bruno, alice)
    Order.objects.update(full_name=name.replace("\0", ""), city=name.replace("\0", "")[:100])
    OrderLine.objects.update(title=name.replace("\0", ""))

    content = printing.invoices([issued(parcel)], title="R")

    assert content[:5] == b"%PDF-"
    assert len(content) < 2_000_000


def test_what_no_font_holds_is_a_question_mark(monkeypatch):
    monkeypatch.setattr(fonts, "_letters", lambda: {"figtree": frozenset(map(ord, "abc "))})

    assert "".join(text for _font, text in fonts.runs("a漢b\nc", "figtree")) == "a?bc"
    assert not fonts.is_readable("漢")
