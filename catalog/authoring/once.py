"""A form that is sent twice makes one product."""

from datetime import datetime

from django.db import transaction

from accounts.models import Seller, User
from catalog.authoring.data import ProductData
from catalog.authoring.products import create_product
from catalog.models import Product


@transaction.atomic
def create_once(*, seller: Seller, data: ProductData, form_token: str, by: User | None, now: datetime) -> Product:
    """
    As `create_product`; the same token again answers the product that it made, as it is by now.

    The shop's row is locked, so that of two at the same moment the second waits and then finds the first one's.

    :param form_token: made with the empty form; without one every call makes a product.
    :raises BadProduct: naming every value that cannot stand.
    """
    if not form_token:
        return create_product(seller=seller, data=data, by=by, now=now)
    Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=seller.pk)
    made = Product.objects.filter(seller=seller, form_token=form_token).first()
    if made is not None:
        return made
    product = create_product(seller=seller, data=data, by=by, now=now)
    Product.objects.filter(pk=product.pk).update(form_token=form_token)
    product.form_token = form_token
    return product
