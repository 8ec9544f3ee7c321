"""The courier's day: a dead spot, an answer that is lost, a failed attempt, the cash at its end."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from shop.tests.journeys import road
from shop.tests.journeys.conftest import People

pytestmark = pytest.mark.browser


@pytest.fixture
def scripts() -> bool:
    """What a phone keeps it keeps by script; the plain forms have their own journey below."""
    return True


def _wrong(code: str) -> str:
    return "0000" if code != "0000" else "1111"


def _arrive_and_type(phone: Page, stop: str, code: str) -> None:
    phone.goto(stop)
    phone.locator("#signal[data-ready]").wait_for(state="attached")
    phone.get_by_role("button", name="I have arrived").click()
    phone.locator("#step [name=code]").wait_for()
    phone.locator("#signal[data-ready]").wait_for(state="attached")
    phone.locator("#step [name=code]").fill(code)
    phone.get_by_role("button", name="Confirm delivery").click()
    phone.wait_for_url("**/deliver/")


def test_a_dead_spot_loses_nothing_and_delivers_nothing_twice(people: People):
    (first, number), (second, other) = road.order(people), road.order(people)
    phone = road.courier(people)
    road.on_the_way(people, phone, [number, other])
    stops = [road.stop_of(phone, one) for one in (number, other)]
    codes = [road.code(first), road.code(second)]
    phone.goto("/deliver/")
    phone.wait_for_function(
        "async paths => (await Promise.all(paths.map(one => caches.match(one)))).every(Boolean)", arg=stops
    )

    phone.context.set_offline(True)
    _arrive_and_type(phone, stops[0], codes[0])
    _arrive_and_type(phone, stops[1], _wrong(codes[1]))
    expect(phone.locator("#signal")).to_have_text(
        "No signal. 2 deliveries saved on this phone, will send when back online."
    )
    first.reload()
    expect(first.locator(".badge").filter(has_text="Delivered")).to_have_count(0)
    phone.context.set_offline(False)

    expect(phone.locator("#problems")).to_contain_text("That code does not match. 4 tries left.", timeout=45_000)
    expect(phone.locator(".round__next")).to_contain_text(other)
    first.reload()
    expect(first.locator(".badge").filter(has_text="Delivered")).to_have_count(1)
    expect(first.get_by_text("It was handed over.")).to_have_count(1)
    second.reload()
    expect(second.locator(".code")).to_be_visible()


def test_an_answer_that_is_lost_after_the_server_acted_changes_nothing(people: People):
    buyer, number = road.order(people)
    phone = road.courier(people, service_workers="block")
    road.on_the_way(people, phone, [number])
    stop = road.stop_of(phone, number)
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.fallback()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.route(re.compile(r"/deliver/\d+/deliver/$"), lose_the_first)
    _arrive_and_type(phone, stop, road.code(buyer))

    assert lost == [200]
    expect(phone.get_by_text("1 delivery saved on this phone").or_(phone.locator("#signal[hidden]"))).to_have_count(1)
    phone.wait_for_function("document.getElementById('signal').hidden", timeout=45_000)
    expect(phone.locator("#problems")).to_be_hidden()
    buyer.reload()
    expect(buyer.locator(".badge").filter(has_text="Delivered")).to_have_count(1)


def test_signing_out_takes_everything_off_the_phone(people: People):
    _buyer, number = road.order(people)
    phone = road.courier(people)
    road.on_the_way(people, phone, [number])
    phone.goto("/deliver/")
    phone.wait_for_function("async () => (await (await caches.open('courier-pages')).keys()).length > 2")

    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda url: "/deliver/" not in url)

    assert phone.evaluate("async () => (await caches.keys()).filter(name => name.startsWith('courier'))") == []
    assert phone.evaluate("async () => (await indexedDB.databases()).map(one => one.name)") == []
