"""A sheet of A4: heading, two columns of facts, a table, sums, a line at the foot."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from orders.printing import fonts

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
_GREY, _BLACK, _HAIRLINE = HexColor("#5a605c"), HexColor("#141816"), HexColor("#9aa09c")
_FLUSH = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]


class Paper:
    """Black on white. Texts are plain: nothing in them is markup."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.missed = False
        self._story: list[Flowable] = []

    def _text(
        self, text: object, *, size: float = 9.5, bold: bool = False, right: bool = False, grey: bool = False
    ) -> Any:
        """A paragraph in which every letter has a font that can draw it."""
        font = fonts.BOLD if bold else fonts.REGULAR
        self.missed = self.missed or not fonts.is_readable(str(text))
        style = ParagraphStyle(
            "text", fontName=font, fontSize=size, leading=size * 1.4, textColor=_GREY if grey else _BLACK,
            alignment=TA_RIGHT if right else TA_LEFT,
        )  # fmt: skip
        drawn = (f'<font name="{name}">{escape(part)}</font>' for name, part in fonts.runs(str(text), font))
        return Paragraph("".join(drawn), style)

    def heading(self, left: str, right: str, below: str) -> None:
        """A new page: the supplier on the left, what this is on the right."""
        if self._story:
            self._story.append(PageBreak())
        titles = [self._text(left, size=12, bold=True), self._text(right, size=17, bold=True, right=True)]
        rows = [titles, ["", self._text(below, right=True, grey=True)]]
        self._story += [Table(rows, colWidths=[WIDTH / 2] * 2, style=_FLUSH), Spacer(0, 8 * mm)]

    def columns(self, left: tuple[str, Sequence[str]], right: tuple[str, Sequence[str]]) -> None:
        """Two lists of short lines side by side, each under its heading."""
        cells = [
            [self._text(title, bold=True), *(self._text(text) for text in texts if text)]
            for title, texts in (left, right)
        ]
        style = [*_FLUSH, ("VALIGN", (0, 0), (-1, -1), "TOP")]
        self._story += [Table([cells], colWidths=[WIDTH / 2] * 2, style=style), Spacer(0, 8 * mm)]

    def grid(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int]) -> None:
        """A table; the first column is text, the others are set to the right. Its head repeats on every page."""
        cells = [[self._text(text, bold=True, right=number > 0) for number, text in enumerate(heads)]]
        cells += [[self._text(text, right=number > 0) for number, text in enumerate(row)] for row in rows]
        columns = [WIDTH * width / sum(widths) for width in widths]
        style = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, _HAIRLINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ]
        self._story += [Table(cells, colWidths=columns, style=style, repeatRows=1), Spacer(0, 5 * mm)]

    def sums(self, rows: Sequence[tuple[str, str]], total: tuple[str, str]) -> None:
        """Amounts under each other at the right edge, the last one in bold."""
        cells = [["", self._text(label), self._text(amount, right=True)] for label, amount in rows]
        label, amount = total
        cells.append(["", self._text(label, size=11, bold=True), self._text(amount, size=11, bold=True, right=True)])
        widths = [WIDTH / 2, WIDTH / 2 - 36 * mm, 36 * mm]
        style = [*_FLUSH, ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
        self._story += [Table(cells, colWidths=widths, style=style), Spacer(0, 5 * mm)]

    def note(self, text: str) -> None:
        self._story.append(self._text(text, size=8.5, grey=True))

    def output(self) -> bytes:
        """The finished document: laid out once to count the sheets, and once more to name the count at their feet."""
        file = io.BytesIO()
        self._lay_out(file, sheets=self._lay_out(io.BytesIO(), sheets=0))
        return file.getvalue()

    def _lay_out(self, file: io.BytesIO, *, sheets: int) -> int:
        """:return: how many sheets it took."""
        document = SimpleDocTemplate(
            file, pagesize=A4, title=self.title, creator="Millrow", invariant=True,
            leftMargin=MARGIN - 6, rightMargin=MARGIN - 6, topMargin=MARGIN, bottomMargin=MARGIN,
        )  # fmt: skip

        def foot(canvas: Canvas, _document: object) -> None:
            text = _("Page %(page)s of %(pages)s") % {"page": canvas.getPageNumber(), "pages": sheets}
            if self.missed:
                text = _("Letters shown as “?” are on the printable page of the order.") + " " + text
            canvas.setFont(fonts.REGULAR, 8)
            canvas.setFillColor(_GREY)
            canvas.drawRightString(A4[0] - MARGIN, MARGIN * 2 / 3, text)

        document.build([*self._story], onFirstPage=foot, onLaterPages=foot)
        return int(document.page)
