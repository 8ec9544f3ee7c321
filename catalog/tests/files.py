"""What the tests of importing share."""

import io
from typing import Any

from django.utils import timezone

from catalog import importing

HEADER = "handle,sku,title,category,price,stock,option1_name,option1_value"
MUGS = f"""{HEADER}
mug,MUG-C,Speckled mug,Kitchen > Mugs,24.00,3,Colour,Clay
mug,MUG-M,,,26.00,4,Colour,Moss
pot,POT,Teapot,Kitchen,"49,50",1,,
"""


def run(seller: Any, text: str | bytes, **more: Any) -> importing.Report:
    content = text.encode() if isinstance(text, str) else text
    more = {"make_categories": True, **more}
    return importing.run(seller=seller, products=io.BytesIO(content), by=None, now=timezone.now(), **more)


def figures(report: importing.Report) -> tuple[int, int, int, int]:
    """Products new, changed, unchanged; rows rejected."""
    return report.new, report.changed, report.unchanged, report.rejected


def faults(report: importing.Report) -> list[str]:
    return [str(fault) for fault in report.faults]
