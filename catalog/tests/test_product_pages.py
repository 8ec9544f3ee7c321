"""/add/product/ and /update/product/<id>/."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog import authoring, pictures
from catalog.models import Product, ProductImage, ProductStatus
from catalog.tests import naughty, writing
from catalog.tests.factories import CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db
ADD = "/add/product/"


@pytest.fixture
def client(bruno, client_of) -> Client:
    return client_of(bruno)


def row(index: int = 0, prefix: str = "variants", **values: Any) -> dict[str, Any]:
    return {f"{prefix}-{index}-{name}": value for name, value in values.items()}


def mug(**more: Any) -> dict[str, Any]:
    return {"title": "Speckled mug", "facts": "Material: Stoneware", **row(price="24,00", stock="5"), **more}


def as_sent(page: Any) -> dict[str, Any]:
    """What a browser would send back from this page, untouched."""
    editor = page.context["page"]
    sent = {bound.html_name: bound.value() or "" for bound in editor.form if bound.name != "pictures"}
    for form in [*editor.variants, *editor.pictures]:
        sent |= {bound.html_name: bound.value() or "" for bound in form if bound.name != "remove"}
    return sent


def update_url(product: Product) -> str:
    return reverse("catalog:update_product", args=[product.pk])


class TestAdd:
    def test_shows_an_empty_page_and_writes_nothing(self, client):
        page = client.get(ADD)

        assert page.status_code == 200
        assert not Product.objects.exists()

    def test_makes_a_draft_of_the_own_shop(self, client, bruno):
        category = CategoryFactory()

        answer = client.post(ADD, mug(category=category.pk))

        product = Product.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (302, update_url(product))
        assert (product.seller, product.category, product.status) == (bruno.seller, category, ProductStatus.DRAFT)
        assert product.attributes == {"Material": "Stoneware"}
        variant = product.variants.get()
        assert (variant.price, variant.stock.on_hand) == (Decimal("24.00"), 5)

    def test_keeps_what_was_typed_and_names_every_fault(self, client):
        answer = client.post(ADD, mug(title="", **row(price="12,5o"), facts="no colon here"))

        assert answer.status_code == 422
        content = answer.content.decode()
        assert "<title>Error: " in content
        assert "Give the product a title." in content
        assert "‘12,5o’ is not a price. Use 12.50." in content
        assert "“no colon here” is no fact." in content
        assert 'value="12,5o"' in content
        assert not Product.objects.exists()

    def test_makes_a_variant_of_each_value(self, client):
        client.post(ADD, mug(option1_name="Colour", option1_add="Clay, Moss"))

        rows = Product.objects.get().variants.order_by("position")
        assert [(v.options, v.price, v.stock.on_hand) for v in rows] == [
            ({"Colour": "Clay"}, Decimal("24.00"), 5),
            ({"Colour": "Moss"}, Decimal("24.00"), 0),
        ]

    def test_shows_new_variants_without_saving_when_asked_to(self, client):
        answer = client.post(
            ADD,
            mug(
                option1_name="Colour",
                option1_add="Clay, Moss",
                option2_name="Size",
                option2_add="S, L",
                action="variants",
            ),
        )

        assert answer.status_code == 200
        forms = answer.context["page"].variants.forms
        values = [(form["value1"].value(), form["value2"].value()) for form in forms]
        assert values == [("Clay", "S"), ("Clay", "L"), ("Moss", "S"), ("Moss", "L")]
        assert not Product.objects.exists()

    def test_wants_a_name_for_the_values(self, client):
        answer = client.post(ADD, mug(option1_add="Clay"))

        assert answer.status_code == 422
        assert "Name the option whose values you add" in answer.content.decode()


class TestPictures:
    def test_survive_a_form_that_fails(self, client):
        answer = client.post(ADD, mug(title="", pictures=[writing.picture_file()]))

        image = ProductImage.objects.get()
        assert answer.status_code == 422
        assert image.product is None
        assert answer.context["page"].pictures.forms[0]["id"].value() == str(image.pk)

        client.post(ADD, mug(**row(prefix="images", id=image.pk, alt="A mug")))

        (image,) = Product.objects.get().images.all()
        assert image.alt == "A mug"

    def test_come_in_several_at_once(self, client):
        client.post(ADD, mug(pictures=[writing.picture_file(), writing.picture_file("side.jpg", "red")]))

        names = Product.objects.get().images.order_by("position").values_list("source_name", flat=True)
        assert list(names) == ["mug.jpg", "side.jpg"]

    def test_that_are_none_are_named_and_the_others_kept(self, client):
        answer = client.post(ADD, mug(pictures=[writing.picture_file(), naughty.file(name="notes.jpg")]))

        assert answer.status_code == 422
        assert "notes.jpg: The picture must be a JPEG, PNG or WebP file." in answer.content.decode()
        assert ProductImage.objects.count() == 1
        assert not Product.objects.exists()

    def test_above_eight_megabytes_are_refused_in_these_words(self, client):
        large = naughty.file(b"\xff" * (pictures.LARGEST_BYTES + 1))

        answer = client.post(ADD, mug(pictures=[large]))

        assert "The picture must be smaller than 8 MB." in answer.content.decode()

    def test_move_up_without_saving(self, client, bruno):
        images = [writing.picture(bruno.seller), writing.picture(bruno.seller)]
        sent = mug(
            **row(0, "images", id=images[0].pk, alt="one"),
            **row(1, "images", id=images[1].pk, alt="two"),
            action="up-1",
        )

        answer = client.post(ADD, sent)

        forms = answer.context["page"].pictures.forms
        assert [form["alt"].value() for form in forms] == ["two", "one"]
        assert not Product.objects.exists()

    def test_of_another_shop_cannot_be_taken(self, client, rita):
        foreign = writing.picture(rita.seller)

        client.post(ADD, mug(**row(prefix="images", id=foreign.pk)))

        assert not Product.objects.get().images.exists()


class TestUpdate:
    @pytest.fixture
    def product(self, bruno) -> Product:
        return writing.create(bruno.seller, writing.clay_and_moss())

    def test_changes_nothing_but_the_version_when_sent_back_as_it_was(self, client, product):
        before = authoring.data_of(product)

        answer = client.post(update_url(product), as_sent(client.get(update_url(product))))

        assert answer.status_code == 302
        assert authoring.data_of(Product.objects.get(pk=product.pk)) == before

    def test_saves_changes(self, client, product):
        sent = as_sent(client.get(update_url(product))) | {"title": "Plain mug"} | row(1, price="30.00", stock="9")

        client.post(update_url(product), sent)

        product.refresh_from_db()
        moss = product.variants.get(sku="MUG-MOSS")
        assert (product.title, moss.price, moss.stock.on_hand) == ("Plain mug", Decimal("30.00"), 9)

    def test_removes_a_ticked_variant(self, client, product):
        sent = as_sent(client.get(update_url(product))) | row(1, remove="on")

        client.post(update_url(product), sent)

        assert list(product.variants.filter(is_active=True).values_list("sku", flat=True)) == ["MUG-CLAY"]

    def test_shows_both_versions_when_somebody_saved_first_and_then_saves_mine(self, client, product):
        mine = as_sent(client.get(update_url(product))) | {"title": "My mug", "brand": "Mine"}
        client.post(update_url(product), as_sent(client.get(update_url(product))) | {"title": "Their mug"})

        answer = client.post(update_url(product), mine)

        assert answer.status_code == 422
        content = answer.content.decode()
        assert "Their mug" in content
        assert 'value="My mug"' in content
        product.refresh_from_db()
        assert product.title == "Their mug"

        client.post(update_url(product), as_sent(answer))
        product.refresh_from_db()
        assert (product.title, product.brand) == ("My mug", "Mine")

    def test_tells_that_the_stock_changed_and_saves_it_at_the_second_try(self, client, product):
        page = client.get(update_url(product))
        edited = as_sent(page) | row(0, stock="8")
        client.post(update_url(product), as_sent(page) | row(0, stock="6"))
        edited["version"] = "2"

        answer = client.post(update_url(product), edited)

        assert answer.status_code == 422
        assert "Stock changed to 6 while you edited. Your 8 was not saved. Save again?" in answer.content.decode()
        assert client.post(update_url(product), as_sent(answer)).status_code == 302
        assert product.variants.get(sku="MUG-CLAY").stock.on_hand == 8

    def test_is_open_to_an_admin_and_to_no_other_shop(self, client_of, product, adam, rita, alice):
        assert client_of(adam).get(update_url(product)).status_code == 200
        assert client_of(rita).get(update_url(product)).status_code == 404
        assert client_of(rita).post(update_url(product), mug()).status_code == 404
        assert client_of(alice).get(update_url(product)).status_code == 403
        assert client_of(None).get(update_url(product)).status_code == 302

    def test_has_no_page_for_a_deleted_product_or_a_senseless_id(self, client, bruno):
        deleted = ProductFactory(seller=bruno.seller, status=ProductStatus.ARCHIVED)

        assert client.get(update_url(deleted)).status_code == 404
        assert client.get(f"/update/product/{10**30}/").status_code == 404


NAMES = [
    "title", "category", "brand", "description", "facts", "option1_name", "option1_add", "option2_name", "option2_add",
    "version", *row(id="", value1="", sku="", price="", stock="", stock_was=""),
    *row(prefix="images", id="", alt="", sku=""), "variants-TOTAL_FORMS",
]  # fmt: skip


def test_no_value_breaks_the_page(client):
    for case, text in naughty.TEXTS.items():
        for sent in (naughty.every_field(NAMES, text), naughty.every_field(NAMES, text) | mug()):
            answer = client.post(ADD, sent)

            assert answer.status_code in (302, 422), case
            assert b"<script>alert" not in answer.content


def test_no_field_breaks_the_page(client):
    for name in NAMES:
        answer = client.post(ADD, mug() | {name: naughty.TEXTS["NUL"]})

        assert answer.status_code in (302, 422), name


def test_no_button_breaks_the_page(client):
    for action in ("", "up-99", "down-x", "up-", "variants", "upload", "nonsense", "\0", "9" * 5000):
        assert client.post(ADD, {"action": action}).status_code in (200, 422), action
