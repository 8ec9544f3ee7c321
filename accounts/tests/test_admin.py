import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import Address, Courier, Device, Seller, SellerEvent, SellerStatus, User
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import PASSWORD, AddressFactory, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(adam):
    return support.signed_in(adam)


@pytest.fixture
def applicant():
    user = UserFactory(email="nora@example.com")
    return SellerFactory(user=user, name="Nora's Nook", slug="noras-nook", status=SellerStatus.APPLIED)


def act(office, path, action, *rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return office.post(path, data, follow=True)


@pytest.mark.parametrize("path", ["user", "seller", "courier", "address"])
def test_lists_open_for_an_admin(office, dora, applicant, path):
    AddressFactory()

    response = office.get(f"/admin/accounts/{path}/")

    assert response.status_code == 200


@pytest.mark.parametrize("who", ["alice", "bruno", "dora"])
def test_opens_for_nobody_else(client_of, request, who):
    assert client_of(request.getfixturevalue(who)).get("/admin/accounts/user/").status_code == 403


def test_sends_a_guest_to_the_login(client_of):
    response = client_of(None).get("/admin/")

    assert (response.status_code, response.headers["Location"]) == (302, "/login/?next=/admin/")


@pytest.mark.parametrize("model", ["token", "device", "limitcounter"])
def test_has_no_page_for_secrets(office, model):
    assert office.get(f"/admin/accounts/{model}/").status_code == 404


def test_shows_neither_street_nor_phone_of_an_address(office):
    address = AddressFactory(line1="Geheimweg 12", phone="+493012345678")

    page = office.get(f"/admin/accounts/address/{address.pk}/change/").content.decode()

    assert "Berlin" in page
    assert "Geheimweg" not in page
    assert "+4930" not in page
    assert office.post(f"/admin/accounts/address/{address.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Address.objects.filter(pk=address.pk).exists()


def test_shows_no_password_hash(office, alice):
    page = office.get(f"/admin/accounts/user/{alice.pk}/change/").content.decode()

    assert "alice@example.com" in page
    assert alice.password not in page


def test_approves_an_application(office, adam, applicant):
    act(office, "/admin/accounts/seller/", "approve", applicant)

    applicant.refresh_from_db()
    event = SellerEvent.objects.get(subject=applicant)
    assert applicant.status == SellerStatus.APPROVED
    assert (event.by, event.from_status, event.to_status) == (adam, "applied", "approved")
    assert Role.SELLER in User.objects.get(pk=applicant.user.pk).roles
    assert [message.subject for message in support.sent()] == ["Your shop is open"]
    assert LogEntry.objects.get().user == adam


def test_rejects_with_the_reason_in_the_mail(office, applicant):
    act(office, "/admin/accounts/seller/", "reject", applicant, reason="We have enough nooks.")

    applicant.refresh_from_db()
    assert applicant.status == SellerStatus.REJECTED
    assert "We have enough nooks." in support.sent()[0].body


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("applied", "suspend"),
        ("rejected", "approve"),
        ("rejected", "suspend"),
        ("approved", "approve"),
        ("approved", "reject"),
        ("suspended", "reject"),
    ],
)
def test_refuses_a_move_that_is_not_legal(office, applicant, status, action):
    Seller.objects.filter(pk=applicant.pk).update(status=status)

    response = act(office, "/admin/accounts/seller/", action, applicant)

    applicant.refresh_from_db()
    assert applicant.status == status
    assert "This cannot go from" in response.content.decode()
    assert not SellerEvent.objects.exists()


def test_never_edits_a_state_by_the_form(office, bruno):
    page = office.get(f"/admin/accounts/seller/{bruno.seller.pk}/change/").content.decode()

    assert 'name="status"' not in page
    assert 'name="payout_details"' not in page


def test_edits_a_shop_and_keeps_its_payout_details(office, bruno):
    seller = bruno.seller
    seller.payout_details = "DE02 1203 0000 0000 2020 51"
    seller.save()
    form = {
        "name": "Kiln & Kettle Studio", "slug": "kiln-kettle", "story": "Pots.", "town": "Berlin", "country": "DE",
        "commission_rate": "0.08", "handling_days": "2", "holiday_until": "",
        "events-TOTAL_FORMS": "0", "events-INITIAL_FORMS": "0",
    }  # fmt: skip

    response = office.post(f"/admin/accounts/seller/{seller.pk}/change/", form)

    seller.refresh_from_db()
    assert response.status_code == 302
    assert (seller.name, seller.handling_days) == ("Kiln & Kettle Studio", 2)
    assert seller.payout_details == "DE02 1203 0000 0000 2020 51"


def test_invites_somebody(office):
    form = {"email": "Olga@Example.com", "full_name": "Olga Office", "role": "admin"}

    response = office.post("/admin/accounts/user/add/", form)

    olga = User.objects.get(email="olga@example.com")
    [message] = support.sent()
    assert response.status_code == 302
    assert olga.roles == {Role.ADMIN, Role.CUSTOMER}
    assert olga.is_staff
    assert not olga.has_usable_password()
    assert "/new-password/?reset_token=" in support.link_in(message)


