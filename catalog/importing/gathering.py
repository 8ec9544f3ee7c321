"""The pictures that the rows name: those that the product has already, and new ones, stored before any transaction."""

from django.utils.translation import gettext as _

from accounts.models import Seller, User
from catalog import pictures
from catalog.importing import drafts, photos
from catalog.importing.drafts import Draft
from catalog.importing.finding import Job
from catalog.importing.report import Report
from catalog.models import ProductImage

# A picture that a product shall have: its id, its description, the SKU of the variant that it shows.
Image = tuple[int, str, str]


class Gathering:
    """Notes in the report what is not there or no picture; the product comes in without it."""

    def __init__(self, *, seller: Seller, source: photos.Photos, report: Report, by: User | None) -> None:
        self.seller, self.source, self.report, self.by = seller, source, report, by

    def wanted(self, job: Job) -> list[Image]:
        """The pictures that the rows name, (id, description, SKU): those of the product, and new ones, stored now."""
        known: dict[str, ProductImage] = {}
        for image in job.product.images.all() if job.product and job.draft.images else ():
            known |= {f"{image.key}.webp": image, image.source_name.casefold(): image}
        wanted: list[Image] = []
        for name, alt, sku in job.draft.images:
            found = known.get(name.casefold())
            if found is None and len({image.pk for image in known.values()}) >= pictures.MOST_PER_PRODUCT:
                text = _("A product takes %(most)d pictures; this one was left out.")
                self._note(job.draft, name, text % {"most": pictures.MOST_PER_PRODUCT})
                continue
            found = found or self._stored(job.draft, name)
            if found is not None:
                known[name.casefold()] = found
                wanted.append((found.pk, alt, sku))
        return wanted

    def _stored(self, draft: Draft, name: str) -> ProductImage | None:
        file = self.source.get(name)
        if file is None:
            if not isinstance(self.source, photos.Nowhere):
                self._note(draft, name, _("This file is not among the pictures."))
            return None
        try:
            image = pictures.store(file, seller=self.seller, by=self.by)
        except pictures.BadPicture as error:
            self._note(draft, name, error.message)
            return None
        self.report.pictures += 1
        return image

    def _note(self, draft: Draft, name: str, reason: str) -> None:
        row = next((row for row in draft.rows if name in f"{row['image']}|{row['more_images']}"), draft.first)
        self.report.note(drafts.fault_of(row, "image", reason, name))
