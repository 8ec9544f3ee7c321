"""One stop of the courier: the one button, the code, failed attempts, cash."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from catalog.models import Stock
from orders import handover
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs


def _parcel(dora, status=P.OUT_FOR_DELIVERY, **given) -> Parcel:
    given.setdefault("order", OrderFactory(**given.pop("placed", {})))
    return ParcelFactory(status=status, courier=dora.courier, **given)


def _wrong(parcel: Parcel) -> str:
    return "0000" if handover.code(parcel) != "0000" else "1111"


def test_a_parcel_goes_from_the_shop_to_the_door(dora, client_of):
    parcel = ParcelFactory(status=P.PACKED)
    client = client_of(dora)

    client.post(f"/deliver/jobs/{parcel.pk}/claim/")
    for action in ("pick-up", "start", "arrive"):
        assert client.post(f"/deliver/{parcel.pk}/{action}/").url == f"/deliver/{parcel.pk}/", action
    parcel.refresh_from_db()
    answer = client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)})

    parcel.refresh_from_db()
    assert answer.url == "/deliver/"
    assert (parcel.status, parcel.courier.user) == (P.DELIVERED, dora)
    assert parcel.payments.get().captured == parcel.total
    stock = Stock.objects.get(variant=parcel.lines.get().variant)
    assert (stock.on_hand, stock.reserved) == (8, 0)
    jobs.run_waiting()
    subjects = [message.subject for message in mail.outbox]
    shop = parcel.seller.name
    assert subjects == [
        f"Your parcel from {shop} is on its way",
        f"Your parcel from {shop} comes today",
        f"Your parcel from {shop} was delivered",
    ]
    assert not any(handover.code(parcel) in str(message.message()) for message in mail.outbox)


def test_the_one_button_changes_with_the_state(dora, client_of):
    client = client_of(dora)
    arrived = timezone.now()

    cases = [
        (_parcel(dora, P.PACKED), "Pick up"),
        (_parcel(dora, P.SHIPPED), "Start"),
        (_parcel(dora, P.OUT_FOR_DELIVERY), "I have arrived"),
        (_parcel(dora, P.OUT_FOR_DELIVERY, arrived_at=arrived), "Confirm delivery"),
        (_parcel(dora, P.ATTEMPT_FAILED), "Start"),
        (_parcel(dora, P.RETURNING), "Handed back to the shop"),
        (_parcel(dora, P.DELIVERED), ""),
        (_parcel(dora, P.CANCELLED), ""),
        (_parcel(dora, P.OUT_FOR_DELIVERY, arrived_at=arrived, code_locked_at=arrived), ""),
    ]

    assert [str(client.get(f"/deliver/{parcel.pk}/").context["words"]) for parcel, _words in cases] == [
        words for _parcel, words in cases
    ]


def test_a_wrong_code_counts_and_keeps_what_was_typed(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())

    page = client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": _wrong(parcel)})

    parcel.refresh_from_db()
    text = page.content.decode()
    assert page.status_code == 422
    assert "That code does not match. 4 tries left." in text
    assert f'value="{_wrong(parcel)}"' in text
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 1)


def test_the_fifth_wrong_code_locks_the_hand_over_even_for_the_right_one(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)

    for _try in range(5):
        client.post(f"/deliver/{parcel.pk}/deliver/", {"code": _wrong(parcel)})
    answer = client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)}, follow=True)

    parcel.refresh_from_db()
    assert parcel.status == P.OUT_FOR_DELIVERY
    assert (parcel.code_failures, parcel.code_locked_at is not None) == (5, True)
    assert parcel.events.filter(happening="code_locked").count() == 1
    assert "Hand-over locked" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "12", "12345", "abcd", "１２３４", "1\0", "-123", "9" * 10_000, "<b>1</b>"])
def test_what_is_no_code_does_not_cost_a_try(dora, client_of, code):
    parcel = _parcel(dora, arrived_at=timezone.now())

    page = client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": code})

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert (parcel.status, parcel.code_failures) == (P.OUT_FOR_DELIVERY, 0)


def test_a_code_with_a_space_is_the_same_code(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    code = handover.code(parcel)

    client_of(dora).post(f"/deliver/{parcel.pk}/deliver/", {"code": f" {code[:2]} {code[2:]} "})

    parcel.refresh_from_db()
    assert parcel.status == P.DELIVERED


def test_address_and_phone_are_gone_once_delivered(dora, client_of):
    client = client_of(dora)
    parcel = _parcel(dora, placed={"note": "Gate code 4471"})

    before = client.get(f"/deliver/{parcel.pk}/").content.decode()
    Parcel.objects.filter(pk=parcel.pk).update(**{"status": P.DELIVERED, "delivered_at": timezone.now()})
    after = client.get(f"/deliver/{parcel.pk}/").content.decode() + client.get("/deliver/").content.decode()

    for detail in ("Kastanienallee", "+4930901820000", "Gate code 4471"):
        assert detail in before
        assert detail not in after


def test_cash_that_is_due_is_shown_and_then_in_the_drawer(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)

    assert "Collect €52.90 in cash" in client.get(f"/deliver/{parcel.pk}/").content.decode()
    client.post(f"/deliver/{parcel.pk}/deliver/", {"code": handover.code(parcel)})
    drawer = client.get("/deliver/cash/").context["drawer"]

    assert str(drawer.total) == "52.90"
    assert [payment.order for payment in drawer.collected] == [parcel.order]


def test_the_third_failed_attempt_sends_it_back_to_the_shop(dora, client_of):
    parcel = _parcel(dora)
    client = client_of(dora)
    day = client.get(f"/deliver/{parcel.pk}/fail/").context["form"]["next_on"].initial

    for number in (1, 2):
        client.post(f"/deliver/{parcel.pk}/fail/", {"reason": "nobody_home", "next_on": day, "note": "No answer"})
        parcel.refresh_from_db()
        assert (parcel.status, parcel.attempts, parcel.next_attempt_on.isoformat()) == (P.ATTEMPT_FAILED, number, day)
        client.post(f"/deliver/{parcel.pk}/start/")
    client.post(f"/deliver/{parcel.pk}/fail/", {"reason": "refused"})
    parcel.refresh_from_db()
    assert (parcel.status, parcel.attempts, parcel.next_attempt_on) == (P.RETURNING, 3, None)
    client.post(f"/deliver/{parcel.pk}/hand-back/")

    parcel.refresh_from_db()
    assert parcel.status == P.RETURNED
    assert parcel.payments.get().status == "expired"
    stock = Stock.objects.get(variant=parcel.lines.get().variant)
    assert (stock.on_hand, stock.reserved) == (10, 0)
    assert list(parcel.failed_attempts.values_list("number", "reason").order_by("number")) == [
        (1, "nobody_home"), (2, "nobody_home"), (3, "refused"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"reason": "eaten"},
        {"reason": "refused"},
        {"reason": "refused", "next_on": "2020-01-01"},
        {"reason": "refused", "next_on": "9999-12-31"},
        {"reason": "refused", "next_on": "tomorrow"},
        {"reason": "refused", "next_on": "2026-11-23", "note": "x" * 10_000},
    ],
)
def test_a_failed_attempt_needs_a_reason_and_a_coming_day(dora, client_of, data):
    parcel = _parcel(dora)

    page = client_of(dora).post(f"/deliver/{parcel.pk}/fail/", data)

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert (parcel.status, parcel.attempts) == (P.OUT_FOR_DELIVERY, 0)


def test_another_couriers_parcel_is_not_there(dora, alice, client_of):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=CourierFactory())
    client = client_of(dora)

    for path in (f"/deliver/{parcel.pk}/", f"/deliver/{parcel.pk}/fail/", f"/deliver/{10**30}/"):
        assert client.get(path).status_code == 404, path
        assert client_of(alice).get(path).status_code == 403
        assert client_of(None).get(path).status_code == 302
    for action in ("pick-up", "start", "arrive", "deliver", "fail", "hand-back", "explode"):
        answer = client.post(f"/deliver/{parcel.pk}/{action}/", {"code": handover.code(parcel)})
        assert answer.status_code == 404, action
    parcel.refresh_from_db()
    assert parcel.status == P.OUT_FOR_DELIVERY


def test_no_screen_of_the_courier_holds_the_code(dora, client_of):
    parcel = _parcel(dora, arrived_at=timezone.now())
    client = client_of(dora)
    paths = (f"/deliver/{parcel.pk}/", f"/deliver/{parcel.pk}/fail/", "/deliver/", "/deliver/jobs/", "/deliver/cash/")

    pages = [client.get(path).content.decode() for path in paths]

    assert not any(handover.code(parcel) in page.replace(parcel.order.number, "") for page in pages)


def test_a_claimed_job_is_given_back_by_a_second_press_too(dora, client_of):
    parcel, client = _parcel(dora, P.PACKED), client_of(dora)

    first = client.post(f"/deliver/{parcel.pk}/give-back/", follow=True)
    client.post(f"/deliver/{parcel.pk}/give-back/")

    parcel.refresh_from_db()
    assert "Given back. Another courier can take it." in first.content.decode()
    assert (parcel.status, parcel.courier, parcel.claimed_at) == (P.PACKED, None, None)
    assert parcel.events.filter(happening="given_back").count() == 1


def test_a_stop_brings_its_later_steps_along_for_a_dead_spot(dora, client_of):
    parcel = _parcel(dora, P.SHIPPED)

    page = client_of(dora).get(f"/deliver/{parcel.pk}/")

    steps = [(action, before) for action, before, _words in page.context["ahead"]]
    assert steps == [("arrive", "start"), ("deliver", "arrive")]
    assert page.content.decode().count("<template data-ahead=") == 2


def test_the_worker_is_one_for_everybody_and_asked_for_each_time(client_of):
    answer = client_of(None).get("/deliver/worker.js")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_token_is_the_couriers_own_and_fits(dora):
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    client.force_login(dora)
    parcel = _parcel(dora, P.PACKED)

    fresh = client.get("/deliver/token/", secure=True).json()
    headers = {"X-CSRFToken": fresh["token"], "Referer": "https://localhost/deliver/", "Accept": "application/json"}
    answer = client.post(f"/deliver/{parcel.pk}/pick-up/", secure=True, headers=headers)

    assert fresh["courier"] == dora.pk
    assert answer.json()["ok"] is True


def test_signing_out_clears_what_the_phone_keeps(dora, client_of):
    assert client_of(dora).post("/logout/")["Clear-Site-Data"] == '"storage"'


def test_scripts_of_the_courier_stay_light():
    """30 KB for everything that a courier's page runs, packed as it is served."""
    root = Path(settings.BASE_DIR) / "static" / "js"
    files = [*root.glob("courier/*.js"), root / "app.js", *root.glob("elements/*.js")]

    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 30_000
