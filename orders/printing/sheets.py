"""The pages of a PDF, each with its number and the count of all at its foot."""

from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from orders.printing import fonts


class NumberedSheets(Canvas):  # type: ignore[misc]  # no types there
    """
    Keeps each page until the last is known, then writes them all.

    :param warning: a sentence before the number, "" for none.
    """

    def __init__(self, *args: Any, warning: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self._warning = warning
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._foot(_("Page %(page)s of %(pages)s") % {"page": number, "pages": len(self._pages)})
            super().showPage()
        super().save()

    def _foot(self, text: str) -> None:
        self.setFont(fonts.REGULAR, 8)
        self.setFillGray(0.36)
        self.drawRightString(A4[0] - 18 * mm, 12 * mm, f"{self._warning} {text}".strip())
