"""Files to download: see `shop.core.downloads`."""

from shop.core.downloads import csv, pdf, picture

__all__ = ["csv", "pdf", "picture"]
