"""`/api/seller/parcels/` and `/api/deliver/`: the pages' operations for programs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from accounts.tests.support import api_client
from orders import handover
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import ParcelFactory

SHOP, COURIER = "/api/seller/parcels/", "/api/deliver/parcels/"


def _post(client, path, data=None):
    return client.post(path, data if data is not None else {}, content_type="application/json")


def test_a_shop_packs_and_ships_by_parcel_service(bruno):
    parcel = ParcelFactory(seller=bruno.seller, delivery_method="carrier")
    client = api_client(bruno)

    steps = [("accept", {}), ("pack", {}), ("ship", {"carrier": "DHL", "tracking_number": "JJD1"}), ("delivered", {})]
    states = [_post(client, f"{SHOP}{parcel.pk}/{action}/", data).json()["status"] for action, data in steps]

    assert states == ["pending", "packed", "shipped", "delivered"]


def test_a_courier_claims_and_delivers(dora):
    parcel = ParcelFactory(status=P.PACKED)
    client = api_client(dora)

    job = client.get("/api/deliver/jobs/").json()["results"][0]
    assert job == {
        "id": parcel.pk,
        "shop": parcel.seller.name,
        "shop_town": "Berlin",
        "area": "Berlin",
        "arrives_to": parcel.arrives_to.isoformat(),
    }
    for action in ("claim", "pick-up", "start", "arrive"):
        answer = _post(client, f"{COURIER}{parcel.pk}/{action}/")
        assert answer.status_code == 200, action
    parcel.refresh_from_db()
    stop = _post(client, f"{COURIER}{parcel.pk}/deliver/", {"code": handover.code(parcel)}).json()

    assert (stop["status"], stop["address"], stop["phone"], stop["note"], stop["cash_due"]) == (
        "delivered", None, "", "", None,
    )  # fmt: skip


def test_a_courier_reads_what_the_door_needs_and_no_code(dora):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)

    answer = api_client(dora).get(f"{COURIER}{parcel.pk}/")

    stop = answer.json()
    assert stop["address"]["line1"] == "Kastanienallee 7"
    assert stop["cash_due"] == {"amount": "52.90", "currency": "EUR"}
    assert set(stop["actions"]) == {"arrive", "deliver", "fail"}
    assert f'"{handover.code(parcel)}"' not in answer.content.decode()


def test_a_shop_reads_a_name_and_an_area(bruno):
    parcel = ParcelFactory(seller=bruno.seller, status=P.OUT_FOR_DELIVERY, courier=CourierFactory())

    answer = api_client(bruno).get(SHOP)

    row = answer.json()["results"][0]
    assert (row["buyer"], row["area"], row["address"], row["actions"]) == ("Alice Anders", "Berlin", None, [])
    for hidden in ("Kastanienallee", "10435", "+4930901820000", handover.code(parcel) + '"'):
        assert hidden not in answer.content.decode()


def test_a_wrong_code_counts(dora):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    wrong = "0000" if handover.code(parcel) != "0000" else "1111"
    client = api_client(dora)

    answers = [_post(client, f"{COURIER}{parcel.pk}/deliver/", {"code": wrong}) for _try in range(6)]

    parcel.refresh_from_db()
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 409, 409]
    assert answers[0].json()["error"]["fields"] == {"code": ["That code does not match. 4 tries left."]}
    assert [answer.json()["error"]["code"] for answer in answers[3:5]] == ["wrong_code", "handover_locked"]
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 5)


def test_a_failed_attempt_is_noted(dora):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    day = timezone.localdate() + datetime.timedelta(days=2)
    day += datetime.timedelta(days=day.weekday() == 6)

    stop = _post(
        api_client(dora), f"{COURIER}{parcel.pk}/fail/", {"reason": "nobody_home", "next_on": day.isoformat()}
    ).json()

    assert (stop["status"], stop["attempts"], stop["next_attempt_on"]) == ("attempt_failed", 1, day.isoformat())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("ship/", {"carrier": ""}),
        ("ship/", {"carrier": "x" * 10_000}),
        ("ship/", {"carrier": "DHL\0"}),
        ("ship/", {}),
        ("cancel/", {"reason": "  "}),
        ("cancel/", {"reason": None}),
        ("cancel/", []),
    ],
)
def test_values_that_make_no_sense_are_named_and_change_nothing(bruno, path, data):
    parcel = ParcelFactory(seller=bruno.seller, status=P.PACKED, delivery_method="carrier")

    answer = _post(api_client(bruno), f"{SHOP}{parcel.pk}/{path}", data)

    parcel.refresh_from_db()
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "unprocessable"
    assert parcel.status == P.PACKED


def test_a_step_at_the_wrong_moment_is_a_conflict(bruno):
    parcel = ParcelFactory(seller=bruno.seller, status=P.DELIVERED)

    answer = _post(api_client(bruno), f"{SHOP}{parcel.pk}/pack/")

    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "not_now"


def test_strangers_find_nothing_and_other_roles_are_refused(bruno, rita, dora, alice):
    parcel = ParcelFactory(seller=bruno.seller, status=P.OUT_FOR_DELIVERY, courier=CourierFactory())
    shop, courier = f"{SHOP}{parcel.pk}/", f"{COURIER}{parcel.pk}/"

    statuses = [
        (api_client(rita).get(shop).status_code, _post(api_client(rita), f"{shop}pack/").status_code),
        (api_client(dora).get(courier).status_code, _post(api_client(dora), f"{courier}start/").status_code),
        (api_client(alice).get(shop).status_code, api_client(alice).get("/api/deliver/jobs/").status_code),
        (api_client().get(shop).status_code, _post(api_client(), f"{courier}claim/").status_code),
    ]

    assert statuses == [(404, 404), (404, 404), (403, 403), (401, 401)]
    assert Parcel.objects.get().status == P.OUT_FOR_DELIVERY


def test_lists_page_by_cursor(bruno, monkeypatch):
    monkeypatch.setattr("orders.api.seller.PAGE", 2)
    parcels = [ParcelFactory(seller=bruno.seller) for _number in range(3)]
    client = api_client(bruno)

    first = client.get(f"{SHOP}?status=pending").json()
    second = client.get(f"{SHOP}?status=pending&cursor={first['next']}").json()
    broken = client.get(f"{SHOP}?cursor=nonsense")

    assert [row["id"] for page in (first, second) for row in page["results"]] == [parcel.pk for parcel in parcels]
    assert second["next"] is None
    assert broken.status_code == 422


def test_lists_ask_the_database_no_more_often_for_more_parcels(bruno, dora):
    shop, courier = api_client(bruno), api_client(dora)
    _pair(bruno, dora)

    few = _queries(shop, SHOP), _queries(courier, COURIER)
    for _number in range(5):
        _pair(bruno, dora)
    many = _queries(shop, SHOP), _queries(courier, COURIER)

    # token, groups, parcels, lines, payments (shop also: events, attempts)
    assert few == many
    assert max(many) <= 8


def _pair(bruno, dora):
    ParcelFactory(seller=bruno.seller)
    ParcelFactory(status=P.SHIPPED, courier=dora.courier)


def _queries(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_a_claimed_job_is_given_back_and_free_again(dora):
    parcel = ParcelFactory(status=P.PACKED, courier=dora.courier)
    client = api_client(dora)

    answer = _post(client, f"{COURIER}{parcel.pk}/give-back/")

    parcel.refresh_from_db()
    assert (answer.status_code, parcel.courier) == (204, None)
    assert [job["id"] for job in client.get("/api/deliver/jobs/").json()["results"]] == [parcel.pk]


def test_a_note_at_the_door_comes_along_and_cash_is_counted(dora):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    client = api_client(dora)

    _post(client, f"{COURIER}{parcel.pk}/deliver/", {"code": handover.code(parcel), "note": "Left with Mr Kraus"})
    drawer = client.get("/api/deliver/cash/").json()
    refused = _post(client, "/api/deliver/cash/", {"counted": "50.00"})
    count = _post(client, "/api/deliver/cash/", {"counted": "50.00", "note": "Too much change"}).json()

    assert parcel.proofs.get().note == "Left with Mr Kraus"
    assert (drawer["total"]["amount"], drawer["collected"][0]["number"]) == ("52.90", parcel.order.number)
    assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["note"])
    assert (count["status"], count["difference"]["amount"]) == ("handed_in", "-2.90")
    assert client.get("/api/deliver/cash/").json()["total"]["amount"] == "0.00"
