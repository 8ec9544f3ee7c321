from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import operations
from accounts.api.auth import require
from accounts.models import Address, Token, TokenScope, User
from accounts.roles import Permission
from accounts.tests import support
from accounts.tests.factories import AddressFactory

pytestmark = pytest.mark.django_db

HOME = {
    "full_name": "Alice Anders",
    "line1": "Kastanienallee 7",
    "postal_code": "10435",
    "city": "Berlin",
    "country": "DE",
}


@pytest.fixture
def program(alice):
    return support.api_client(alice)


def call(client, method, path, body=None):
    return getattr(client, method)(path, body or {}, content_type="application/json")


def test_shows_who_one_is(program, alice):
    answer = program.get("/api/user/me/").json()

    assert answer["email"] == "alice@example.com"
    assert answer["roles"] == ["customer"]
    assert set(answer) == {"email", "full_name", "phone", "time_zone", "roles", "joined_at"}


def test_changes_only_what_is_sent(program, alice):
    alice.phone = "+493012345678"
    alice.save()

    response = call(program, "patch", "/api/user/me/", {"full_name": "Alice A.", "time_zone": "Asia/Tokyo"})

    assert response.status_code == 200
    assert response.json()["full_name"] == "Alice A."
    alice.refresh_from_db()
    assert (alice.full_name, alice.time_zone, alice.phone) == ("Alice A.", "Asia/Tokyo", "+493012345678")


def test_empties_what_may_be_empty(program, alice):
    alice.phone = "+493012345678"
    alice.save()

    call(program, "patch", "/api/user/me/", {"phone": ""})

    alice.refresh_from_db()
    assert alice.phone == ""


@pytest.mark.parametrize("body", ["[]", "[null, null]", "null", "5", '"text"'])
def test_takes_only_an_object(program, alice, body):
    address = AddressFactory(owner=alice)

    for path in ("/api/user/me/", f"/api/user/addresses/{address.pk}/"):
        assert program.patch(path, body, content_type="application/json").status_code == 422


def test_changes_nothing_else(program, alice):
    call(
        program,
        "patch",
        "/api/user/me/",
        {"email": "x@example.com", "is_staff": True, "is_superuser": True, "password": "x", "roles": ["admin"]},
    )

    after = User.objects.get(pk=alice.pk)
    assert (after.email, after.is_staff, after.password) == ("alice@example.com", False, alice.password)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "x" * 10_000),
        ("full_name", "\0"),
        ("phone", "nonsense"),
        ("phone", "1" * 10_000),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
    ],
)
def test_names_the_field_that_is_wrong(program, alice, field, value):
    response = call(program, "patch", "/api/user/me/", {field: value})

    assert response.status_code == 422
    assert list(response.json()["error"]["fields"]) == [field]


def test_lists_addresses_page_by_page(program, alice):
    AddressFactory.create_batch(51, owner=alice)
    AddressFactory()

    first = program.get("/api/user/addresses/").json()
    second = program.get("/api/user/addresses/", {"cursor": first["next"]}).json()

    assert (len(first["results"]), len(second["results"]), second["next"]) == (50, 1, None)
    assert len({row["id"] for row in first["results"] + second["results"]}) == 51


@pytest.mark.parametrize("cursor", ["nonsense", "x" * 10_000, "W10", "WyJ4Il0", "\0"])
def test_refuses_a_cursor_of_its_own(program, cursor):
    assert program.get("/api/user/addresses/", {"cursor": cursor}).status_code == 422
    assert program.get("/api/user/tokens/", {"cursor": cursor}).status_code == 422


def test_adds_an_address_in_the_form_of_its_country(program, alice):
    response = call(program, "post", "/api/user/addresses/", {**HOME, "postal_code": "10 435", "phone": "030 1234567"})

    answer = response.json()
    assert response.status_code == 201
    assert answer["postal_code"] == "10435"
    assert answer["phone"] == "+49301234567"
    assert answer["is_default"] is True
    assert set(answer) - {"id", "is_default"} == {
        "full_name", "line1", "line2", "postal_code", "city", "region", "country", "phone",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("line1", ""),
        ("line1", "x" * 10_000),
        ("line1", "Street\0 7"),
        ("line2", "a\nb"),
        ("postal_code", "104"),
        ("postal_code", ""),
        ("city", ""),
        ("city", "\ud83d"),
        ("country", "XX"),
        ("country", ""),
        ("country", "x" * 10_000),
        ("phone", "nonsense"),
    ],
)
def test_names_the_part_of_an_address_that_is_wrong(program, alice, field, value):
    response = call(program, "post", "/api/user/addresses/", {**HOME, field: value})

    assert response.status_code == 422
    assert field in "".join(response.json()["error"]["fields"])
    assert not Address.objects.exists()


