"""`/api/seller/…`: what the pages of the shop's desk can do with products and pictures."""

import dataclasses
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from accounts.api import BearerAuth, require
from accounts.api.auth import ApiRequest
from accounts.models import Seller
from accounts.roles import Permission
from catalog import authoring, desk, operations
from catalog import pictures as picture_files
from catalog.api.seller_schemas import (
    OwnImageOut,
    OwnProductOut,
    OwnProductsOut,
    ProductIn,
    ProductPatch,
)
from catalog.models import Category, Product, ProductStatus
from shop.core import errors, http, paging

router = Router(auth=BearerAuth(), tags=["Shop: products"])
PAGE = 50
READS: dict[Any, Any] = http.refusals(401, 403, 404, 429)
WRITES: dict[Any, Any] = http.refusals(400, 401, 403, 404, 409, 422, 429)


@router.get(
    "products/",
    response={200: OwnProductsOut, **http.refusals(401, 403, 422, 429)},
    operation_id="shop_products",
    summary="Your shop's products, the newest first",
)
def products(request: ApiRequest, status: ProductStatus | None = None, cursor: str = "") -> OwnProductsOut:
    require(request, Permission.SELL)
    rows = Product.objects.filter(seller__user=request.user).select_related("seller", "category")
    rows = rows.filter(status=status) if status else rows.exclude(status=ProductStatus.ARCHIVED)
    page = paging.keyset(rows.prefetch_related(*desk.whole()), order=("-id",), cursor=cursor, size=PAGE)
    return OwnProductsOut(results=[OwnProductOut.of(product) for product in page.rows], next=page.next)


@router.post(
    "products/", response={201: OwnProductOut, **WRITES}, operation_id="create_product", summary="Write a draft"
)
def create(request: ApiRequest, data: ProductIn) -> Status[OwnProductOut]:
    seller = _shop(request)
    content = _laid_over(authoring.ProductData(title=""), data.model_dump(exclude_unset=True), data)
    product = authoring.create_product(seller=seller, data=content, by=request.user, now=timezone.now())
    return Status(201, _shown(request, product.pk))


@router.get(
    "products/{int:product_id}/",
    response={200: OwnProductOut, **READS},
    operation_id="shop_product",
    summary="One product of your shop",
)
def product(request: ApiRequest, product_id: int) -> OwnProductOut:
    """One of your products, live or not."""
    return _shown(request, product_id)


@router.patch(
    "products/{int:product_id}/",
    response={200: OwnProductOut, **WRITES},
    operation_id="update_product",
    summary="Change a product, publish it or take it offline",
)
def update(request: ApiRequest, product_id: int, data: ProductPatch) -> OwnProductOut:
    found = _own(request, product_id)
    sent = data.model_dump(exclude_unset=True)
    with transaction.atomic():
        if set(sent) - {"version", "status"}:
            authoring.update_product(
                product=found,
                data=_laid_over(_without_stock(authoring.data_of(found)), sent, data),
                expected_version=data.version or found.version,
                by=request.user,
                now=timezone.now(),
            )
        if data.status == "published":
            operations.publish(product=found, by=request.user, now=timezone.now())
        elif data.status == "unpublished":
            operations.take_offline(product=found, by=request.user, now=timezone.now())
    return _shown(request, product_id)


@router.delete(
    "products/{int:product_id}/",
    response={204: None, **READS, **http.refusals(409)},
    operation_id="delete_product",
    summary="Delete a product; orders keep their copy",
)
def delete(request: ApiRequest, product_id: int) -> Status[None]:
    operations.archive_product(product=_own(request, product_id), by=request.user, now=timezone.now())
    return Status(204, None)


@router.post(
    "pictures/",
    response={201: OwnImageOut, **WRITES},
    operation_id="upload_picture",
    summary="Upload a picture; name its id in a product within a day",
)
def upload(request: ApiRequest, picture: File[UploadedFile]) -> Status[OwnImageOut]:
    image = picture_files.store(picture, seller=_shop(request), by=request.user)
    return Status(201, OwnImageOut.of(image))


def _shop(request: ApiRequest) -> Seller:
    require(request, Permission.SELL)
    seller = Seller.objects.filter(user=request.user).first()
    if seller is None:
        raise Http404
    return seller


def allowed(request: ApiRequest) -> None:
    require(request, Permission.SELL, Permission.MANAGE_CATALOGUE)


def _own(request: ApiRequest, product_id: int) -> Product:
    allowed(request)
    rows = desk.products_editable_by(request.user).exclude(status=ProductStatus.ARCHIVED)
    found = rows.prefetch_related(*desk.whole()).filter(pk=product_id).first()
    if found is None:
        raise Http404
    return found


def _shown(request: ApiRequest, product_id: int) -> OwnProductOut:
    return OwnProductOut.of(_own(request, product_id))


def _without_stock(data: authoring.ProductData) -> authoring.ProductData:
    """Stock that is not sent is not touched."""
    rows = tuple(dataclasses.replace(row, stock=None, expected_stock=None) for row in data.variants)
    return dataclasses.replace(data, variants=rows)


def _laid_over(
    base: authoring.ProductData, sent: dict[str, Any], data: ProductIn | ProductPatch
) -> authoring.ProductData:
    """The product with what was sent in place of what was there; null leaves it, but takes a category off."""
    values: dict[str, Any] = {
        name: sent[name] for name in ("title", "brand", "description", "attributes") if sent.get(name) is not None
    }
    if sent.get("option_names") is not None:
        values["option_names"] = tuple(sent["option_names"])
    if data.variants is not None and "variants" in sent:
        values["variants"] = tuple(variant.data() for variant in data.variants)
    if data.pictures is not None and "pictures" in sent:
        values["pictures"] = tuple(authoring.PictureData(p.id, p.alt, p.sku) for p in data.pictures)
    if "category" in sent:
        values["category"] = _category(sent["category"])
    return dataclasses.replace(base, **values)


def _category(path: str | None) -> Category | None:
    if not path:
        return None
    found: Category | None = Category.objects.active().filter(path=path.replace("\0", "")).first()
    if found is None:
        text = _("There is no such category.")
        raise errors.Unprocessable(text, fields={"category": [text]})
    return found
