"""The shop's desk: home, list, one parcel, slip, and the actions on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orders import handover
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


def _parcel(bruno, **given) -> Parcel:
    given.setdefault("order", OrderFactory(**given.pop("placed", {})))
    return ParcelFactory(seller=bruno.seller, **given)


def test_list_stands_oldest_first_and_holds_own_parcels_only(bruno, rita, client_of):
    first, second = _parcel(bruno), _parcel(bruno)
    ParcelFactory(seller=rita.seller)

    rows = client_of(bruno).get("/seller/parcels/").context["rows"]

    assert [row.parcel for row in rows] == [first, second]


@pytest.mark.parametrize("view", ["nonsense", "", "pack'--", "🧺", "\0"])
def test_list_takes_an_unknown_view_for_the_first(bruno, client_of, view):
    page = client_of(bruno).get("/seller/parcels/", {"view": view, "page": "-3"})

    assert page.status_code == 200
    assert page.context["view"] == "pack"


def test_packs_several_at_once_but_never_a_rivals(bruno, rita, client_of):
    mine, other = _parcel(bruno), ParcelFactory(seller=rita.seller)
    client = client_of(bruno)

    refused = client.post("/seller/parcels/pack/", {"parcels": [mine.pk, other.pk]})
    assert refused.status_code == 422
    assert set(Parcel.objects.values_list("status", flat=True)) == {P.PENDING}
    client.post("/seller/parcels/pack/", {"parcels": [mine.pk]})

    mine.refresh_from_db()
    assert mine.status == P.PACKED


@pytest.mark.parametrize("ids", [[], ["x"], ["-1"], ["9" * 40], ["1\0"]])
def test_packing_nothing_sensible_is_explained(bruno, client_of, ids):
    parcel = _parcel(bruno)

    page = client_of(bruno).post("/seller/parcels/pack/", {"parcels": ids})

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert parcel.status == P.PENDING


def test_a_parcel_page_names_the_buyer_and_the_area_only(bruno, client_of):
    parcel = _parcel(bruno, placed={"email": "secret@example.com", "note": "Gate code 4471"})

    text = client_of(bruno).get(f"/seller/parcels/{parcel.pk}/").content.decode()

    assert "Alice Anders" in text
    assert "Berlin" in text
    for hidden in ("Kastanienallee", "10435", "+4930901820000", "secret@example.com", "4471"):
        assert hidden not in text


@pytest.mark.parametrize(
    ("status", "shown"), [(P.PENDING, True), (P.PACKED, True), (P.SHIPPED, False), (P.DELIVERED, False)]
)
def test_the_address_shows_for_a_parcel_service_until_shipped(bruno, client_of, status, shown):
    parcel = _parcel(bruno, status=status, delivery_method="carrier")
    client = client_of(bruno)

    page = client.get(f"/seller/parcels/{parcel.pk}/").content.decode()
    slip = client.get(f"/seller/parcels/{parcel.pk}/slip/").content.decode()

    assert ("Kastanienallee" in page) == ("Kastanienallee" in slip) == shown


def test_no_page_of_the_shop_holds_the_hand_over_code(bruno, dora, client_of):
    parcel = _parcel(bruno, status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    client = client_of(bruno)

    paths = (f"/seller/parcels/{parcel.pk}/", f"/seller/parcels/{parcel.pk}/slip/", "/seller/", "/seller/parcels/")
    pages = [client.get(path).content.decode() for path in paths]

    assert not any(f">{handover.code(parcel)}<" in page for page in pages)


def test_a_parcel_goes_from_pending_to_delivered_by_parcel_service(bruno, client_of):
    parcel = _parcel(bruno, delivery_method="carrier")
    client = client_of(bruno)
    base = f"/seller/parcels/{parcel.pk}"

    for action, data in [
        ("accept", {}),
        ("pack", {}),
        ("ship", {"carrier": "DHL", "tracking_number": "JJD000390007"}),
        ("delivered", {}),
    ]:
        answer = client.post(f"{base}/{action}/", data)
        assert (answer.status_code, answer.url) == (302, f"{base}/"), action

    parcel.refresh_from_db()
    assert parcel.status == P.DELIVERED
    assert (parcel.carrier, parcel.tracking_number) == ("DHL", "JJD000390007")
    assert parcel.payments.get().captured == parcel.total


def test_shipping_without_a_service_is_explained_beside_the_field(bruno, client_of):
    parcel = _parcel(bruno, status=P.PACKED, delivery_method="carrier")

    page = client_of(bruno).post(
        f"/seller/parcels/{parcel.pk}/ship/", {"carrier": "", "tracking_number": "<script>alert(1)</script>"}
    )

    parcel.refresh_from_db()
    text = page.content.decode()
    assert page.status_code == 422
    assert "Name the parcel service" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert parcel.status == P.PACKED


def test_cancelling_needs_a_reason(bruno, client_of):
    parcel = _parcel(bruno)
    client = client_of(bruno)

    refused = client.post(f"/seller/parcels/{parcel.pk}/cancel/", {"reason": " "})
    parcel.refresh_from_db()
    assert (refused.status_code, parcel.status) == (422, P.PENDING)
    client.post(f"/seller/parcels/{parcel.pk}/cancel/", {"reason": "A crack in the glaze."})

    parcel.refresh_from_db()
    assert parcel.status == P.CANCELLED
    assert parcel.events.get(to_status=P.CANCELLED).note == "A crack in the glaze."


@pytest.mark.parametrize("reason", ["x" * 10_000, "a\0b", "\x07", "\ufffd"])
def test_cancelling_refuses_unreadable_and_endless_reasons(bruno, client_of, reason):
    parcel = _parcel(bruno)

    page = client_of(bruno).post(f"/seller/parcels/{parcel.pk}/cancel/", {"reason": reason})

    parcel.refresh_from_db()
    assert (page.status_code, parcel.status) == (422, P.PENDING)


def test_a_refused_step_says_why_and_changes_nothing(bruno, client_of):
    parcel = _parcel(bruno, status=P.DELIVERED)
    client = client_of(bruno)

    page = client.post(f"/seller/parcels/{parcel.pk}/pack/", follow=True)

    parcel.refresh_from_db()
    assert "The parcel is now “Delivered”" in page.content.decode()
    assert parcel.status == P.DELIVERED


def test_a_rival_finds_nothing_and_a_customer_is_refused(bruno, rita, alice, client_of):
    parcel = _parcel(bruno)

    for path in (f"/seller/parcels/{parcel.pk}/", f"/seller/parcels/{parcel.pk}/slip/"):
        assert client_of(rita).get(path).status_code == 404
        assert client_of(alice).get(path).status_code == 403
        assert client_of(None).get(path).status_code == 302
    for action in ("pack", "cancel", "nonsense"):
        assert client_of(rita).post(f"/seller/parcels/{parcel.pk}/{action}/", {"reason": "x"}).status_code == 404
    parcel.refresh_from_db()
    assert parcel.status == P.PENDING


def test_asks_the_database_no_more_often_for_more_parcels(bruno, client_of):
    client = client_of(bruno)
    _parcel(bruno)
    paths = ("/seller/parcels/", "/seller/")

    for path in paths:
        client.get(path)
    few = [_queries(client, path) for path in paths]
    for _number in range(10):
        _parcel(bruno)
    many = [_queries(client, path) for path in paths]

    # list: session, user, groups; counts of the tabs, count of pages, parcels, lines
    # home: session, user, groups, shop; sales; parcels, lines; to do ×3; low ×2; best sellers
    assert few == many
    assert many[0] <= 8
    assert many[1] <= 14


def _queries(client, path) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
