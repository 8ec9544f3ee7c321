"""/seller/import/ and /seller/export/."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog import tree
from catalog.models import Product
from catalog.tests import naughty, writing
from catalog.tests.files import MUGS
from catalog.tests.test_import_pictures import pictures_zip
from catalog.views.seller import transfer

pytestmark = pytest.mark.django_db
IMPORT = "/seller/import/"
EXPORT = "/seller/export/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    tree.ensure_path(["Kitchen", "Mugs"], by=None)
    return client_of(bruno)


def upload(content: str | bytes = MUGS, name: str = "mugs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content, content_type="text/csv")


class TestImport:
    def test_takes_a_file_and_says_what_it_did(self, client, bruno):
        page = client.post(IMPORT, {"file": upload(), "publish": "on"}, follow=True)

        assert page.redirect_chain == [("/seller/import/result/", 302)]
        assert (page.context["result"]["new"], page.context["result"]["published"]) == (2, 2)
        assert Product.objects.filter(seller=bruno.seller).count() == 2

    def test_names_rows_that_it_cannot_take(self, client):
        page = client.post(IMPORT, {"file": upload(MUGS.replace("26.00", "<b>cheap"))}, follow=True)

        content = page.content.decode()
        assert "‘&lt;b&gt;cheap’ is not a price. Use 12.50." in content
        assert page.context["result"]["faults"][0]["line"] == 3

    def test_makes_no_categories(self, client):
        page = client.post(IMPORT, {"file": upload(MUGS.replace("Kitchen > Mugs", "Spam > Eggs"))}, follow=True)

        assert "This is not one of our categories." in page.content.decode()

    def test_takes_pictures_and_columns_matched_by_hand(self, client):
        sent = {
            "file": upload("code,what,image\nA,Mug,front.jpg\n"),
            "pictures": SimpleUploadedFile("p.zip", pictures_zip("front.jpg").getvalue()),
            "matches": "code = sku\nwhat = title",
        }

        client.post(IMPORT, sent)

        assert Product.objects.get().images.count() == 1

    @pytest.mark.parametrize(
        ("_case", "sent", "text"),
        [
            ("nothing", {}, "Choose a file."),
            ("an empty file", {"file": upload("")}, "The file is empty."),
            ("no table", {"file": upload(b"\x89PNG\r\n\x1a\n\0\0")}, "must name the columns"),
            ("no match", {"file": upload(), "matches": "nonsense"}, "“nonsense” is not theirs = ours."),
            ("no such column", {"file": upload(), "matches": "absent = sku"}, "The file has no column “absent”."),
            ("no such target", {"file": upload(), "matches": "sku = nonsense"}, "“nonsense” is no column of ours."),
            ("no zip", {"file": upload(), "pictures": naughty.file()}, "must be a folder or a zip file"),
            ("too long", {"file": upload("sku,title\n" + "A,B\n" * (transfer.MOST_ROWS + 1))}, "more than 2,000 rows"),
        ],
    )
    def test_refuses_and_writes_nothing(self, client, _case, sent, text):
        answer = client.post(IMPORT, sent)

        assert answer.status_code == 422
        assert text in answer.content.decode()
        assert not Product.objects.exists()

    def test_no_value_breaks_it(self, client):
        for case, text in naughty.TEXTS.items():
            for sent in ({"file": upload(), "matches": text}, {"file": text}, {"file": upload(text or " ")}):
                assert client.post(IMPORT, sent).status_code in (302, 422), case

    def test_shows_the_result_only_where_there_is_one(self, client):
        assert client.get("/seller/import/result/").status_code == 302

    def test_offers_an_example_that_can_be_imported(self, client, bruno):
        example = client.get("/seller/import/example/").content
        tree.ensure_path(["Kitchen", "Mugs & cups"], by=None)

        client.post(IMPORT, {"file": upload(example)})

        assert Product.objects.get().variants.count() == 2


class TestExport:
    def download(self, client: Client, kind: str) -> tuple[Any, bytes]:
        answer = client.get(EXPORT, {"file": kind})
        return answer, b"".join(answer.streaming_content)

    def test_offers_two_kinds_of_file(self, client, bruno):
        writing.create(bruno.seller, writing.data(title="Müller-Becher"))

        answer, plain = self.download(client, "csv")
        _answer, excel = self.download(client, "excel")

        assert answer.headers["Content-Disposition"].startswith('attachment; filename="kiln-kettle-')
        assert next(iter(csv.DictReader(io.StringIO(plain.decode()))))["title"] == "Müller-Becher"
        rows = csv.DictReader(io.StringIO(excel.decode("utf-8-sig")), delimiter=";")
        assert next(rows)["title"] == "Müller-Becher"
        assert excel.count("\ufeff".encode()) == 1

    def test_comes_back_through_the_page_unchanged(self, client, bruno):
        writing.create(bruno.seller, writing.clay_and_moss())
        _answer, excel = self.download(client, "excel")

        page = client.post(IMPORT, {"file": upload(excel)}, follow=True)

        assert (page.context["result"]["changed"], page.context["result"]["unchanged"]) == (0, 1)


@pytest.mark.parametrize("url", [IMPORT, EXPORT, "/seller/import/result/", "/seller/import/example/"])
def test_is_for_sellers(client_of, url, alice, adam, dora):
    assert client_of(None).get(url).status_code == 302
    for person in (alice, adam, dora):
        assert client_of(person).get(url).status_code == 403
