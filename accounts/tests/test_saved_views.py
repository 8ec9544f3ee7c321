"""Views of the office's lists: saved under a name, listed above the list, one's own alone, deleted again."""

import pytest

from accounts import personal
from accounts.models import SavedView
from accounts.operations import saved_views
from accounts.roles import Role
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST, SAVE = "/admin/orders/order/", "/admin/views/save/"
FORM = {"listed": "orders.order", "name": "Cash", "query": "payment_method__exact=cash"}


@pytest.fixture
def office(adam, client_of):
    return client_of(adam)


def test_saves_the_filters_that_are_shown(office, adam):
    page = office.get(f"{LIST}?payment_method__exact=cash&o=-3&p=2&q=alice@example.com").content.decode()
    assert 'name="query" value="o=-3&amp;payment_method__exact=cash"' in page

    answer = office.post(SAVE, {**FORM, "query": "payment_method__exact=cash&o=-3&p=2&q=alice@example.com"})

    view = SavedView.objects.get()
    assert (view.user, view.listed, view.name) == (adam, "orders.order", "Cash")
    assert view.query == "o=-3&payment_method__exact=cash"
    assert answer.url == f"{LIST}?o=-3&payment_method__exact=cash"
    shown = office.get(answer.url).content.decode()
    assert 'aria-current="page">Cash</a>' in shown
    assert "Save view" not in shown


def test_stands_above_its_list_alone_and_for_its_owner_alone(office, client_of):
    office.post(SAVE, FORM)
    other = client_of(UserFactory(roles=[Role.CUSTOMER, Role.ADMIN]))

    assert ">Cash</a>" in office.get(LIST).content.decode()
    assert ">Cash</a>" not in office.get("/admin/orders/parcel/").content.decode()
    assert ">Cash</a>" not in other.get(LIST).content.decode()


def test_the_same_name_again_takes_the_new_filters(office):
    office.post(SAVE, FORM)
    office.post(SAVE, {**FORM, "query": "payment_method__exact=stripe"})

    assert SavedView.objects.get().query == "payment_method__exact=stripe"


def test_is_deleted_by_its_owner_alone(office, client_of):
    office.post(SAVE, FORM)
    view = SavedView.objects.get()
    other = client_of(UserFactory(roles=[Role.CUSTOMER, Role.ADMIN]))

    assert other.post(f"/admin/views/{view.pk}/delete/").status_code == 404
    assert SavedView.objects.count() == 1
    assert office.get(f"/admin/views/{view.pk}/delete/").status_code == 405
    assert office.post(f"/admin/views/{view.pk}/delete/").url == LIST

    assert not SavedView.objects.exists()
    assert office.post(f"/admin/views/{view.pk}/delete/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"name": "x" * 41}, {"name": "a\0b"}, {"query": ""}, {"query": "q=alice"}, {"query": "x=" * 10_000}],
)
def test_saves_nothing_that_cannot_be_and_says_so(office, change):
    answer = office.post(SAVE, {**FORM, **change}, follow=True)

    assert answer.status_code == 200
    assert len(list(answer.context["messages"])) == 1
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("listed", ["", "x", "orders.nothing", "auth.permission", "//evil.example", "a\0b"])
def test_leads_to_no_list_that_the_office_does_not_have(office, listed):
    assert office.post(SAVE, {**FORM, "listed": listed}).status_code == 404
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_is_gone_does_no_harm(office):
    office.post(SAVE, {**FORM, "query": "gone__exact=1&o=9.9.9"})

    assert office.get(f"{LIST}?{SavedView.objects.get().query}", follow=True).status_code == 200


def test_holds_no_more_than_can_be_found_again(office, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 2)
    for name in ("one", "two", "three"):
        office.post(SAVE, {**FORM, "name": name})

    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["one", "two"]


def test_is_for_the_office(alice, bruno, client_of):
    for user in (alice, bruno):
        assert client_of(user).post(SAVE, FORM).status_code == 403
    assert client_of(None).post(SAVE, FORM).status_code == 302
    assert not SavedView.objects.exists()


def test_is_part_of_ones_data(office, adam):
    office.post(SAVE, FORM)

    assert [row["name"] for row in personal.office_views(adam)] == ["Cash"]
