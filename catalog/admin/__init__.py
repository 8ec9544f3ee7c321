"""The catalogue in the office: categories and rates are edited, products and reviews only moved by actions."""

from catalog.admin import categories, ledger, products, rates, reviews, words

__all__ = ["categories", "ledger", "products", "rates", "reviews", "words"]
