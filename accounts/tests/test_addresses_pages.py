import pytest

from accounts.models import Address
from accounts.tests.factories import AddressFactory

pytestmark = pytest.mark.django_db

HOME = {
    "full_name": "Alice Anders", "line1": "Kastanienallee 7", "line2": "", "postal_code": "10435", "city": "Berlin",
    "country": "DE", "phone": "",
}  # fmt: skip


@pytest.fixture
def browser(client_of, alice):
    return client_of(alice)


def test_offers_to_begin_an_empty_book(browser):
    assert "Add an address to check out faster." in browser.get("/addresses/").content.decode()


def test_lists_the_default_first(browser, alice):
    AddressFactory(owner=alice, line1="Am Krähenbusch 3")
    AddressFactory(owner=alice, line1="Kastanienallee 7", is_default=True)
    AddressFactory(owner=alice, line1="Möwenstieg 22")

    page = browser.get("/addresses/").content.decode()

    assert page.index("Kastanienallee 7") < page.index("Möwenstieg 22") < page.index("Am Krähenbusch 3")


def test_asks_no_more_of_the_database_for_more_rows(browser, alice, django_assert_max_num_queries):
    AddressFactory(owner=alice)
    with django_assert_max_num_queries(5):  # session, user, addresses twice at most, basket
        browser.get("/addresses/")
    AddressFactory.create_batch(10, owner=alice)
    with django_assert_max_num_queries(5):
        browser.get("/addresses/")


def test_adds_the_first_one_as_the_default(browser, alice):
    response = browser.post("/addresses/add/", HOME)

    address = Address.objects.get(owner=alice)
    assert (response.status_code, response.headers["Location"]) == (302, "/addresses/")
    assert address.is_default
    assert address.parts()["line1"] == "Kastanienallee 7"


def test_a_later_one_is_the_default_only_when_chosen(browser, alice):
    browser.post("/addresses/add/", HOME)
    browser.post("/addresses/add/", {**HOME, "city": "Hamburg", "postal_code": "20359"})
    browser.post("/addresses/add/", {**HOME, "city": "Bremen", "postal_code": "28195", "make_default": "on"})

    assert [address.city for address in Address.objects.filter(is_default=True)] == ["Bremen"]
    assert Address.objects.count() == 3


def test_begins_with_ones_own_name(browser):
    assert 'value="Alice Anders"' in browser.get("/addresses/add/").content.decode()


@pytest.mark.parametrize(
    ("_case", "changes", "expected"),
    [
        ("spaces in a postcode", {"postal_code": " 10 435 "}, {"postal_code": "10435"}),
        ("a dash that belongs there", {"country": "PL", "postal_code": "00950"}, {"postal_code": "00-950"}),
        ("small letters", {"country": "NL", "postal_code": "1234ab"}, {"postal_code": "1234 AB"}),
        ("British", {"country": "GB", "postal_code": "sw1a1aa"}, {"postal_code": "SW1A 1AA"}),
        (
            "a state by its name",
            {"country": "US", "region": "california", "postal_code": "94105"},
            {"region": "CA", "postal_code": "94105"},
        ),
        ("no postcodes there", {"country": "HK", "region": "Kowloon", "postal_code": "999"}, {"postal_code": ""}),
        ("no regions there", {"region": "Berlin"}, {"region": ""}),
        ("a local phone number", {"phone": "030 1234567"}, {"phone": "+49301234567"}),
        ("no city there", {"country": "SG", "city": "", "postal_code": "546080"}, {"city": "Singapore"}),
    ],
)
def test_writes_it_as_the_country_does(browser, _case, changes, expected):
    response = browser.post("/addresses/add/", {**HOME, **changes})

    assert response.status_code == 302
    assert expected.items() <= Address.objects.get().parts().items()


@pytest.mark.parametrize(
    ("field", "changes", "sentence"),
    [
        ("full_name", {"full_name": ""}, "Enter the full name."),
        ("line1", {"line1": " "}, "Enter the street and number."),
        ("city", {"city": ""}, "Enter the city."),
        ("postal_code", {"postal_code": ""}, "Enter the postcode."),
        ("postal_code", {"postal_code": "104"}, "Check the postcode. Here it looks like 26133."),
        ("postal_code", {"country": "US", "region": "CA", "postal_code": "10001"}, "Check the postcode."),
        ("region", {"country": "US", "postal_code": "94105"}, "Choose the region."),
        ("region", {"country": "US", "region": "Bavaria", "postal_code": "94105"}, "Choose a region from the list."),
        ("country", {"country": "XX"}, "Choose a country from the list."),
        ("phone", {"phone": "nonsense"}, "Write the phone number with its country code"),
        ("line1", {"line1": "x" * 10_000}, "Use at most 200 characters."),
        ("line1", {"line1": "Street\0 7"}, "Some characters cannot be read."),
        ("full_name", {"full_name": "Al\ufffdice"}, "Some characters cannot be read."),
    ],
)
def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(browser, field, changes, sentence):
    response = browser.post("/addresses/add/", {**HOME, **changes})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'href="#id_{field}"' in page
    assert page.count('class="field__error"') == 1
    assert not Address.objects.exists()


