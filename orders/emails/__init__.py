"""
The mails about orders, one function per message, each a job: call the module of the occasion.

`placing` (order placed, payment) and `parcels` (new order for the shop, shipped, out for delivery, …).
"""
