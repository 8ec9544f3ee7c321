"""Documents on paper as PDF: one A4 page for a dozen lines, our own font inside."""

from orders.printing.invoice import invoice, invoices
from orders.printing.slip import slip

__all__ = ["invoice", "invoices", "slip"]
