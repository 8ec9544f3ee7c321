"""The staff site: overview, lists, search, and stepping in with a reason."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import SellerStatus
from accounts.roles import Role
from accounts.tests.factories import CourierFactory, SellerFactory
from orders import handover
from orders.models import Order, OrderEvent, Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory

PARCELS, ORDERS = "/admin/orders/parcel/", "/admin/orders/order/"


def _act(client, action, rows, **data):
    path = PARCELS if isinstance(rows[0], Parcel) else ORDERS
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **data}
    return client.post(path, chosen, follow=True).content.decode()


@pytest.fixture
def troubles(db):
    """One row of each kind of trouble, and one parcel that is well."""
    long_ago = timezone.now() - datetime.timedelta(hours=30)
    ParcelFactory()
    ParcelFactory(order=OrderFactory(placed_at=long_ago))
    ParcelFactory(order=OrderFactory(placed_at=long_ago), status=P.PACKED)
    ParcelFactory(status=P.ATTEMPT_FAILED, courier=CourierFactory())
    ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=CourierFactory(), code_locked_at=timezone.now())
    order = OrderFactory(payment_method="sandbox")
    ParcelFactory(order=order, status=P.CANCELLED)
    payment = order.payments.create(
        provider="sandbox", status="expired", currency="EUR", amount=10, captured=0, created_at=timezone.now()
    )
    payment.refunds.create(amount=1, status="failed", source="x", created_at=timezone.now())
    OrderEvent.objects.create(order=order, at=timezone.now(), kind=OrderEvent.PAYMENT_MISMATCH)
    SellerFactory(status=SellerStatus.APPLIED)


def test_each_number_of_the_overview_is_the_length_of_its_list(adam, troubles, client_of):
    client = client_of(adam)

    page = client.get("/admin/")

    tiles = {str(tile.label): tile for tile in [*page.context["problems"], *page.context["quiet"]]}
    assert {name: tile.count for name, tile in tiles.items() if tile.count} == {
        "Not packed for more than 24 hours": 1,
        "No courier after more than 24 hours": 1,
        "Could not be delivered": 1,
        "Hand-over locked": 1,
        "Declined or expired in the last 7 days": 1,
        "Refund failed": 1,
        "Paid sum differs": 1,
        "Shops waiting for approval": 1,
    }
    for tile in tiles.values():
        listed = client.get(tile.url)
        assert listed.status_code == 200, tile.url
        if "cl" in listed.context:
            assert listed.context["cl"].result_count == tile.count, tile.url
        else:
            assert len(listed.context["counts"]) == tile.count, tile.url


def test_the_staff_site_is_for_staff(db, alice, bruno, dora, client_of):
    for path in ("/admin/", ORDERS, PARCELS):
        assert client_of(None).get(path).url.startswith("/login/?next=/admin/")
        assert {client_of(user).get(path).status_code for user in (alice, bruno, dora)} == {403}


def test_finds_orders_by_number_email_and_sku(adam, alice, client_of):
    wanted = ParcelFactory(order=OrderFactory(buyer=alice, number="4821-9035"))
    ParcelFactory(order=OrderFactory(number="1111-2222"))
    client = client_of(adam)

    for term in ("4821-9035", "4821", "ALICE@example.com ", wanted.lines.get().sku.lower()):
        found = client.get(ORDERS, {"q": term}).context["cl"].result_list
        assert list(found) == [wanted.order], term
    for term in ("\0", "nothing such", "x" * 5000, "alice@example", "%' or 1=1"):
        page = client.get(ORDERS, {"q": term})
        assert page.status_code == 200, term[:20]


def test_shows_an_order_with_everything_inside_but_the_code(adam, client_of):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=CourierFactory())
    client = client_of(adam)

    order = client.get(f"{ORDERS}{parcel.order.pk}/change/").content.decode()
    inside = client.get(f"{PARCELS}{parcel.pk}/change/").content.decode()

    assert parcel.lines.get().sku in order
    assert f"{PARCELS}{parcel.pk}/change/" in order
    for page in (order, inside):
        assert parcel.code_nonce not in page
        assert f">{handover.code(parcel)}<" not in page


def test_nothing_can_be_typed_over_added_or_deleted(adam, client_of):
    parcel = ParcelFactory()
    client = client_of(adam)

    client.post(f"{PARCELS}{parcel.pk}/change/", {"status": P.DELIVERED, "total": "1.00", "code_failures": "0"})
    client.post(f"{ORDERS}{parcel.order.pk}/change/", {"total": "1.00", "email": "mallory@example.com"})

    for path in (f"{ORDERS}add/", f"{PARCELS}add/", f"{ORDERS}{parcel.order.pk}/delete/"):
        assert client.get(path).status_code == 403
    before = parcel.total
    parcel.refresh_from_db()
    assert (parcel.status, parcel.total, Order.objects.get().email) == (P.PENDING, before, parcel.order.email)


def test_the_office_packs_for_a_shop_with_a_reason(adam, client_of):
    parcel = ParcelFactory()
    client = client_of(adam)

    refused = _act(client, "pack", [parcel], reason="  ")
    parcel.refresh_from_db()
    assert "Write a reason" in refused
    assert parcel.status == P.PENDING
    _act(client, "pack", [parcel], reason="The shop phoned: their screen is broken.")

    parcel.refresh_from_db()
    event = parcel.events.get()
    assert (parcel.status, event.by, event.note) == (P.PACKED, adam, "The shop phoned: their screen is broken.")


def test_only_legal_moves_happen_the_others_are_explained(adam, client_of):
    done, waiting = ParcelFactory(status=P.DELIVERED), ParcelFactory()

    text = _act(client_of(adam), "cancel", [done, waiting], reason="Sold twice")

    states = dict(Parcel.objects.values_list("pk", "status"))
    assert states == {done.pk: P.DELIVERED, waiting.pk: P.CANCELLED}
    assert "already “Delivered” and can no longer be cancelled" in text


def test_opens_a_locked_hand_over_with_a_new_code(adam, dora, client_of):
    parcel = ParcelFactory(
        status=P.OUT_FOR_DELIVERY, courier=dora.courier, code_failures=5, code_locked_at=timezone.now()
    )
    nonce = parcel.code_nonce

    _act(client_of(adam), "open_handover", [parcel], reason="Passport checked by phone")

    parcel.refresh_from_db()
    assert (parcel.code_failures, parcel.code_locked_at) == (0, None)
    assert parcel.code_nonce != nonce
    assert parcel.events.get(happening="code_opened").note == "Passport checked by phone"


def test_gives_a_parcel_to_another_courier(adam, dora, client_of):
    parcel, other = ParcelFactory(status=P.SHIPPED, courier=dora.courier), CourierFactory()
    client = client_of(adam)

    _act(client, "reassign", [parcel], reason="Dora is ill", courier=other.pk)
    parcel.refresh_from_db()
    assert parcel.courier == other
    text = _act(client, "reassign", [parcel], reason="Nobody", courier="")

    parcel.refresh_from_db()
    assert "choose who brings it" in text
    assert parcel.courier == other


def test_cancels_what_can_be_cancelled_of_an_order(adam, client_of):
    order = OrderFactory()
    packed, shipped = ParcelFactory(order=order, status=P.PACKED), ParcelFactory(order=order, status=P.SHIPPED)

    _act(client_of(adam), "cancel", [order], reason="Fraud")

    assert dict(Parcel.objects.values_list("pk", "status")) == {packed.pk: P.CANCELLED, shipped.pk: P.SHIPPED}


def test_a_failed_job_can_be_run_again(adam, client_of):
    with connection.cursor() as cursor:  # the library's models only read
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            """VALUES ('default', 'shop.call', '{"function": "a:b"}', 'failed', 15)"""
        )
    job = ProcrastinateJob.objects.get(status="failed")
    client = client_of(adam)
    path = "/admin/procrastinate/procrastinatejob/"

    assert client.get(f"{path}?status__exact=failed").context["cl"].result_count == 1
    client.post(path, {"action": "run_again", "_selected_action": [job.pk]})

    job.refresh_from_db()
    assert job.status == "todo"


def test_lists_ask_a_bounded_number_of_questions_and_count_no_further_than_needed(adam, client_of, monkeypatch):
    monkeypatch.setattr("shop.core.paging.CappedPaginator.MOST_COUNTED", 3)
    client = client_of(adam)
    ParcelFactory()
    paths = (ORDERS, PARCELS, "/admin/orders/payment/")

    few = [_queries(client, path) for path in paths]
    for _number in range(6):
        ParcelFactory()
    many = [_queries(client, path) for path in paths]

    # user, groups, permissions (by user and by group); count, rows; filters (areas, couriers); parcels and shops
    assert few == many
    assert max(many) <= 12
    assert client.get(ORDERS).context["cl"].result_count == 3


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_the_role_alone_opens_it_nobody_is_a_superuser(adam):
    assert not adam.is_superuser
    assert Group.objects.get(name=Role.ADMIN).permissions.filter(codename="change_parcel").exists()
