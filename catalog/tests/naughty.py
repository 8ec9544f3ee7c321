"""Values that no form may choke on, and how to send them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

TEXTS = {
    "empty": "",
    "blank": " \n\t ",
    "10,000 characters": "x" * 10_000,
    "NUL": "a\0b",
    "negative": "-1",
    "huge": "9" * 40,
    "exponent": "1e400",
    "not a number": "NaN",
    "infinite": "Infinity",
    "script": "<script>alert(1)</script>",
    "quotes": "'\"; DROP TABLE catalog_product; --",
    "emoji": "🧑‍🚀🏺",
    "other digits": "٣²",
    "right to left": "\u202eabc",
    "no character": "\ufffd",
    "formula": "=1+1",
}


def every_field(names: list[str], text: str) -> dict[str, Any]:
    return dict.fromkeys(names, text)


def file(content: bytes = b"no picture", name: str = "mug.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")
