import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent

pytestmark = pytest.mark.django_db
PATH = "/admin/accounts/auditevent/"


@pytest.fixture
def office(client_of, adam):
    return client_of(adam)


@pytest.fixture
def trail(adam, alice, bruno):
    now = timezone.now()
    audit.record(by=adam, action="close", about=alice, at=now, before={"is_active": True}, reason="Asked by letter")
    audit.record(by=None, action="open", about=bruno, at=now - timezone.timedelta(days=3), always=True)
    audit.settle()
    return list(AuditEvent.objects.order_by("seq"))


def found(office, query):
    response = office.get(PATH, {"q": query})
    assert response.status_code == 200
    return [event.action for event in response.context["cl"].result_list]


def test_shows_who_did_what_to_what_and_why(office, trail, alice):
    page = office.get(PATH).content.decode()

    assert "adam@example.com" in page
    assert f'<a href="/admin/accounts/user/{alice.pk}/change/">person {alice.pk}</a>' in page
    assert "is_active: True → –" in page
    assert "Asked by letter" in page
    assert "the system" in page


def test_is_searched_by_person_object_and_day(office, trail, alice):
    day = timezone.localdate().isoformat()

    assert found(office, "adam@example.com") == ["close"]
    assert found(office, f"user:{alice.pk}") == ["close"]
    assert found(office, f"person:{alice.pk}") == ["close"]
    assert found(office, f"order:{alice.pk}") == []
    assert found(office, day) == ["close"]
    assert found(office, f"adam@example.com {day} close") == ["close"]
    assert found(office, "open") == ["open"]


def test_is_filtered_by_person_kind_and_day(office, trail, adam):
    def rows(**query):
        return [event.action for event in office.get(PATH, query).context["cl"].result_list]

    assert rows(who=adam.pk) == ["close"]
    assert rows(kind="accounts.user") == ["open", "close"]
    assert rows(kind="orders.order") == []


@pytest.mark.parametrize("query", ["\0", "2026-13-99", "x" * 10_000, ":", "user:", "😀", "user:\0", "@"])
def test_bears_any_query(office, trail, query):
    assert office.get(PATH, {"q": query}).status_code == 200


@pytest.mark.parametrize("who", ["x", "-1", "²", "9" * 40])
def test_bears_any_person(office, trail, who):
    assert office.get(PATH, {"who": who}).status_code in (200, 302)


def test_changes_and_deletes_nothing(office, trail):
    pk = trail[0].pk

    assert office.get(f"{PATH}{pk}/change/").status_code == 200
    assert office.post(f"{PATH}{pk}/change/", {"reason": "x"}).status_code == 403
    assert office.post(f"{PATH}{pk}/delete/", {"post": "yes"}).status_code == 403
    assert office.get(f"{PATH}add/").status_code == 403
    assert audit.first_break() is None


@pytest.mark.parametrize("who", ["alice", "bruno", "dora"])
def test_is_nobody_elses_business(client_of, request, who):
    assert client_of(request.getfixturevalue(who)).get(PATH).status_code == 403


def test_costs_few_queries_with_fifty_lines(office, trail, adam, alice, bruno, django_assert_max_num_queries):
    office.get(PATH)
    for number in range(50):
        about = (alice, bruno)[number % 2]
        audit.record(by=adam, action="test", about=about, at=timezone.now())
    audit.settle()

    with django_assert_max_num_queries(10):
        office.get(PATH)
