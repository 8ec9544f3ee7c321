"""A sheet of A4: heading, two columns of facts, a table, sums, a line at the foot."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout
from fpdf.fonts import FontFace

from orders.printing import fonts

MARGIN_MM = 18
_GREY = (90, 96, 92)
_BLACK = (20, 24, 22)
_LINE = 5.0


class Paper(FPDF):
    """Black on white, in millimetres. Every text passes `fonts.readable`."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.missed = False
        self.set_title(title)
        self.set_creator("Millrow")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self.add_font("figtree", "", fonts.REGULAR)
        self.add_font("figtree", "B", fonts.BOLD)
        for number, path in enumerate(fonts.fallbacks()):
            self.add_font(f"other{number}", "", path)
        self.set_fallback_fonts([f"other{number}" for number in range(len(fonts.fallbacks()))], exact_match=False)
        self._plain()

    def _plain(self, size: float = 9.5) -> None:
        self.set_font("figtree", "", size)
        self.set_text_color(*_BLACK)

    def said(self, text: object) -> str:
        """The text as this paper can show it."""
        whole = str(text)
        self.missed = self.missed or not fonts.is_readable(whole)
        return fonts.readable(whole)

    def footer(self) -> None:
        """Which page of how many, and what to do where letters are missing."""
        self.set_y(-MARGIN_MM + 4)
        self._plain(8)
        self.set_text_color(*_GREY)
        text = _("Page %(page)s of %(pages)s") % {"page": self.page_no(), "pages": "{nb}"}
        if self.missed:
            text = f"{_('Letters shown as “?” are on the printable page of the order.')} {text}"
        self.cell(0, 4, self.said(text), align=Align.R)

    def heading(self, left: str, right: str, below: str) -> None:
        """The supplier on the left, what this is on the right."""
        self.add_page()
        self.set_font("figtree", "B", 12)
        self.cell(90, 8, self.said(left))
        self.set_font("figtree", "B", 17)
        self.cell(0, 8, self.said(right), align=Align.R, new_x="LMARGIN", new_y="NEXT")
        self._plain()
        self.set_text_color(*_GREY)
        self.cell(0, _LINE, self.said(below), align=Align.R, new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def columns(self, left: tuple[str, Sequence[str]], right: tuple[str, Sequence[str]]) -> None:
        """Two lists of short lines side by side, each under its heading."""
        top, width = self.get_y(), self.epw / 2
        lowest = top
        for number, (title, texts) in enumerate((left, right)):
            self.set_xy(self.l_margin + number * width, top)
            self.set_font("figtree", "B", 9.5)
            self.multi_cell(width - 4, _LINE, self.said(title), new_x="LEFT", new_y="NEXT")
            self._plain()
            for text in filter(None, texts):
                self.multi_cell(width - 4, _LINE, self.said(text), new_x="LEFT", new_y="NEXT")
            lowest = max(lowest, self.get_y())
        self.set_y(lowest + 6)

    def grid(self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[int]) -> None:
        """A table; the first column is text, the others are set to the right."""
        self._plain()
        aligned = [Align.L, *[Align.R] * (len(heads) - 1)]
        with self.table(
            col_widths=tuple(widths),
            text_align=tuple(aligned),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD"),
            line_height=_LINE,
            padding=(1, 1, 1, 0),
        ) as table:
            for texts in (heads, *rows):
                row = table.row()
                for text in texts:
                    row.cell(self.said(text))
        self.ln(4)

    def sums(self, rows: Sequence[tuple[str, str]], total: tuple[str, str]) -> None:
        """Amounts under each other at the right edge, the last one in bold."""
        for label, amount in (*rows, total):
            if (label, amount) == total:
                self.set_font("figtree", "B", 11)
            self.set_x(self.l_margin + self.epw / 2)
            self.cell(self.epw / 2 - 32, 6, self.said(label))
            self.cell(32, 6, self.said(amount), align=Align.R, new_x="LMARGIN", new_y="NEXT")
        self._plain()
        self.ln(3)

    def note(self, text: str) -> None:
        self._plain(8.5)
        self.set_text_color(*_GREY)
        self.multi_cell(0, 4.5, self.said(text), new_x="LMARGIN", new_y="NEXT")
        self._plain()