def test_keeps_and_escapes_what_was_typed(browser):
    response = browser.post("/addresses/add/", {**HOME, "line1": '"><script>alert(1)</script>', "city": ""})

    page = response.content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_fits_the_fields_to_a_country_without_a_script(browser):
    german = browser.get("/addresses/add/").content.decode()
    response = browser.post("/addresses/add/", {**HOME, "country": "US", "refit": "1"})

    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="region"' not in german
    assert '<option value="CA">California</option>' in page
    assert "ZIP code" in page
    assert 'value="Kastanienallee 7"' in page
    assert not Address.objects.exists()


def test_edits(browser, alice):
    address = AddressFactory(owner=alice)

    assert 'value="Kastanienallee 7"' in browser.get(f"/addresses/{address.pk}/").content.decode()
    browser.post(f"/addresses/{address.pk}/", {**HOME, "line1": "Kastanienallee 8"})

    address.refresh_from_db()
    assert address.line1 == "Kastanienallee 8"


def test_a_wrong_edit_changes_nothing(browser, alice):
    address = AddressFactory(owner=alice)

    response = browser.post(f"/addresses/{address.pk}/", {**HOME, "line1": "Kastanienallee 8", "postal_code": "1"})

    address.refresh_from_db()
    assert response.status_code == 422
    assert address.line1 == "Kastanienallee 7"


def test_removes_with_a_way_back(browser, alice):
    address = AddressFactory(owner=alice, is_default=True)
    other = AddressFactory(owner=alice, city="Hamburg")

    assert "Remove this address?" in browser.get(f"/addresses/{address.pk}/delete/").content.decode()
    response = browser.post(f"/addresses/{address.pk}/delete/", follow=True)

    page = response.content.decode()
    assert "Undo" in page
    assert page.count("<address") == 1
    other.refresh_from_db()
    assert other.is_default

    browser.post(f"/addresses/{address.pk}/delete/", {"undo": "1"})

    address.refresh_from_db()
    assert (address.removed_at, address.is_default) == (None, False)
    assert browser.get("/addresses/").content.decode().count("<address") == 2


def test_a_removed_address_is_gone_from_everywhere_else(browser, alice):
    address = AddressFactory(owner=alice)
    browser.post(f"/addresses/{address.pk}/delete/")

    assert browser.get(f"/addresses/{address.pk}/").status_code == 404
    assert browser.post(f"/addresses/{address.pk}/default/").status_code == 404
    assert list(Address.objects.of(alice)) == []


@pytest.mark.parametrize("removed", ["x", "-1", "9" * 40, "", "1; DROP TABLE"])
def test_takes_any_nonsense_for_what_was_removed(browser, removed):
    assert browser.get("/addresses/", {"removed": removed}).status_code == 200


def test_makes_another_one_the_default(browser, alice):
    AddressFactory(owner=alice, is_default=True)
    second = AddressFactory(owner=alice)

    browser.post(f"/addresses/{second.pk}/default/")

    assert [address.pk for address in Address.objects.filter(is_default=True)] == [second.pk]


def test_a_stranger_finds_nothing(client_of, eve, alice):
    address = AddressFactory(owner=alice)
    stranger = client_of(eve)

    for path in (f"/addresses/{address.pk}/", f"/addresses/{address.pk}/delete/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, HOME).status_code == 404
    assert stranger.post(f"/addresses/{address.pk}/default/").status_code == 404
    assert stranger.post(f"/addresses/{address.pk}/delete/", {"undo": "1"}).status_code == 404
    address.refresh_from_db()
    assert (address.removed_at, address.is_default) == (None, False)


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_an_address_that_is_nobodys_is_not_found(browser, pk):
    assert browser.get(f"/addresses/{pk}/").status_code == 404


def test_a_full_book_says_so(browser, alice):
    AddressFactory.create_batch(50, owner=alice)

    response = browser.post("/addresses/add/", HOME)

    assert response.status_code == 422
    assert "Your address book is full." in response.content.decode()


def test_lines_lie_encrypted_in_the_database(alice, django_db_blocker):
    AddressFactory(owner=alice, line1="Kastanienallee 7", phone="+49301234567")

    rows = str(list(Address.objects.extra(select={"raw": "line1 || phone"}).values_list("raw", flat=True)))

    assert "Kastanienallee" not in rows
    assert "4930" not in rows
