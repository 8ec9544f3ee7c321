"""The pictures that the rows name: those that the product has already, and new ones, stored before any transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Planned:
    """A picture that rows name: one that the product has, or a new file of `name`."""

    name: str
    alt: str
    sku: str
    image: ProductImage | None


class Gathering:
    """
    Notes in the report what is not there or no picture; the product comes in without it.

    :param go_on: called before each picture that is stored, since each takes its time.
    """

    def __init__(
        self, *, seller: Seller, source: photos.Photos, report: Report, by: User | None,
        go_on: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.seller, self.source, self.report, self.by, self.go_on = seller, source, report, by, go_on
        self._is_told = False

    def planned(self, job: Job) -> list[Planned]:
        """The pictures that the rows name, known and new, as many as a product takes. Nothing is read."""
        known: dict[str, ProductImage] = {}
        for image in job.product.images.all() if job.product and job.draft.images else ():
            known |= {f"{image.key}.webp": image, image.source_name.casefold(): image}
        room = pictures.MOST_PER_PRODUCT - len({image.pk for image in known.values()})
        found: list[Planned] = []
        for name, alt, sku in job.draft.images:
            there = known.get(name.casefold())
            if there is None and room < 1:
                text = _("A product takes %(most)d pictures; this one was left out.")
                self._note(job.draft, name, text % {"most": pictures.MOST_PER_PRODUCT})
                continue
            room -= there is None
            found.append(Planned(name, alt, sku, there))
        return found

    def wanted(self, job: Job) -> list[Image]:
        """The pictures that the rows name, (id, description, SKU): those of the product, and new ones, stored now."""
        wanted: list[Image] = []
        for planned in self.planned(job):
            image = planned.image or self._stored(job.draft, planned.name)
            if image is not None:
                wanted.append((image.pk, planned.alt, planned.sku))
        return wanted

    def addable(self, job: Job, name: str) -> bool:
        """Whether a new file is there and looks like a picture that we take; else the reason is noted."""
        file = self._file(job.draft, name)
        if file is None:
            return False
        try:
            pictures.check(file)
        except pictures.BadPicture as error:
            self._note(job.draft, name, error.message)
            return False
        return True

    def _stored(self, draft: Draft, name: str) -> ProductImage | None:
        file = self._file(draft, name)
        if file is None:
            return None
        self.go_on()
        try:
            image = pictures.store(file, seller=self.seller, by=self.by)
        except pictures.BadPicture as error:
            self._note(draft, name, error.message)
            return None
        self.report.pictures += 1
        return image

    def _file(self, draft: Draft, name: str) -> Any:
        file = self.source.get(name)
        if file is None and not isinstance(self.source, photos.Nowhere):
            self._note(draft, name, _("This file is not among the pictures."))
        elif file is None and not self._is_told:
            self._is_told = True
            self._note(draft, name, _("No pictures came with this file. Upload them with it, in a zip."))
        return file

    def _note(self, draft: Draft, name: str, reason: str) -> None:
        row = next((row for row in draft.rows if name in f"{row['image']}|{row['more_images']}"), draft.first)
        self.report.note(drafts.fault_of(row, "image", reason, name))
