import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from accounts import guards, operations, roles
from accounts.models import Courier, SellerStatus, User
from accounts.roles import Permission, Role
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

# The roles table of the specification, as far as it is a matter of role.
MAY = {
    Role.CUSTOMER: {Permission.BUY, Permission.APPLY_TO_SELL},
    Role.SELLER: {Permission.BUY, Permission.APPLY_TO_SELL, Permission.SELL},
    Role.DELIVER: {Permission.BUY, Permission.APPLY_TO_SELL, Permission.DELIVER},
    Role.ADMIN: {
        Permission.BUY,
        Permission.APPLY_TO_SELL,
        Permission.MANAGE_CATALOGUE,
        Permission.MANAGE_ORDERS,
        Permission.MANAGE_PEOPLE,
    },
}


def now():
    return timezone.now()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(Permission))
def test_a_role_may_what_the_specification_says(role, permission):
    user = UserFactory(roles=[role])

    assert user.may(permission) is (permission in MAY[role])


def test_roles_add_up():
    user = UserFactory(roles=[Role.SELLER, Role.DELIVER])

    assert user.shop_permissions == roles.permissions_of([Role.SELLER, Role.DELIVER])
    assert user.may(Permission.SELL)
    assert user.may(Permission.DELIVER)


@pytest.mark.parametrize("permission", list(Permission))
def test_who_is_not_active_may_nothing(permission):
    assert not UserFactory(roles=list(Role), is_active=False).may(permission)


def test_a_group_of_somebody_elses_making_gives_nothing(alice):
    alice.groups.create(name="superheroes")

    assert alice.roles == {Role.CUSTOMER}


def test_roles_cost_one_query(alice, django_assert_num_queries):
    user = User.objects.get(pk=alice.pk)

    with django_assert_num_queries(1):
        assert [user.may(permission) for permission in Permission]


def test_giving_the_role_of_an_admin_opens_the_staff_site(alice, adam):
    operations.grant_role(user=alice, role=Role.ADMIN, by=adam, now=now())

    assert alice.is_staff
    assert not alice.is_superuser
    assert User.objects.get(pk=alice.pk).may(Permission.MANAGE_PEOPLE)


def test_taking_it_closes_the_staff_site(alice, adam):
    operations.grant_role(user=alice, role=Role.ADMIN, by=adam, now=now())
    operations.revoke_role(user=alice, role=Role.ADMIN, by=adam, now=now())

    assert not User.objects.get(pk=alice.pk).is_staff
    assert alice.roles == {Role.CUSTOMER}


@pytest.mark.parametrize("deed", ["revoke", "deactivate", "erase"])
def test_the_last_admin_stays(adam, deed):
    UserFactory(roles=[Role.ADMIN], is_active=False)
    calls = {
        "revoke": lambda: operations.revoke_role(user=adam, role=Role.ADMIN, by=adam, now=now()),
        "deactivate": lambda: operations.deactivate(user=adam, by=adam, now=now()),
        "erase": lambda: operations.erase(user=adam, by=adam, now=now()),
    }

    with pytest.raises((operations.LastAdmin, operations.CannotErase), match="last admin"):
        calls[deed]()

    after = User.objects.get(pk=adam.pk)
    assert after.is_active
    assert after.is_staff
    assert Role.ADMIN in after.roles


def test_of_two_admins_one_may_go(adam):
    olga = UserFactory(roles=[Role.CUSTOMER, Role.ADMIN])

    operations.revoke_role(user=adam, role=Role.ADMIN, by=olga, now=now())

    with pytest.raises(operations.LastAdmin):
        operations.revoke_role(user=olga, role=Role.ADMIN, by=olga, now=now())


def test_a_seller_needs_a_shop(alice, adam):
    with pytest.raises(operations.NoShop):
        operations.grant_role(user=alice, role=Role.SELLER, by=adam, now=now())

    assert Role.SELLER not in alice.roles


def test_taking_the_role_of_a_seller_closes_the_shop(bruno, adam):
    operations.revoke_role(user=bruno, role=Role.SELLER, by=adam, now=now())

    bruno.seller.refresh_from_db()
    assert bruno.seller.status == SellerStatus.SUSPENDED
    assert Role.SELLER not in bruno.roles


def test_a_courier_comes_and_goes_with_the_role(alice, adam):
    courier = operations.make_courier(user=alice, by=adam, now=now())
    assert courier.is_active
    assert Role.DELIVER in alice.roles

    operations.revoke_role(user=alice, role=Role.DELIVER, by=adam, now=now())
    assert not Courier.objects.get(user=alice).is_active

    operations.make_courier(user=alice, by=adam, now=now())
    assert Courier.objects.get(user=alice).is_active


def test_a_set_of_roles_is_given_whole_or_not_at_all(adam):
    with pytest.raises(operations.LastAdmin):
        operations.set_roles(user=adam, roles=[Role.CUSTOMER, Role.DELIVER], by=adam, now=now())

    assert User.objects.get(pk=adam.pk).roles == {Role.CUSTOMER, Role.ADMIN}
    assert not Courier.objects.exists()


def view(request):
    return HttpResponse("open")


@pytest.mark.parametrize(
    ("who", "guard", "status"),
    [
        (None, guards.public, 200),
        (None, guards.signed_in, 302),
        (None, guards.requires(Permission.SELL), 302),
        ("alice", guards.signed_in, 200),
        ("alice", guards.requires(Permission.SELL), 403),
        ("bruno", guards.requires(Permission.SELL), 200),
        ("dora", guards.requires(Permission.SELL, Permission.DELIVER), 200),
        ("adam", guards.requires(Permission.SELL), 403),
    ],
)
def test_guards(rf, request, who, guard, status):
    visit = rf.get("/seller/", {"page": "2"})
    visit.user = request.getfixturevalue(who) if who else AnonymousUser()
    guarded = guard(view)

    try:
        response = guarded(visit)
    except PermissionDenied:
        response = HttpResponse(status=403)

    assert response.status_code == status
    assert guarded.guard
    if status == 302:
        assert response.headers["Location"] == "/login/?next=/seller/%3Fpage%3D2"
