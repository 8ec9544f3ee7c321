from django.db import OperationalError

from shop import health


def test_answers_alive_without_any_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content == b"ok\n"


def test_tells_the_truth_about_each_part(client, db):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "queue": "no worker"}


def test_is_not_ready_without_the_database(client, db, monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(health, "_database", broken)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert response.json()["database"] == "unreachable (OperationalError)"


def test_refuses_trace(client, db):
    response = client.generic("TRACE", "/healthz")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
