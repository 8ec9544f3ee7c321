"""The packing slip as PDF: no prices, since it lies in the parcel; an address only where a parcel service brings it."""

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from orders.printing.paper import Paper
from orders.queries.seller import ParcelPage


@translation.override(settings.LANGUAGE_CODE)
def slip(page: ParcelPage) -> bytes:
    parcel = page.parcel
    order = parcel.order
    paper = Paper(_("Packing slip %(number)s") % {"number": order.number})
    day = formats.date_format(order.placed_at, "j F Y")
    paper.heading(parcel.seller.name, _("Packing slip"), f"{order.number} · {day}")
    where = [order.full_name, page.place] if page.address is None else order.envelope()
    promised = _("promised by %(day)s") % {"day": formats.date_format(parcel.arrives_to, "l j F")}
    paper.columns((_("For"), where), (_("Delivery"), [parcel.delivery_name, promised]))
    heads = [_("Item"), _("SKU"), _("Quantity")]
    rows = [[_title(row), str(row["sku"]), str(row["quantity"])] for row in page.rows]
    paper.grid(heads, rows, widths=(58, 28, 14))
    paper.note(_("Thank you for buying from %(shop)s.") % {"shop": parcel.seller.name})
    return paper.output()


def _title(row: dict[str, object]) -> str:
    return ", ".join(str(part) for part in (row["title"], row.get("name")) if part)
