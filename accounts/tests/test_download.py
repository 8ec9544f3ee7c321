import csv
import io
import json
import zipfile

import pytest

from accounts.models import Token, TokenScope
from accounts.tests import support
from accounts.tests.factories import AddressFactory
from shop.core import registry

pytestmark = pytest.mark.django_db


def downloaded(user, browser=None):
    response = (browser or support.signed_in(user)).get("/user-info/download/")
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_hands_out_every_section_as_json_and_as_a_table(alice):
    AddressFactory(owner=alice, line1="Kastanienallee 7")

    archive = downloaded(alice)

    data = json.loads(archive.read("my-data.json"))
    (row,) = csv.DictReader(io.StringIO(archive.read("addresses.csv").decode("utf-8-sig")))
    assert set(registry.personal_data) <= set(data)
    assert data["profile"][0]["email"] == "alice@example.com"
    assert data["addresses"][0]["line1"] == row["line1"] == "Kastanienallee 7"
    assert data["devices"]


def test_holds_no_secret(alice):
    browser = support.signed_in(alice)
    support.issued(alice, TokenScope.AUTH)
    app = support.code_app(alice)

    archive = downloaded(alice, browser)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert app.secret not in everything
    assert Token.objects.first().digest not in everything
    assert alice.password not in everything


def test_hands_out_a_sellers_data_too(bruno):
    bruno.seller.payout_details = "DE02 1203"
    bruno.seller.save()

    data = json.loads(downloaded(bruno).read("my-data.json"))

    assert data["shop"][0]["payout_details"] == "DE02 1203"


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "@x", "-1"])
def test_a_spreadsheet_runs_nothing(alice, text):
    AddressFactory(owner=alice, line1=text)

    table = downloaded(alice).read("addresses.csv").decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(table)))["line1"] == f"'{text}"


def test_asks_for_the_password_first(client_of, alice):
    response = client_of(alice).get("/user-info/download/")

    assert response.headers["Location"] == "/confirm/?next=/user-info/download/"
