"""Rows of accounts for tests. People are active and know one password, `PASSWORD`."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from accounts.models import Address, Courier, Seller, SellerStatus, User
from accounts.roles import Role

PASSWORD = "correct horse battery"


class UserFactory(DjangoModelFactory[User]):
    """`UserFactory(roles=[Role.SELLER])`; a customer unless told otherwise."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person Number {n}")
    is_active = True

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        kwargs.setdefault("password", PASSWORD)
        return User.objects.create_user(**kwargs)

    @factory.post_generation
    def roles(self, create: bool, extracted: list[Role] | None, **kwargs: Any) -> None:
        wanted = extracted if extracted is not None else [Role.CUSTOMER]
        self.groups.add(*[Group.objects.get_or_create(name=role.value)[0] for role in wanted])
        if Role.ADMIN in wanted:
            self.is_staff = True
            self.save(update_fields=["is_staff"])


class AddressFactory(DjangoModelFactory[Address]):
    class Meta:
        model = Address

    owner = factory.SubFactory(UserFactory)
    full_name = "Alice Anders"
    line1 = "Kastanienallee 7"
    postal_code = "10435"
    city = "Berlin"
    country = "DE"
    phone = ""


class SellerFactory(DjangoModelFactory[Seller]):
    """An approved shop."""

    class Meta:
        model = Seller

    user = factory.SubFactory(UserFactory, roles=[Role.CUSTOMER, Role.SELLER])
    name = factory.Sequence(lambda n: f"Shop {n}")
    slug = factory.Sequence(lambda n: f"shop-{n}")
    story = "We make things by hand."
    town = "Berlin"
    country = "DE"
    status = SellerStatus.APPROVED


class CourierFactory(DjangoModelFactory[Courier]):
    class Meta:
        model = Courier

    user = factory.SubFactory(UserFactory, roles=[Role.CUSTOMER, Role.DELIVER])
