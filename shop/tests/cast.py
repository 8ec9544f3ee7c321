"""The standing cast of the tests: everybody knows who they are."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Courier, Seller, User
from accounts.roles import Role
from accounts.tests.factories import CourierFactory, SellerFactory, UserFactory
from catalog.tests.factories import AreaFactory, TaxRateFactory


@pytest.fixture
def alice(db: None) -> User:
    """Buys."""
    return UserFactory(email="alice@example.com", full_name="Alice Anders")


@pytest.fixture
def bruno(db: None) -> User:
    """Sells: `bruno.seller` is the approved shop Kiln & Kettle."""
    seller: Seller = SellerFactory(
        user__email="bruno@example.com", user__full_name="Bruno Bauer", name="Kiln & Kettle", slug="kiln-kettle"
    )
    return seller.user


@pytest.fixture
def rita(db: None) -> User:
    """A rival seller."""
    seller: Seller = SellerFactory(
        user__email="rita@example.com", user__full_name="Rita Rossi", name="Oak & Edge", slug="oak-edge"
    )
    return seller.user


@pytest.fixture
def dora(db: None) -> User:
    """Delivers in Berlin."""
    courier: Courier = CourierFactory(user__email="dora@example.com", user__full_name="Dora Diaz")
    AreaFactory(name="Berlin").couriers.add(courier)
    return courier.user


@pytest.fixture
def adam(db: None) -> User:
    """Administers."""
    return UserFactory(email="adam@example.com", full_name="Adam Admin", roles=[Role.CUSTOMER, Role.ADMIN])


@pytest.fixture
def eve(db: None) -> User:
    """Must be refused."""
    return UserFactory(email="eve@example.com", full_name="Eve Evans")


@pytest.fixture
def standard_tax(db: None) -> None:
    """19 % on everything."""
    TaxRateFactory()


@pytest.fixture
def client_of() -> Callable[[User | None], Client]:
    """`client_of(alice)` is a browser in which she is signed in; `client_of(None)` a guest's."""

    def make(user: User | None) -> Client:
        client = Client(headers={"host": "localhost"})
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture(autouse=True)
def _leave_no_jobs(request: pytest.FixtureRequest) -> Iterator[None]:
    """The jobs are no tables of ours: the flush after a test with real commits would leave them to the next one."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
