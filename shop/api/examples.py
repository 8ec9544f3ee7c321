"""Bodies to start from, by operation."""

from typing import Any

_PLACE = {
    "full_name": "Amara Lind",
    "line1": "Linienstraße 17",
    "postal_code": "10178",
    "city": "Berlin",
    "country": "DE",
    "phone": "+49 30 1234567",
}
_MUG = {
    "title": "Stoneware mug",
    "category": "kitchen",
    "description": "Thrown by hand, holds 300 ml.",
    "variants": [{"sku": "MUG-1", "price": {"amount": "18.00", "currency": "EUR"}, "stock": 12}],
}
BODIES: dict[str, dict[str, Any]] = {
    "register": {"email": "amara@example.com", "password": "four words make one", "full_name": "Amara Lind"},
    "login": {"email": "amara@example.com", "password": "four words make one", "label": "My script"},
    "forget_password": {"email": "amara@example.com"},
    "new_password": {"password": "four other words now"},
    "put_new_password": {"password": "four other words now"},
    "update_me": {"full_name": "Amara Lind", "time_zone": "Europe/Berlin"},
    "add_address": {**_PLACE, "is_default": True},
    "update_address": {"line2": "Second floor"},
    "add_line": {"variant": 17, "quantity": 2},
    "change_line": {"quantity": 3},
    "apply_coupon": {"code": "SPRING-10"},
    "place_order": {
        "cart": "3f0f6b0e-7f0a-4c39-9d41-7a4f1f6f2c11",
        "address": _PLACE,
        "payment_method": "cash",
        "expected_total": {"amount": "41.90", "currency": "EUR"},
    },
    "create_product": _MUG,
    "update_product": {"title": "Stoneware mug, blue", "status": "published"},
    "set_stock": {"on_hand": 12, "expected": 9},
    "change_stock": {"change": -1},
    "ship_parcel": {"carrier": "A parcel service", "tracking_number": "17"},
    "cancel_parcel": {"reason": "It broke in the kiln."},
    "deliver_parcel": {"code": "0427"},
    "fail_parcel": {"reason": "nobody_home", "note": "Rang twice."},
    "count_cash": {"counted": "152.90"},
}


def add(operation: dict[str, Any]) -> None:
    body = BODIES.get(operation["operationId"])
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if body is not None:
            content["example"] = body
