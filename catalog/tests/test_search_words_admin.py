import pytest

from catalog.models import KeptWord, Synonym
from catalog.tests.browsing import listed, offered, text
from shop.core import jobs

pytestmark = pytest.mark.django_db
TRY = "/admin/catalog/synonym/try/"


def test_a_synonym_counts_from_the_next_search_on(client_of, adam, client):
    sofa = offered(title="Velvet sofa")
    assert client.get("/listing/?q=couch", secure=True).context["found"].total == 0

    response = client_of(adam).post(
        "/admin/catalog/synonym/add/", {"word": " Couch ", "means": "SOFA", "is_two_way": "on"}, secure=True
    )

    assert response.status_code == 302
    assert (Synonym.objects.get().word, Synonym.objects.get().means) == ("couch", "sofa")
    assert listed(client.get("/listing/?q=couch", secure=True)) == [sofa.pk]


@pytest.mark.parametrize(("word", "means"), [("☃", "sofa"), ("Sofa", "sofa"), ("", "sofa")])
def test_refuses_a_synonym_that_says_nothing(client_of, adam, word, means):
    response = client_of(adam).post("/admin/catalog/synonym/add/", {"word": word, "means": means}, secure=True)

    assert response.status_code == 200
    assert not Synonym.objects.exists()


def test_keeps_a_word_as_it_is_typed(client_of, adam, client):
    offered(title="Wireless headphones")
    jobs.run_waiting()

    client_of(adam).post("/admin/catalog/keptword/add/", {"word": "Hedphones"}, secure=True)

    assert KeptWord.objects.get().word == "hedphones"
    assert client.get("/listing/?q=hedphones", secure=True).context["found"].corrected == ""


def test_shows_why_a_result_stands_where_it_does(client_of, adam):
    offered(title="Stoneware mug", description="For tea.")
    offered(title="Saucer", description="Goes with every mug.", stock=0)

    response = client_of(adam).get(TRY, {"q": "mug"}, secure=True)

    found = response.context["found"]
    assert [row.title for row in found.rows] == ["Stoneware mug", "Saucer"]
    assert found.rows[0].score > found.rows[1].score > 0
    assert (found.rows[0].availability, found.rows[1].availability) == (1, 0.95)
    assert "Try a search" in text(response)


@pytest.mark.parametrize("query", ["", "\0", "((((", "x" * 5000, "'\"\\ & !", "🦊"])
def test_the_box_answers_whatever_is_typed(client_of, adam, query):
    assert client_of(adam).get(TRY, {"q": query}, secure=True).status_code == 200


def test_the_box_is_for_the_office(client_of, client, alice):
    assert client.get(TRY, secure=True).status_code == 302
    assert client_of(alice).get(TRY, secure=True).status_code == 403