def test_changes_parts_of_an_address(program, alice):
    address = AddressFactory(owner=alice)

    response = call(program, "patch", f"/api/user/addresses/{address.pk}/", {"line1": "Am Krähenbusch 3"})

    address.refresh_from_db()
    assert response.status_code == 200
    assert (address.line1, address.city) == ("Am Krähenbusch 3", "Berlin")


def test_removes_an_address(program, alice):
    address = AddressFactory(owner=alice)

    assert program.delete(f"/api/user/addresses/{address.pk}/").status_code == 204
    assert program.get(f"/api/user/addresses/{address.pk}/").status_code == 404
    assert program.get("/api/user/addresses/").json()["results"] == []


@pytest.mark.parametrize("pk", ["0", "99999999", "9" * 30])
def test_an_address_that_is_nobodys_is_not_found(program, pk):
    for method in ("get", "delete"):
        assert getattr(program, method)(f"/api/user/addresses/{pk}/").status_code == 404


def test_somebody_elses_address_is_not_found(eve, alice):
    address = AddressFactory(owner=alice)
    stranger = support.api_client(eve)

    assert stranger.get(f"/api/user/addresses/{address.pk}/").status_code == 404
    assert call(stranger, "patch", f"/api/user/addresses/{address.pk}/", {"city": "X"}).status_code == 404
    assert stranger.delete(f"/api/user/addresses/{address.pk}/").status_code == 404
    address.refresh_from_db()
    assert (address.city, address.removed_at) == ("Berlin", None)


def test_lists_own_tokens_without_their_text(program, alice, eve):
    support.issued(alice, TokenScope.AUTH, label="Phone")
    support.issued(alice, TokenScope.RESET)
    support.issued(eve, TokenScope.AUTH)

    rows = program.get("/api/user/tokens/").json()["results"]

    assert [row["label"] for row in rows] == ["Phone", ""]
    assert [row["current"] for row in rows] == [False, True]
    assert set(rows[0]) == {"id", "label", "created_at", "expires", "last_used_at", "current", "device"}


def test_revokes_own_tokens_only(program, alice, eve):
    support.issued(alice, TokenScope.AUTH)
    support.issued(eve, TokenScope.AUTH)
    mine, hers = Token.objects.filter(user=alice).last(), Token.objects.get(user=eve)

    assert program.delete(f"/api/user/tokens/{mine.pk}/").status_code == 204
    assert program.delete(f"/api/user/tokens/{mine.pk}/").status_code == 404
    assert program.delete(f"/api/user/tokens/{hers.pk}/").status_code == 404
    assert Token.objects.get(pk=hers.pk).revoked_at is None


def test_ends_with_its_time(alice):
    raw = support.issued(alice, TokenScope.AUTH, now=timezone.now() - timedelta(days=30, seconds=1))

    assert support.api_client().get("/api/user/me/", headers={"Authorization": f"Bearer {raw}"}).status_code == 401


def test_ends_with_the_account(program, alice, adam):
    operations.deactivate(user=alice, by=adam, now=timezone.now())
    operations.reactivate(user=alice, by=adam, now=timezone.now())

    assert program.get("/api/user/me/").status_code == 401


@pytest.mark.parametrize("scope", [TokenScope.ACTIVATION, TokenScope.RESET, TokenScope.EMAIL])
def test_no_token_of_another_purpose_opens_the_api(alice, scope):
    header = {"Authorization": f"Bearer {support.issued(alice, scope)}"}

    assert support.api_client().get("/api/user/me/", headers=header).status_code == 401


def test_costs_few_queries_and_notes_the_use_now_and_then(program, alice, django_assert_num_queries):
    with django_assert_num_queries(3):  # token and owner, last use, roles
        program.get("/api/user/me/")
    with django_assert_num_queries(2):  # token and owner, roles
        program.get("/api/user/me/")

    assert Token.objects.get(user=alice).last_used_at is not None


def test_a_permission_is_asked_of_the_owner(alice, bruno, rf):
    request = rf.get("/")
    request.user = bruno
    require(request, Permission.SELL)

    request.user = alice
    with pytest.raises(PermissionDenied):
        require(request, Permission.SELL)


def test_is_described_in_the_openapi_document(client_of):
    document = client_of(None).get("/api/openapi.json").json()

    paths = document["paths"]
    assert set(paths["/api/user/activation_token/"]) == {"get", "post"}
    assert set(paths["/api/user/new-password/"]) == {"get", "post", "put"}
    assert set(paths["/api/user/me/"]) == {"get", "patch"}
    assert set(paths["/api/user/new-password/"]["post"]["responses"]) >= {"200", "400", "403", "404", "410", "422"}
    assert "application/json" in paths["/api/user/new-password/"]["put"]["requestBody"]["content"]
    assert paths["/api/user/logout/"]["post"]["security"] == [{"BearerAuth": []}]
