"""`/suggest/`: options for the search field, the same for everybody."""

import pytest

from catalog.queries import suggestions
from catalog.queries.suggestions import Suggestion
from catalog.tests.browsing import offered, text
from shop.core import jobs

pytestmark = pytest.mark.django_db


def ask(client, words):
    return client.get("/suggest/", {"q": words}, secure=True)


def test_completes_what_is_typed(client):
    product = offered(title="Speckled mug")
    jobs.run_waiting()

    response = ask(client, "spec")

    html = response.content.decode()
    assert 'role="listbox"' in html
    assert product.get_absolute_url() in html
    assert "Spec kled mug Product" in text(response)


def test_sets_off_what_it_adds(client, monkeypatch):
    found = [Suggestion(suggestions.Kind.QUERY, "mug <tall>", "/listing/?q=mug", 3)]
    monkeypatch.setattr(suggestions, "suggest", lambda words, now: found)

    assert "mug<b> &lt;tall&gt;</b>" in ask(client, "mug").content.decode()


def test_is_kept_by_browsers_and_no_visitor_changes_it(client):
    response = ask(client, "mug")

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response["Vary"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("words", ["", " ", "a", "x" * 10_000, "💥", "\0", "' OR 1=1 --", "%", "mug & | ! :*", "\\"])
def test_any_text_is_answered(client, words):
    assert ask(client, words).status_code == 200


def test_too_many_questions_are_stopped(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "suggest": "1/d"}
    ask(client, "mug")

    assert ask(client, "mug").status_code == 429
