"""The first step of the checkout as one thing: its forms, filled from what is known, and the draft that they become."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import PARTS, Address, User
from cart import drafts, queries
from cart.contents import Destination, PricedCart
from cart.drafts import Draft
from cart.models import Cart
from catalog.models import DeliveryRate
from orders.forms import checkout as forms


@dataclass
class Step:
    """
    The forms of `/order/user-info/<id>/`.

    :ivar contact: only for guests. :ivar saved: only for somebody with an address book.
    """

    contact: forms.ContactForm | None
    saved: forms.SavedForm | None
    shipping: forms.ShippingForm
    note: forms.NoteForm
    delivery: forms.DeliveryForm
    priced: PricedCart
    rates: Mapping[int, int]
    user: User | None

    @property
    def forms(self) -> list[Form]:
        """All of them that count, in the order of the page: for the summary of errors."""
        shipping = [self.shipping] if self.is_typed else []
        return [form for form in (self.contact, self.saved, *shipping, self.note, self.delivery) if form is not None]

    @property
    def is_typed(self) -> bool:
        """Whether the address is typed here, not chosen from the book."""
        return self.saved is None or self.saved["address"].value() == forms.NEW_ADDRESS

    @property
    def opens_line2(self) -> bool:
        """Whether what a closed part of the page holds is filled or wrong: then it stands open."""
        return bool(self.shipping["line2"].value() or self.shipping["line2"].errors)

    @property
    def opens_note(self) -> bool:
        return bool(self.note["note"].value() or self.note["note"].errors)

    def is_valid(self) -> bool:
        """Every form is asked, so that all errors show at once. Unknown ways of delivery are no error."""
        answers = [form.is_valid() for form in self.forms if form is not self.delivery]
        return all(answers)

    def draft(self, *, now: datetime) -> Draft | None:
        """
        The draft of a valid step, with the rates that the address really has; None where a shop does not deliver
        there, which the form then says.
        """
        address = self.saved.chosen if self.saved else None
        parts = address.parts() if address else self.shipping.parts()
        destination = Destination(parts["country"], parts["postal_code"])
        priced = queries.priced(self.priced.cart, now=now, destination=destination, chosen=self.rates)
        for seller in priced.undelivered:
            self._refuse(seller.name, destination)
        if priced.undelivered:
            return None
        return Draft(
            email=self.user.email if self.user else self._email(),
            note=self.note.cleaned_data["note"],
            address=parts,
            address_id=address.pk if address else None,
            delivery=_rates(priced, self.rates),
        )

    def _email(self) -> str:
        return str(self.contact.cleaned_data["email"]) if self.contact else ""

    def _refuse(self, shop: str, destination: Destination) -> None:
        text = _("%(shop)s does not deliver to %(place)s. Remove its things, or choose another address.")
        values = {"shop": shop, "place": f"{destination.postal_code} {destination.country_name}".strip()}
        form, name = (self.shipping, "country") if self.saved is None or self.is_typed else (self.saved, "address")
        form.add_error(name, text % values)


def step(*, cart: Cart, user: User | None, now: datetime, data: QueryDict | None = None, check: bool = True) -> Step:
    """
    The forms, bound to what was posted or filled with what is known.

    :param check: False where the page is only drawn anew for another place: what was typed stays, and is no error.
    """
    draft = drafts.of(cart)
    book = list(Address.objects.of(user)) if user else []
    rates = forms.posted_rates(data) if data is not None else None
    priced = queries.priced(cart, now=now, destination=_posted_destination(data, book), chosen=rates)
    bound = data if check else None
    typed: dict[str, Any] = data.dict() if data is not None and not check else {}
    saved = forms.SavedForm(bound, saved=book, initial={"address": _preset(draft, book)} | typed) if book else None
    return Step(
        contact=None if user else forms.ContactForm(bound, initial={"email": draft.email} | typed),
        saved=saved,
        shipping=forms.ShippingForm(bound, initial=_known(draft, user) | typed),
        note=forms.NoteForm(bound, initial={"note": draft.note, "save_address": True} | typed),
        delivery=forms.DeliveryForm(bound, groups=priced.parcels),
        priced=priced,
        rates=rates or {},
        user=user,
    )


def known(*, cart: Cart, user: User, now: datetime) -> Draft | None:
    """The draft of somebody whose address is in the book: nothing to type. None where the step has to be seen."""
    draft, book = drafts.of(cart), list(Address.objects.of(user))
    address = _preset(draft, book) if book else forms.NEW_ADDRESS
    if address == forms.NEW_ADDRESS:
        return None
    data = QueryDict(mutable=True)
    data.update({"address": address, "note": draft.note})
    data.update({f"delivery-{seller}": str(rate) for seller, rate in draft.delivery.items()})
    answered = step(cart=cart, user=user, now=now, data=data)
    return answered.draft(now=now) if answered.is_valid() else None


def _rates(priced: PricedCart, wished: Mapping[int, int]) -> dict[int, int]:
    """
    The rate of each parcel: the one that was wished, else the one of the same name at this address, else the first.
    """
    gone = {rate for seller, rate in wished.items() if rate not in _offered(priced, seller)}
    names = dict(DeliveryRate.objects.filter(pk__in=gone).values_list("pk", "name")) if gone else {}
    found = {}
    for group in priced.parcels:
        name = names.get(wished.get(group.seller.pk, 0))
        same = next((option.rate_id for option in group.options if option.name == name), None)
        if group.choice is not None:
            found[group.seller.pk] = same or group.choice.rate_id
    return found


def _offered(priced: PricedCart, seller_id: int) -> set[int]:
    return {option.rate_id for group in priced.parcels if group.seller.pk == seller_id for option in group.options}


def _posted_destination(data: QueryDict | None, book: list[Address]) -> Destination | None:
    """Where the posted page wants it, as far as that can be read: the ways of delivery are those of that place."""
    if data is None:
        return None
    chosen = next((address for address in book if str(address.pk) == data.get("address")), None)
    if chosen is not None:
        return Destination(str(chosen.country), chosen.postal_code)
    country, code = data.get("country", ""), data.get("postal_code", "")
    return Destination(country, code[:16]) if len(country) == 2 and country.isascii() and country.isalpha() else None


def _preset(draft: Draft, book: list[Address]) -> str:
    """The saved address that is chosen at first: the one of the draft, else the default."""
    ids = [address.pk for address in book]
    if draft.address and draft.address_id not in ids:
        return forms.NEW_ADDRESS
    return str(draft.address_id or ids[0])


def _known(draft: Draft, user: User | None) -> dict[str, Any]:
    if draft.address and draft.address_id is None:
        return {name: draft.address.get(name, "") for name in PARTS}
    return {"full_name": user.full_name, "phone": user.phone} if user else {}
