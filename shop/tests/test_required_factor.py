"""A role that requires a second factor gives nothing without one, also where two roles meet over a product."""

import pytest

from accounts.models import RequiredFactor
from accounts.operations import membership
from accounts.roles import Role
from accounts.tests import support
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def test_what_a_seller_or_the_office_may_waits_for_the_factor_too(bruno):
    """Operations of both roles ask in another way than those of one."""
    RequiredFactor.objects.create(role=Role.SELLER)
    product, program = ProductFactory(seller=bruno.seller), support.api_client(bruno)
    paths = [f"/api/seller/products/{product.pk}/", "/api/seller/variants/1/stock/"]

    codes = [program.get(path).json()["error"]["code"] for path in paths]

    assert codes == ["second_factor_missing"] * 2


def test_a_role_without_the_factor_gives_nothing_to_another_role_of_the_same_person(client_of, bruno, rita):
    RequiredFactor.objects.create(role=Role.ADMIN)
    membership.add(bruno, role=Role.ADMIN, by=None)
    foreign = f"/update/product/{ProductFactory(seller=rita.seller).pk}/"

    assert client_of(bruno).get(f"/update/product/{ProductFactory(seller=bruno.seller).pk}/").status_code == 200
    assert client_of(bruno).get(foreign).status_code == 404
    support.code_app(bruno)
    assert client_of(bruno).get(foreign).status_code == 200
