"""Whoever finds the office's browser open changes nobody's roles, factors or account with it."""

import pytest

from accounts.models import CodeApp, RequiredFactor, User
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def office(client_of, adam):
    """Adam gave his password long ago."""
    return client_of(adam)


def as_it_is(alice):
    person = User.objects.get(pk=alice.pk)
    return person.roles, person.is_active, CodeApp.objects.count(), User.objects.count(), RequiredFactor.objects.count()


@pytest.mark.parametrize(
    ("path", "form"),
    [
        (f"{PEOPLE}add/", {"email": "olga@example.com", "full_name": "Olga", "role": "admin"}),
        (f"{PEOPLE}{{alice}}/change/", {"full_name": "A", "roles": ["customer", "admin"]}),
        (PEOPLE, {"action": "remove_factors"}),
        (PEOPLE, {"action": "deactivate"}),
        (PEOPLE, {"action": "erase", "confirmed": "yes", "reason": "asked by letter"}),
        ("/admin/accounts/requiredfactor/add/", {"role": "seller", "reason": "x"}),
    ],
)
def test_asks_for_the_password_before_it_changes_people(office, alice, path, form):
    support.code_app(alice)
    before, path = as_it_is(alice), path.format(alice=alice.pk)

    sent = office.post(path, {"_selected_action": [alice.pk], **form})

    assert sent.headers["Location"].startswith("/confirm/?next=/admin/accounts/")
    assert as_it_is(alice) == before


def test_brings_the_form_back_after_the_password(office, adam, alice):
    path = f"{PEOPLE}{alice.pk}/change/"
    office.get("/user-info/")
    sent = office.post(path, {"full_name": "Alice Another", "roles": ["customer"]})

    office.post(sent.headers["Location"], {"current_password": PASSWORD, "next": path})

    assert 'value="Alice Another"' in office.get(path).content.decode()
    office.post(path, {"full_name": "Alice Another", "time_zone": "", "roles": ["customer"], "confirm_email": ""})
    assert User.objects.get(pk=alice.pk).full_name == "Alice Another"
    assert User.objects.get(pk=alice.pk).roles == {Role.CUSTOMER}
