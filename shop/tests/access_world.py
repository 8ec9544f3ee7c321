"""The world of the access table: everybody, and one of everything that an address can name."""

import base64
import datetime
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData

from accounts.models import Courier, Device, Passkey, Seller, Token, TokenScope, User
from accounts.operations.sessions import CONFIRMED_AT
from accounts.roles import Role
from accounts.tests.factories import AddressFactory, CourierFactory, SellerFactory, UserFactory
from cart.models import CartState
from cart.tests.factories import CartFactory, CartLineFactory
from catalog.models import Discount, Import, ProductStatus
from catalog.tests.factories import AreaFactory, DeliveryRateFactory, ProductFactory, ReviewFactory, TaxRateFactory
from orders import proofs, tracking
from orders.models import Parcel, Proof, ReturnLine, ReturnRequest
from orders.states import ParcelStatus
from orders.tests.factories import OrderFactory, ParcelFactory


@dataclass(frozen=True)
class World:
    """People by name, and the text that stands for each parameter of a route."""

    people: dict[str, User]
    values: dict[str, str]
    sessions: dict[str, str]
    tokens: dict[str, str]

    def person(self, column: str, *, owner: str) -> User | None:
        """Who plays a column: the owner of a row is a buyer in some and a seller in others."""
        if column == "guest":
            return None
        return self.people[owner if column == "owner" else column]

    def browser(self, column: str, *, owner: str) -> Client:
        """A fresh browser with that person's session; everybody signed in once, when the world was built."""
        user = self.person(column, owner=owner)
        fresh = Client(headers={"host": "localhost"})
        if user is not None:
            fresh.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[user.email]
        return fresh

    def url(self, route: str, names: Mapping[str, str]) -> str:
        """
        A route with its parameters filled in, e.g. `orders/<str:number>/`.

        :param names: which of `values` a parameter stands for, where it is not the one of its own name; a name that
            is none of them stands for itself.
        """

        def value(match: re.Match[str]) -> str:
            name = names.get(match[1], match[1])
            return self.values.get(name, name)

        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, route)


def build() -> World:
    """Alice bought at Bruno's; Dora brings it; Eve, Rita and Carl have nothing to do with it."""
    alice = UserFactory(email="alice@example.com", full_name="Alice Anders")
    bruno = SellerFactory(user__email="bruno@example.com", slug="kiln-kettle", name="Kiln & Kettle")
    rita = SellerFactory(user__email="rita@example.com", slug="oak-edge")
    dora: Courier = CourierFactory(user__email="dora@example.com")
    carl: Courier = CourierFactory(user__email="carl@example.com")
    AreaFactory(name="Berlin").couriers.add(dora)
    AreaFactory(name="Hamburg", postcode_prefixes=["20"]).couriers.add(carl)
    TaxRateFactory()
    DeliveryRateFactory(seller=bruno)
    product = ProductFactory(seller=bruno, slug="stoneware-mug")
    draft = ProductFactory(seller=bruno, status=ProductStatus.DRAFT, published_at=None)
    order = OrderFactory(buyer=alice, number="4821-9035")
    parcel = ParcelFactory(
        order=order, seller=bruno, product=product, status=ParcelStatus.OUT_FOR_DELIVERY, courier=dora
    )
    CartFactory(id=order.checkout_id, user=alice, state=CartState.ORDERED)
    basket = CartFactory(user=alice)
    CartLineFactory(cart=basket, variant=product.variants.get())
    address = AddressFactory(owner=alice, is_default=True)
    people = {
        "alice": alice,
        "bruno": bruno.user,
        "customer": UserFactory(email="eve@example.com", full_name="Eve Evans"),
        "rival": rita.user,
        "courier": carl.user,
        "assigned": dora.user,
        "admin": UserFactory(email="adam@example.com", full_name="Adam", roles=[Role.CUSTOMER, Role.ADMIN]),
    }
    values = {
        "product_id": str(product.pk),
        "draft_id": str(draft.pk),
        "variant_id": str(product.variants.get().pk),
        "slug": "stoneware-mug",
        "seller_slug": "kiln-kettle",
        "path": product.category.path,
        "pattern": "mug",
        "draft_slug": draft.slug,
        "line_id": str(parcel.lines.get().pk),
        "cart_line_id": str(basket.lines.get().pk),
        "cart_id": str(basket.pk),
        "checkout_id": str(basket.pk),
        "placed_id": str(order.checkout_id),
        "discount_id": str(_discount(bruno).pk),
        "import_id": str(_import(bruno).pk),
        "device_id": str(_device(alice).pk),
        "token_id": str(_token(alice).pk),
        "passkey_id": str(_passkey(alice).pk),
        "action": "ship",
        "review_id": str(ReviewFactory(product=product).pk),
        "name": "products/00/missing-240.webp",
        "address_id": str(address.pk),
        "number": order.number,
        "parcel_id": str(parcel.pk),
        "token": tracking.token(order),
    }
    values["return_id"] = str(_return(parcel).pk)
    values["proof_id"] = str(_proof(parcel).pk)
    sessions = {user.email: _session(user) for user in people.values()}
    tokens = {user.email: _token_of(user) for user in people.values()}
    return World(people, values, sessions, tokens)


def _return(parcel: Parcel) -> ReturnRequest:
    request = ReturnRequest.objects.create(parcel=parcel, created_at=timezone.now())
    ReturnLine.objects.create(request=request, line=parcel.lines.get(), quantity=1, reason="other")
    return request


def _proof(parcel: Parcel) -> Proof:
    name = proofs.storage().save("proofs/aa/aa.webp", ContentFile(b"pixels"))
    return Proof.objects.create(parcel=parcel, picture=name, at=timezone.now())


def _token_of(user: User) -> str:
    raw = secrets.token_urlsafe(32)
    now = timezone.now()
    Token.objects.create(
        user=user,
        scope=TokenScope.AUTH,
        digest=hashlib.sha256(raw.encode()).hexdigest(),
        created_at=now,
        expires_at=now + datetime.timedelta(days=1),
    )
    return raw


def _session(user: User) -> str:
    """Somebody who gave the password just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[CONFIRMED_AT] = int(timezone.now().timestamp())
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _import(seller: Seller) -> Import:
    """Uploaded, its columns not matched yet."""
    headers = [{"names": ["sku", "title"], "samples": []}]
    return Import.objects.create(seller=seller, key="0" * 32, headers=headers, created_at=timezone.now())


def _discount(seller: Seller) -> Discount:
    return Discount.objects.create(seller=seller, kind="percent", value=Decimal(10), starts_at=timezone.now())


def _device(user: User) -> Device:
    now = timezone.now()
    return Device.objects.create(
        user=user, session_key="another-browser", label="A phone", signed_in_at=now, last_seen_at=now
    )


def _passkey(user: User) -> Passkey:
    """One that no device has: enough to be listed and removed."""
    credential = AttestedCredentialData.create(Aaguid.NONE, b"access world", ES256({1: 2, 3: -7, -1: 1}))
    values = {"credential_id": "access world", "credential": base64.b64encode(credential).decode()}
    return Passkey.objects.create(user=user, name="A key", created_at=timezone.now(), **values)


def _token(user: User) -> Token:
    now = timezone.now()
    return Token.objects.create(
        user=user,
        scope=TokenScope.AUTH,
        digest="0" * 64,
        label="A program",
        created_at=now,
        expires_at=now + datetime.timedelta(days=1),
    )
