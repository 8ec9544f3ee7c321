"""
Orders from before the ledger: what was promised back, what the shops earned, which invoices they owe.

Refunds of that time were of whole parcels. Going back leaves nothing to undo: the tables go with the migration before.
"""

from django.db import migrations

_PROMISED = """
    UPDATE orders_payment SET promised_back = refunds.sum
    FROM (SELECT payment_id, sum(amount) AS sum FROM orders_refund GROUP BY payment_id) AS refunds
    WHERE refunds.payment_id = orders_payment.id
"""
_REFUND_LINES = """
    INSERT INTO orders_refundline (refund_id, line_id, quantity, amount, restock)
    SELECT refund.id, line.id, line.quantity,
        line.line_total - line.discount + CASE WHEN placed.prices_include_tax THEN 0 ELSE line.tax END, false
    FROM orders_refund refund
    JOIN orders_parcel parcel ON parcel.id = refund.parcel_id AND parcel.total = refund.amount
    JOIN orders_order placed ON placed.id = parcel.order_id
    JOIN orders_orderline line ON line.parcel_id = parcel.id
"""
_REFUND_DELIVERIES = """
    INSERT INTO orders_refundline (refund_id, line_id, quantity, amount, restock)
    SELECT refund.id, NULL, 0, refund.amount - sum(part.amount), false
    FROM orders_refund refund JOIN orders_refundline part ON part.refund_id = refund.id
    GROUP BY refund.id HAVING refund.amount > sum(part.amount)
"""
_REFUNDED_PIECES = """
    UPDATE orders_orderline SET refunded_quantity = quantity
    WHERE id IN (SELECT line_id FROM orders_refundline WHERE line_id IS NOT NULL)
"""
_SALES = """
    INSERT INTO orders_ledgerentry (seller_id, kind, amount, currency, at, source, parcel_id, note)
    SELECT parcel.seller_id, entry.kind, entry.amount, placed.currency,
        coalesce(parcel.delivered_at, placed.placed_at), entry.kind || ':parcel:' || parcel.id, parcel.id, ''
    FROM orders_parcel parcel
    JOIN orders_order placed ON placed.id = parcel.order_id
    CROSS JOIN LATERAL (
        VALUES ('sale', parcel.total), ('subsidy', parcel.marketplace_share), ('commission', -parcel.commission)
    ) AS entry (kind, amount)
    WHERE parcel.status = 'delivered' AND entry.amount <> 0
    ORDER BY coalesce(parcel.delivered_at, placed.placed_at), parcel.id
"""
_ACCOUNTS = """
    INSERT INTO orders_ledgeraccount (seller_id, balance)
    SELECT seller_id, sum(amount) FROM orders_ledgerentry GROUP BY seller_id
"""
_INVOICES = """
    INSERT INTO orders_invoice (seller_id, kind, sequence, number, parcel_id, amount, supplier, issued_at)
    SELECT left_shop.seller_id, 'invoice', left_shop.sequence,
        'R' || left_shop.seller_id || '-' || lpad(left_shop.sequence::text, 6, '0'),
        left_shop.parcel_id, left_shop.total, left_shop.supplier, left_shop.at
    FROM (
        SELECT parcel.seller_id, parcel.id AS parcel_id, parcel.total, shipped.at,
            shop.name || CASE WHEN shop.town = '' THEN '' ELSE ', ' || shop.town END AS supplier,
            row_number() OVER (PARTITION BY parcel.seller_id ORDER BY shipped.at, parcel.id) AS sequence
        FROM orders_parcel parcel
        JOIN accounts_seller shop ON shop.id = parcel.seller_id
        JOIN LATERAL (
            SELECT min(event.at) AS at FROM orders_parcelevent event
            WHERE event.subject_id = parcel.id AND event.to_status = 'shipped' AND event.happening = ''
        ) AS shipped ON shipped.at IS NOT NULL
    ) AS left_shop
"""
_CREDIT_NOTES = """
    INSERT INTO orders_invoice (seller_id, kind, sequence, number, parcel_id, refund_id, amount, supplier, issued_at)
    SELECT back.seller_id, 'credit_note', back.sequence,
        'G' || back.seller_id || '-' || lpad(back.sequence::text, 6, '0'),
        back.parcel_id, back.refund_id, back.amount, back.supplier, back.at
    FROM (
        SELECT invoice.seller_id, invoice.parcel_id, invoice.amount, invoice.supplier, returned.at,
            (SELECT refund.id FROM orders_refund refund WHERE refund.parcel_id = invoice.parcel_id LIMIT 1) AS refund_id,
            row_number() OVER (PARTITION BY invoice.seller_id ORDER BY returned.at, invoice.parcel_id) AS sequence
        FROM orders_invoice invoice
        JOIN LATERAL (
            SELECT min(event.at) AS at FROM orders_parcelevent event
            WHERE event.subject_id = invoice.parcel_id AND event.to_status = 'returned'
        ) AS returned ON returned.at IS NOT NULL
        WHERE invoice.amount > 0
    ) AS back
"""
_SERIES = """
    INSERT INTO orders_invoiceseries (seller_id, kind, last)
    SELECT seller_id, kind, max(sequence) FROM orders_invoice GROUP BY seller_id, kind
"""
_ALL = (
    _PROMISED, _REFUND_LINES, _REFUND_DELIVERIES, _REFUNDED_PIECES, _SALES, _ACCOUNTS, _INVOICES, _CREDIT_NOTES, _SERIES,
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("orders", "0009_after_the_sale")]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in _ALL]
