from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Token, User
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PERSON = {"email": "Amara@Example.com", "password": PASSWORD, "full_name": "Amara Lind"}


@pytest.fixture
def program():
    return support.strict_client()


def send(client, path, body, **more):
    return client.post(path, body, content_type="application/json", **more)


def log_in(client, email="alice@example.com", typed=PASSWORD, **more):
    return send(client, "/api/user/login/", {"email": email, "password": typed}, **more)


def test_registers_by_mail(program):
    response = send(program, "/api/user/register/", PERSON)

    user = User.objects.get(email="amara@example.com")
    assert response.status_code == 202
    assert not user.is_active
    assert user.roles == {Role.CUSTOMER}
    assert support.sent()[0].to == ["amara@example.com"]


@pytest.mark.parametrize("state", ["unknown", "active", "waiting", "closed"])
def test_registering_answers_alike_for_every_address(program, state):
    if state != "unknown":
        closed = {"activated_at": timezone.now()} if state == "closed" else {}
        UserFactory(email="amara@example.com", is_active=state == "active", **closed)

    response = send(program, "/api/user/register/", PERSON)

    assert (response.status_code, response.json()) == (202, {"message": "Check your email."})
    assert len(support.sent()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "nonsense"),
        ("email", "a" * 10_000 + "@example.com"),
        ("email", "a\0@example.com"),
        ("email", None),
        ("password", ""),
        ("password", "short1"),
        ("password", "1234567890"),
        ("password", "x" * 10_000),
        ("password", 12345678901),
        ("full_name", ""),
        ("full_name", "x" * 10_000),
        ("full_name", "Ama\0ra"),
        ("full_name", ["Amara"]),
    ],
)
def test_names_the_field_that_is_wrong(program, field, value):
    response = send(program, "/api/user/register/", {**PERSON, field: value})

    error = response.json()["error"]
    assert response.status_code == 422
    assert error["code"] == "unprocessable"
    assert list(error["fields"]) == [field]
    assert all(error["fields"][field])
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b'{"email": "\xff"}', 400),
        (b'{"email": "\\ud800", "password": "correct horse battery", "full_name": "x"}', 422),
        (b"[]", 422),
        (b"null", 422),
        (b"[" * 100_000, 400),
        (b"{}", 422),
    ],
)
def test_refuses_what_is_no_body(program, body, status):
    response = program.post("/api/user/register/", body, content_type="application/json")

    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "message", "fields"}


def test_takes_no_field_that_is_nobodys_business(program):
    send(program, "/api/user/register/", {**PERSON, "is_staff": True, "is_active": True, "roles": ["admin"], "id": 1})

    user = User.objects.get()
    assert (user.is_staff, user.is_active, user.is_superuser) == (False, False, False)
    assert user.roles == {Role.CUSTOMER}


def test_hands_out_a_token_once(program, alice):
    response = log_in(program)

    answer = response.json()
    row = Token.objects.get(user=alice)
    assert response.status_code == 200
    assert set(answer) == {"token", "expires"}
    assert answer["token"] not in str(row.__dict__)
    assert datetime.fromisoformat(answer["expires"]).tzinfo is not None
    assert row.expires_at - timezone.now() > timedelta(days=29)


def test_the_token_opens_the_api_and_the_cookie_does_not(program, alice, client_of):
    token = log_in(program).json()["token"]

    assert program.get("/api/user/me/", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert program.get("/api/user/me/", headers={"Authorization": f"bearer {token}"}).status_code == 200
    answer = client_of(alice).get("/api/user/me/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_signs_nobody_in_on_the_pages(program, alice):
    token = log_in(program).json()["token"]

    assert program.get("/user-info/", headers={"Authorization": f"Bearer {token}"}).status_code == 302
    assert not program.cookies.get("sessionid")


@pytest.mark.parametrize(
    ("_case", "email", "typed"),
    [
        ("wrong password", "alice@example.com", "wrong password"),
        ("unknown", "nobody@example.com", PASSWORD),
        ("waiting", "waiting@example.com", PASSWORD),
        ("closed", "closed@example.com", PASSWORD),
    ],
)
def test_says_the_same_401_whatever_is_wrong(program, alice, _case, email, typed):
    UserFactory(email="waiting@example.com", is_active=False)
    UserFactory(email="closed@example.com", is_active=False, activated_at=timezone.now())

    response = log_in(program, email, typed)

    assert response.status_code == 401
    assert response.json()["error"] == {
        "code": "wrong_credentials",
        "message": "Email or password is not right.",
        "fields": {},
    }
    assert not Token.objects.exists()


def test_keeps_so_many_tokens_and_drops_the_oldest(program, alice, settings):
    settings.TOKENS_PER_USER = 3
    tokens = [log_in(program).json()["token"] for _ in range(4)]

    statuses = [program.get("/api/user/me/", headers={"Authorization": f"Bearer {raw}"}).status_code for raw in tokens]

    assert statuses == [401, 200, 200, 200]


def test_logging_out_ends_this_token_only(program, alice):
    first, second = (log_in(program).json()["token"] for _ in range(2))

    response = program.post("/api/user/logout/", headers={"Authorization": f"Bearer {first}"})

    assert (response.status_code, response.content) == (204, b"")
    assert program.get("/api/user/me/", headers={"Authorization": f"Bearer {first}"}).status_code == 401
    assert program.get("/api/user/me/", headers={"Authorization": f"Bearer {second}"}).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Token abc", "Bearer " + "x" * 5000]
)
def test_takes_no_other_authorisation(program, alice, header):
    assert program.get("/api/user/me/", headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com", "waiting@example.com"])
def test_forgetting_is_always_accepted(program, alice, email):
    UserFactory(email="waiting@example.com", is_active=False)

    response = send(program, "/api/user/forget-password/", {"email": email})

    assert (response.status_code, response.json()) == (
        202,
        {"message": "If we know this email, a link is on its way."},
    )
    assert len(support.sent()) == 1


def test_forgetting_wants_an_address(program):
    response = send(program, "/api/user/forget-password/", {"email": "nonsense"})

    assert response.status_code == 422
    assert list(response.json()["error"]["fields"]) == ["email"]
