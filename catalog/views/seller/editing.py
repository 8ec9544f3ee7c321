"""`/add/product/` and `/update/product/<id>/`: one page that writes a product."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guards import AuthenticatedRequest, requires
from accounts.models import Seller
from accounts.roles import Permission
from catalog import authoring, desk
from catalog.forms import conflict, filling
from catalog.forms.editor import Editor
from catalog.models import Product, ProductStatus, Stock
from catalog.views.seller import showing, uploads

PAGE = "seller/product_form.html"


@requires(Permission.SELL)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    seller = get_object_or_404(Seller, user=request.user)
    if request.method != "POST":
        return render(request, PAGE, showing.editor(filling.blank(), None))
    page, faults = _posted(request, seller, None)
    if faults or not _wants_saving(request):
        return _again(request, page, None, faults)
    if page.is_valid():
        try:
            product = _create(request, seller, page)
        except authoring.BadProduct as error:
            page.refuse(error)
        else:
            messages.success(request, _("Draft saved."))
            return redirect("catalog:update_product", product.pk)
    return render(request, PAGE, showing.editor(page, None), status=422)


@requires(Permission.SELL, Permission.MANAGE_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: AuthenticatedRequest, product_id: int) -> HttpResponse:
    product = get_object_or_404(_editable(request), pk=product_id)
    if request.method != "POST":
        return render(request, PAGE, showing.editor(filling.of(product), product))
    page, faults = _posted(request, product.seller, product)
    if faults or not _wants_saving(request):
        return _again(request, page, product, faults)
    differences = None
    if page.is_valid():
        try:
            saved = _save(request, page, product)
        except authoring.Edited as error:
            differences = conflict.differences(error.current, page.data())
            page.form.add_error(None, error.message)
            page.continue_from(error.version)
        except authoring.BadProduct as error:
            page.refuse(error, stock_now=_stock_now(product))
        else:
            messages.success(request, _("Changes saved."))
            return redirect("catalog:update_product", saved.pk)
    return render(request, PAGE, {**showing.editor(page, product), "differences": differences}, status=422)


def _editable(request: AuthenticatedRequest) -> QuerySet[Product]:
    rows = desk.products_editable_by(request.user).exclude(status=ProductStatus.ARCHIVED)
    return rows.prefetch_related(*desk.whole())


def _wants_saving(request: HttpRequest) -> bool:
    """Whether the main button was pressed (or Enter), not one that only rearranges the page."""
    return request.POST.get("action", "save") in ("save", "")


def _posted(request: AuthenticatedRequest, seller: Seller, product: Product | None) -> tuple[Editor, list[str]]:
    known = uploads.known(request.POST, seller, product)
    fresh, faults = uploads.received(request, seller)
    page = filling.posted(
        request.POST,
        product=product,
        known={**known, **{image.pk: image for image in fresh}},
        fresh=fresh,
        stock_now=_stock_now(product),
        is_bound=bool(faults) or _wants_saving(request),
    )
    return page, faults


def _stock_now(product: Product | None) -> dict[int, int]:
    rows = Stock.objects.filter(variant__product=product) if product else Stock.objects.none()
    return dict(rows.values_list("pk", "on_hand"))


def _again(request: HttpRequest, page: Editor, product: Product | None, faults: list[str]) -> HttpResponse:
    """The page with everything that was typed: after a button that saves nothing, or with a file that is no picture."""
    if faults:
        page.is_valid()
        for fault in faults:
            page.form.add_error("pictures", fault)
    return render(request, PAGE, showing.editor(page, product), status=422 if faults else 200)


def _create(request: AuthenticatedRequest, seller: Seller, page: Editor) -> Product:
    token = page.form.cleaned_data["token"]
    return authoring.create_once(seller=seller, data=page.data(), form_token=token, by=request.user, now=timezone.now())


def _save(request: AuthenticatedRequest, page: Editor, product: Product) -> Product:
    return authoring.update_product(
        product=product,
        data=page.data(handle=product.handle),
        expected_version=page.form.cleaned_data["version"] or 0,
        by=request.user,
        now=timezone.now(),
    )
