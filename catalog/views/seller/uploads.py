"""Pictures that come with a form: kept at once, so that they survive whatever else is wrong with it."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.guards import AuthenticatedRequest
from accounts.models import Seller
from catalog import pictures
from catalog.forms import editor, filling, rows
from catalog.models import Product, ProductImage


def received(request: AuthenticatedRequest, seller: Seller) -> tuple[list[ProductImage], list[str]]:
    """The uploaded pictures as waiting ones, and a sentence for each file that is none."""
    files = request.FILES.getlist("pictures")
    kept, faults = [], []
    for file in files[: pictures.MOST_PER_PRODUCT]:
        try:
            kept.append(pictures.store(file, seller=seller, by=request.user))
        except pictures.BadPicture as error:
            named = _("%(file)s: %(fault)s") % {"file": str(file.name)[:80], "fault": error.message}
            faults.append(named if len(files) > 1 else error.message)
    return kept, faults


def known(post: QueryDict, seller: Seller, product: Product | None) -> dict[int, ProductImage]:
    """The pictures that the form may name, by id: those of the product and those that wait for this shop."""
    ids = [filling.number_of(row) for row in rows.read(post, "images", editor.PICTURE, 40)]
    waiting = ProductImage.objects.filter(seller=seller, product=None, pk__in=ids)
    return {image.pk: image for image in [*waiting, *(product.images.all() if product else ())]}