def test_invites_no_address_twice(office, alice):
    response = office.post("/admin/accounts/user/add/", {"email": "ALICE@example.com", "role": "customer"})

    assert "Another account has this email address." in response.content.decode()
    assert User.objects.filter(email__icontains="alice").count() == 1


def change(office, user, **data):
    form = {"full_name": user.full_name, "time_zone": "", "confirm_email": "", **data}
    return office.post(f"/admin/accounts/user/{user.pk}/change/", form, follow=True)


def test_gives_and_takes_roles(office, alice):
    change(office, alice, roles=["customer", "deliver"])
    assert User.objects.get(pk=alice.pk).roles == {Role.CUSTOMER, Role.DELIVER}
    assert Courier.objects.get(user=alice).is_active

    change(office, alice, roles=["customer"])
    assert User.objects.get(pk=alice.pk).roles == {Role.CUSTOMER}
    assert not Courier.objects.get(user=alice).is_active


def test_asks_for_the_email_before_an_admin_is_demoted(office):
    olga = UserFactory(email="olga@example.com", roles=[Role.CUSTOMER, Role.ADMIN])

    refused = change(office, olga, roles=["customer"])
    assert "Type the email address of this person." in refused.content.decode()
    assert User.objects.get(pk=olga.pk).is_staff

    change(office, olga, roles=["customer"], confirm_email="olga@example.com")
    after = User.objects.get(pk=olga.pk)
    assert after.roles == {Role.CUSTOMER}
    assert not after.is_staff


def test_never_leaves_the_house_without_an_admin(office, adam):
    response = change(office, adam, roles=["customer"], confirm_email="adam@example.com")

    assert "This is the last admin." in response.content.decode()
    assert User.objects.get(pk=adam.pk).roles == {Role.CUSTOMER, Role.ADMIN}

    act(office, "/admin/accounts/user/", "deactivate", adam)
    assert User.objects.get(pk=adam.pk).is_active


def test_closes_an_account_with_all_its_sessions_and_tokens(office, client_of, alice):
    browser, programme = client_of(alice), support.api_client(alice)

    act(office, "/admin/accounts/user/", "deactivate", alice)

    assert not User.objects.get(pk=alice.pk).is_active
    assert browser.get("/user-info/").status_code == 302
    assert programme.get("/api/user/me/").status_code == 401


def test_closes_nobodys_own_account(office, adam):
    UserFactory(roles=[Role.ADMIN])

    response = act(office, "/admin/accounts/user/", "deactivate", adam)

    assert "Have another admin close your own account." in response.content.decode()
    assert User.objects.get(pk=adam.pk).is_active


def test_signs_somebody_out_everywhere(client_of, adam, alice):
    office, browser, program = client_of(None), client_of(None), support.api_client(alice)
    for client, user in ((office, adam), (browser, alice)):
        client.post("/login/", {"email": user.email, "password": PASSWORD})

    response = act(office, "/admin/accounts/user/", "sign_out", adam, alice)

    assert response.status_code == 200
    assert office.get("/user-info/").status_code == 200
    assert program.get("/api/user/me/").status_code == 401
    assert [device.user for device in Device.objects.all()] == [adam]


def test_has_no_second_way_to_change_a_password(office):
    assert office.get("/admin/password_change/").headers["Location"] == "/update/user-info/#password"


def test_signs_out_like_the_pages(client_of, adam):
    office = client_of(None)
    office.post("/login/", {"email": adam.email, "password": PASSWORD})

    office.get("/admin/logout/")
    assert Device.objects.exists()
    office.post("/admin/logout/")

    assert not Device.objects.exists()
    assert office.get("/admin/").status_code == 302


def test_makes_and_ends_a_courier(office, alice):
    office.post("/admin/accounts/courier/add/", {"user": alice.pk, "is_active": "on"})
    courier = Courier.objects.get(user=alice)
    assert Role.DELIVER in User.objects.get(pk=alice.pk).roles

    office.post(f"/admin/accounts/courier/{courier.pk}/change/", {})
    assert Role.DELIVER not in User.objects.get(pk=alice.pk).roles
    assert not Courier.objects.get(user=alice).is_active


def test_shows_the_roles_and_changes_none(office):
    assert "manage people" in office.get("/admin/auth/group/").content.decode()
    assert office.get("/admin/auth/group/add/").status_code == 403


@pytest.mark.parametrize("path", ["user", "seller", "address"])
def test_asks_no_more_of_the_database_for_more_rows(office, path, django_assert_max_num_queries):
    def fill(count):
        for _ in range(count):
            AddressFactory(owner=SellerFactory().user)

    fill(2)
    with django_assert_max_num_queries(12):  # session, user, roles, permissions, count, rows, groups, filters
        office.get(f"/admin/accounts/{path}/")
    fill(10)
    with django_assert_max_num_queries(12):
        office.get(f"/admin/accounts/{path}/")
