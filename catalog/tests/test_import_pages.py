"""/seller/import/ and its steps."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog import tree
from catalog.models import Import, ImportStatus, Product
from catalog.tests import importing_steps as steps
from catalog.tests import naughty
from catalog.tests.files import MUGS
from catalog.tests.test_import_pictures import pictures_zip
from shop.core import jobs

pytestmark = pytest.mark.django_db
IMPORT = "/seller/import/"
WRONG = MUGS.replace("26.00", "<b>cheap").replace("3,Colour", "x3,Colour")


@pytest.fixture
def client(bruno, client_of) -> Client:
    tree.ensure_path(["Kitchen", "Mugs"], by=None)
    return client_of(bruno)


def upload(content: str | bytes = MUGS, name: str = "mugs.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content, content_type="text/csv")


def guessed(client: Client, run: Import) -> dict[str, str]:
    """The form of the columns as the page offers it."""
    form = client.get(f"{IMPORT}{run.pk}/columns/").context["form"]
    return {field.name: field.initial or "" for field in form if field.initial is not None}


def send(client: Client, content: str | bytes = MUGS, **more) -> Import:
    answer = client.post(IMPORT, {"file": upload(content), **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.latest("pk")


def check(client: Client, run: Import, **more: str) -> Import:
    client.post(f"{IMPORT}{run.pk}/columns/", {**guessed(client, run), **more})
    jobs.run_waiting()
    run.refresh_from_db()
    return run


def act(client: Client, run: Import, step: str) -> Import:
    client.post(f"{IMPORT}{run.pk}/{step}/")
    jobs.run_waiting()
    run.refresh_from_db()
    return run


def page(client: Client, run: Import, query: str = "") -> str:
    return client.get(f"{IMPORT}{run.pk}/{query}").content.decode()


def test_goes_from_the_upload_to_the_result_and_back(client, bruno):
    run = send(client, publish="on")
    assert "Check the file" in client.get(f"{IMPORT}{run.pk}/", follow=True).content.decode()

    check(client, run)
    assert "Import 3 correct rows" in page(client, run)
    assert not Product.objects.exists()

    act(client, run, "confirm")
    assert "2 products imported" in page(client, run)
    assert Product.objects.filter(seller=bruno.seller, status="published").count() == 2

    act(client, run, "undo")
    assert "The import is undone" in page(client, run)
    assert set(Product.objects.values_list("status", flat=True)) == {"archived"}


def test_shows_work_that_goes_on_and_loads_itself_again(client):
    run = send(client)
    client.post(f"{IMPORT}{run.pk}/columns/", guessed(client, run))

    answer = client.get(f"{IMPORT}{run.pk}/")

    assert answer.headers["Refresh"] == "2"
    assert "Checking your file" in answer.content.decode()


def test_names_rejected_rows_by_kind_and_offers_them_as_a_file(client):
    run = check(client, send(client, WRONG))

    content = page(client, run, "?tab=rejected")
    assert "‘&lt;b&gt;cheap’ is not a price. Use 12.50." in content
    answer = client.get(f"{IMPORT}{run.pk}/failed/")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row["sku"], row["price"]) for row in rows] == [("MUG-C", "24.00"), ("MUG-M", "<b>cheap")]
    assert rows[1]["reason"] == "Line 3: price: ‘<b>cheap’ is not a price. Use 12.50."


def test_takes_the_mended_file_of_rejected_rows(client):
    run = act(client, check(client, send(client, WRONG)), "confirm")
    content = b"".join(client.get(f"{IMPORT}{run.pk}/failed/").streaming_content)

    mended = content.replace(b"<b>cheap", b"26.00").replace(b"x3", b"3")
    again = act(client, check(client, send(client, mended)), "confirm")

    assert again.figures["rejected"] == 0
    assert Product.objects.get(handle="mug").variants.count() == 2


def test_says_that_the_same_file_changes_nothing(client):
    act(client, check(client, send(client)), "confirm")

    run = check(client, send(client))

    assert "Nothing to import" in page(client, run)
    assert client.post(f"{IMPORT}{run.pk}/confirm/").status_code == 422


def test_shows_old_and_new_of_what_changes(client):
    act(client, check(client, send(client)), "confirm")

    run = check(client, send(client, MUGS.replace("26.00", "27.50")))

    content = page(client, run)
    assert "<del>" in content
    assert "27.50" in content


def test_a_second_press_lands_on_the_same_page(client):
    run = check(client, send(client))
    client.post(f"{IMPORT}{run.pk}/confirm/")

    answer = client.post(f"{IMPORT}{run.pk}/confirm/")

    assert answer.status_code == 302
    jobs.run_waiting()
    assert Product.objects.count() == 2


def test_takes_columns_matched_by_hand_pictures_and_variants(client):
    sent = {
        "variants": upload("parent,code,colour,cost\nA,A-1,Clay,5.00\nA,A-2,Moss,6.00\n", "variants.csv"),
        "pictures": SimpleUploadedFile("p.zip", pictures_zip("front.jpg").getvalue()),
    }
    run = send(client, "code,what,image\nA,Mug,front.jpg\n", **sent)

    act(client, check(client, run, f0c0="sku", f0c1="title", f1c1="sku", f1c3="price"), "confirm")

    product = Product.objects.get()
    assert product.images.count() == 1
    assert {variant.sku for variant in product.variants.all()} == {"A-1", "A-2"}


def test_takes_an_excel_workbook(client):
    book = openpyxl.Workbook()
    for row in (["SKU", "Name", "Price", "Qty"], ["A", "Mug", 12.5, 3], ["B", "Bowl", "cheap", 1]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    run = act(client, check(client, send(client, file.getvalue())), "confirm")

    assert (run.figures["new"], run.figures["rejected"]) == (1, 1)
    assert str(Product.objects.get().variants.get().price) == "12.50"
    answer = client.get(f"{IMPORT}{run.pk}/failed/")
    assert b"B,Bowl,cheap,1,Line 3: Price: " in b"".join(answer.streaming_content)


def test_asks_again_where_columns_make_no_sense(client):
    run = send(client)

    answer = client.post(f"{IMPORT}{run.pk}/columns/", {**guessed(client, run), "f0c3": "title"})

    assert answer.status_code == 422
    assert "Two columns are matched to “Title”." in answer.content.decode()


@pytest.mark.parametrize(
    ("_case", "sent", "text"),
    [
        ("nothing", {}, "Choose a file."),
        ("an empty file", {"file": upload("")}, "The file is empty."),
        ("no table", {"file": upload(b"\x89PNG\r\n\x1a\n\0\0")}, "must name the columns"),
        ("no zip", {"file": upload(), "pictures": naughty.file()}, "This is no zip file"),
        ("many columns", {"file": upload(",".join(f"c{n}" for n in range(10_000)) + "\n")}, "has 10,000 columns"),
        ("a broken workbook", {"file": upload(b"PK\x03\x04 no table")}, "This Excel file cannot be read."),
    ],
)
def test_refuses_and_keeps_nothing(client, _case, sent, text):
    answer = client.post(IMPORT, sent)

    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not Import.objects.exists()


@pytest.mark.slow
def test_no_value_breaks_it(client):
    run = send(client)
    for case, text in naughty.TEXTS.items():
        for sent in ({"file": upload(text or " ")}, {"file": text}):
            assert client.post(IMPORT, sent).status_code in (302, 422), case
        wrong = {**guessed(client, run), "f0c0": text, "category": text}
        assert client.post(f"{IMPORT}{run.pk}/columns/", wrong).status_code in (302, 422), case
        Import.objects.filter(pk=run.pk).update(status=ImportStatus.READY)
        for query in ("tab", "page", "group"):
            answer = client.get(
                f"{IMPORT}{run.pk}/", {query: text, "tab": "rejected"} if query == "group" else {query: text}
            )
            assert answer.status_code in (200, 404), case


def test_lists_cost_the_same_however_long(client, django_assert_max_num_queries):
    rows = "".join(f"p{n},P{n},Mug {n},,5.00,1,,\n" for n in range(60))
    run = check(client, send(client, MUGS.partition("\n")[0] + "\n" + rows))

    # Session, user, roles, import, two of the page.
    with django_assert_max_num_queries(9):
        client.get(f"{IMPORT}{run.pk}/?tab=new&page=2")


def test_another_shop_sees_nothing_of_it(client, client_of, rita):
    run = check(client, send(client))

    stranger = client_of(rita)

    for address in ("", "columns/", "failed/"):
        assert stranger.get(f"{IMPORT}{run.pk}/{address}").status_code == 404
    for address in ("confirm", "again", "undo"):
        assert stranger.post(f"{IMPORT}{run.pk}/{address}/").status_code == 404
    assert steps.fresh(run).status == ImportStatus.READY


def test_offers_an_example_that_can_be_imported(client):
    example = client.get("/seller/import/example/").content
    tree.ensure_path(["Kitchen", "Mugs & cups"], by=None)

    act(client, check(client, send(client, example)), "confirm")

    assert Product.objects.get().variants.count() == 2


def test_preview_names_the_lowest_and_the_highest_price(client):
    rows = [("M1", "26.00", "S"), ("M2", "9.50", "M"), ("M3", "1200", "L")]
    lines = [f"mug,{sku},Mug,Kitchen > Mugs,{price},3,Size,{size}" for sku, price, size in rows]
    run = send(client, "\n".join(["handle,sku,title,category,price,stock,option1_name,option1_value", *lines]))
    client.post(f"{IMPORT}{run.pk}/columns/", guessed(client, run))
    jobs.run_waiting()

    assert "€9.50 – €1,200.00" in client.get(f"{IMPORT}{run.pk}/").content.decode()


def test_says_that_the_rest_of_a_file_with_faults_is_there_already(client, bruno):
    steps.imported(bruno.seller, MUGS)
    run = send(client, MUGS + "bad,,,,,,,\n")
    client.post(f"{IMPORT}{run.pk}/columns/", guessed(client, run))
    jobs.run_waiting()

    page = client.get(f"{IMPORT}{run.pk}/").content.decode()
    assert "Your shop has what can be taken already." in page


def test_says_that_a_file_has_no_rows(client):
    run = send(client, MUGS.splitlines()[0] + "\n")
    client.post(f"{IMPORT}{run.pk}/columns/", guessed(client, run))
    jobs.run_waiting()

    assert "no row follows" in client.get(f"{IMPORT}{run.pk}/").content.decode()
