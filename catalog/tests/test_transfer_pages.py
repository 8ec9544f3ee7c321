"""/seller/export/, and who may open it and the import."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog import tree
from catalog.tests import importing_steps as steps
from catalog.tests import writing
from catalog.tests.files import MUGS

pytestmark = pytest.mark.django_db
IMPORT = "/seller/import/"
EXPORT = "/seller/export/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    tree.ensure_path(["Kitchen", "Mugs"], by=None)
    return client_of(bruno)


def upload(content: str | bytes = MUGS, name: str = "mugs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content, content_type="text/csv")


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

        run = steps.checked(bruno.seller, excel)

        assert (run.figures["changed"], run.figures["unchanged"]) == (0, 1)


@pytest.mark.parametrize("url", [IMPORT, EXPORT, "/seller/import/example/"])
def test_is_for_sellers(client_of, url, alice, adam, dora):
    assert client_of(None).get(url).status_code == 302
    for person in (alice, adam, dora):
        assert client_of(person).get(url).status_code == 403
