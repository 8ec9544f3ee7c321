from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Courier, SellerStatus, User
from accounts.roles import Role

pytestmark = pytest.mark.django_db


def create(role, email="Nina.New@Example.com", **options):
    out = StringIO()
    call_command("create_user", role=role, email=email, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("role", list(Role))
def test_makes_somebody_who_can_sign_in_with_the_role(role, client_of):
    create(role.value, password="correct horse battery")

    user = User.objects.get(email="nina.new@example.com")
    assert user.roles == {Role.CUSTOMER, role}
    assert user.full_name == "Nina New"
    assert user.is_staff is (role is Role.ADMIN)
    assert not user.is_superuser
    answer = client_of(None).post("/login/", {"email": user.email, "password": "correct horse battery"})
    assert answer.status_code == 302


def test_gives_a_seller_an_open_shop():
    create("seller", shop_name="Nina's Nook", password="correct horse battery")

    seller = User.objects.get().seller
    assert (seller.name, seller.slug, seller.status) == ("Nina's Nook", "ninas-nook", SellerStatus.APPROVED)


def test_gives_a_courier_the_duty():
    create("deliver", password="correct horse battery")

    assert Courier.objects.get().is_active


def test_makes_a_password_up_and_shows_it_once():
    said = create("customer")

    password = said.rsplit("Password: ")[1].strip()
    assert len(password) >= 16
    assert User.objects.get().check_password(password)


def test_does_not_show_a_password_that_was_given():
    assert "battery" not in create("customer", password="correct horse battery")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"password": "short"}, "Use at least 10 characters."),
        ({"password": "1234567890"}, "Many people use this password."),
        ({"email": "nonsense"}, "is not an email address"),
        ({"email": "nina\0@example.com"}, "is not an email address"),
    ],
)
def test_says_what_is_wrong_and_makes_nobody(options, reason):
    with pytest.raises(CommandError, match=reason):
        create("customer", **{"password": "correct horse battery", **options})

    assert not User.objects.exists()


def test_refuses_an_address_that_has_an_account(alice):
    with pytest.raises(CommandError, match="Another account has this email address"):
        create("customer", email="ALICE@example.com")

    assert User.objects.count() == 1


def test_knows_no_other_role():
    with pytest.raises(CommandError, match="invalid choice"):
        create("king")
