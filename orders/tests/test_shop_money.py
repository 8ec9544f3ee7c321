"""/seller/ledger/, its file, the file of sales, proposals, and the documents of a parcel."""

import csv
import datetime
import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Seller
from orders import exporting, ledger, tracking
from orders.models import LedgerEntry, OrderLine, Refund
from orders.queries import statement
from orders.tests import after

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows_of(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class TestStatement:
    def test_opens_and_closes_with_what_lies_between(self, client_of, bruno, alice):
        last_month = timezone.now().replace(day=1) - datetime.timedelta(days=3)
        after.delivered(bruno, alice, at=last_month)
        after.delivered(bruno, alice)

        found = client_of(bruno).get("/seller/ledger/", secure=True).context["statement"]

        assert (found.opening, found.closing, found.balance) == (Decimal("49.67"), Decimal("99.34"), Decimal("99.34"))
        assert found.turnover == Decimal("49.67")
        assert len(found.page.object_list) == 2

    def test_narrows_to_a_kind_and_leaves_the_balances_alone(self, client_of, bruno, alice):
        after.delivered(bruno, alice)

        found = client_of(bruno).get("/seller/ledger/?period=all&kind=sale", secure=True).context["statement"]

        assert [entry.kind for entry in found.page.object_list] == ["sale"]
        assert found.closing == Decimal("49.67")

    @pytest.mark.parametrize(
        "query", ["period=2026-13", "period=%00", "period=🧺", "kind=x' or 1", "page=-3", "period=9999-99"]
    )
    def test_reads_nonsense_as_this_month(self, client_of, bruno, query):
        response = client_of(bruno).get(f"/seller/ledger/?{query}", secure=True)

        assert response.status_code == 200
        assert "No entries here" in text_of(response)

    def test_shows_nobody_elses_entries(self, client_of, bruno, rita, alice):
        after.delivered(bruno, alice)

        found = client_of(rita).get("/seller/ledger/?period=all", secure=True).context["statement"]

        assert (list(found.page.object_list), found.balance) == ([], 0)

    def test_asks_the_database_no_more_often_for_more_entries(self, client_of, bruno, alice):
        client = client_of(bruno)
        after.delivered(bruno, alice)
        counts = []
        for _number in range(2):
            with CaptureQueriesContext(connection) as captured:
                client.get("/seller/ledger/", secure=True)
            counts.append(len(captured))
            after.delivered(bruno, alice)
            after.delivered(bruno, alice)

        assert counts[1] <= counts[0] <= 16

    def test_every_month_follows_the_one_before(self, bruno):
        periods = [statement.read_period(f"2026-{month:02d}", now=timezone.now()) for month in range(1, 13)]

        assert [first.end for first in periods[:-1]] == [second.start for second in periods[1:]]


class TestFiles:
    def test_the_ledger_adds_up_to_the_balance(self, client_of, bruno, alice, adam):
        after.refund(after.delivered(bruno, alice), adam, pieces=1)

        rows = rows_of(client_of(bruno).get("/seller/ledger/export/?period=all", secure=True))

        assert sum(Decimal(row["amount"]) for row in rows) == ledger.balance(bruno.seller)
        assert [row["kind"] for row in rows[:2]] == ["Sale", "Commission"]

    def test_sales_are_the_shops_own(self, client_of, bruno, rita, alice):
        parcel = after.delivered(bruno, alice)
        after.delivered(rita, alice)

        rows = rows_of(client_of(bruno).get("/seller/parcels/export/", secure=True))

        assert [(row["order"], row["parcel_commission"]) for row in rows] == [(parcel.order.number, "3.23")]

    def test_purchases_are_the_buyers_own(self, client_of, bruno, alice, eve):
        after.delivered(bruno, alice)

        assert len(rows_of(client_of(alice).get("/orders/export/", secure=True))) == 1
        assert rows_of(client_of(eve).get("/orders/export/", secure=True)) == []

    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\t=1", '=HYPERLINK("x")'])
    def test_no_cell_is_a_formula(self, bruno, alice, title):
        after.delivered(bruno, alice)
        OrderLine.objects.update(title=title, sku=title)

        text = "".join(exporting.purchases(OrderLine.objects.all()))

        row = next(iter(csv.DictReader(io.StringIO(text))))
        assert (row["title"][0], row["sku"][0]) == ("'", "'")

    def test_streams_without_a_query_per_row(self, bruno, alice):
        for _number in range(3):
            after.delivered(bruno, alice)

        with CaptureQueriesContext(connection) as captured:
            rows = list(exporting.sales(OrderLine.objects.all()))

        assert (len(rows), len(captured)) == (4, 1)


class TestProposal:
    def test_asks_the_office_and_moves_nothing(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)
        client, url = client_of(bruno), f"/seller/parcels/{parcel.pk}/refund/"
        form = {"key": client.get(url, secure=True).context["form"]["key"].value(), "reason": "a crack"}
        form[f"pieces_{after.line_of(parcel).pk}"] = "1"

        assert [client.post(url, form, secure=True).status_code for _number in range(2)] == [302, 302]

        assert Refund.objects.get().status == "proposed"
        assert LedgerEntry.objects.filter(kind="refund").count() == 0
        assert "Proposed by the shop" in text_of(client.get(f"/seller/parcels/{parcel.pk}/", secure=True))

    def test_asks_again_where_nothing_was_chosen(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)

        response = client_of(bruno).post(
            f"/seller/parcels/{parcel.pk}/refund/", {"key": "0" * 32, "reason": "x"}, secure=True
        )

        assert response.status_code == 422
        assert "Choose what the money goes back for" in text_of(response)
        assert not Refund.objects.exists()


class TestDocuments:
    def test_the_invoice_is_a_pdf_for_buyer_guest_and_shop(self, client_of, client, bruno, rita, alice):
        parcel = after.delivered(bruno, alice)
        number = parcel.invoices.get().number
        number_page = client_of(alice).get(f"/orders/{parcel.order.number}/invoice/", secure=True)

        answers = [
            client_of(alice).get(f"/orders/{parcel.order.number}/invoice/pdf/", secure=True),
            client.get(f"/track/{tracking.token(parcel.order)}/invoice/pdf/", secure=True),
            client_of(bruno).get(f"/seller/parcels/{parcel.pk}/invoice/", secure=True),
            client_of(bruno).get(f"/seller/parcels/{parcel.pk}/slip/pdf/", secure=True),
        ]

        again = client_of(bruno).get(f"/seller/parcels/{parcel.pk}/slip/pdf/", secure=True)

        assert number in text_of(number_page)
        assert [answer.content[:5] for answer in (*answers, again)] == [b"%PDF-"] * 5
        assert client_of(rita).get(f"/seller/parcels/{parcel.pk}/invoice/", secure=True).status_code == 404

    def test_a_shop_that_changes_its_name_keeps_the_old_one_on_what_it_issued(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)
        before = parcel.seller.name
        Seller.objects.filter(pk=parcel.seller_id).update(name="Quite another shop")

        page = text_of(client_of(alice).get(f"/orders/{parcel.order.number}/invoice/", secure=True))

        assert escape(before) in page
        assert "Quite another shop" not in page

    def test_before_it_is_shipped_there_is_none(self, client_of, bruno, alice):
        parcel = after.packed(bruno, alice)

        response = client_of(alice).get(f"/orders/{parcel.order.number}/invoice/pdf/", secure=True)

        assert response.headers["Location"] == f"/orders/{parcel.order.number}/invoice/"
