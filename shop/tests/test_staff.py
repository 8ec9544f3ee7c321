import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from accounts.roles import Role
from shop import staff

pytestmark = pytest.mark.django_db


def test_admins_hold_exactly_the_permissions_of_the_table():
    held = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Group.objects.get(name=Role.ADMIN).permissions.select_related("content_type")
    }

    assert held == {
        f"{app}.{action}_{model}"
        for app, models in staff.PERMISSIONS.items()
        for model, actions in models.items()
        for action in actions
    }


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.SELLER, Role.DELIVER])
def test_nobody_else_holds_any(role):
    assert not Group.objects.get(name=role).permissions.exists()


def test_every_model_of_the_table_exists():
    missing = [
        f"{app}.{model}" for app, models in staff.PERMISSIONS.items() for model in models if not _exists(app, model)
    ]

    assert missing == []


def _exists(app, model):
    try:
        return apps.get_model(app, model)
    except LookupError:
        return None


def test_takes_back_what_is_not_in_the_table():
    group = Group.objects.get(name=Role.ADMIN)
    before = set(group.permissions.values_list("pk", flat=True))
    group.permissions.add(Permission.objects.get(codename="delete_user", content_type__app_label="accounts"))
    group.permissions.remove(Permission.objects.get(codename="view_user", content_type__app_label="accounts"))

    call_command("migrate", verbosity=0)

    assert set(group.permissions.values_list("pk", flat=True)) == before


def test_an_admin_is_staff_and_no_superuser(adam):
    assert adam.is_staff
    assert not adam.is_superuser
    assert adam.has_perm("orders.view_order")
    assert not adam.has_perm("orders.delete_order")
    assert not adam.has_perm("accounts.view_token")
