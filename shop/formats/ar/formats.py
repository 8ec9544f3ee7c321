"""Arabic with the digits 0–9 as Unicode's CLDR has it: 1,234.50 (Django: 1.234,50)."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
