"""The forms of orders, one file per audience: checkout, customer, seller, courier. A form checks and never writes."""
