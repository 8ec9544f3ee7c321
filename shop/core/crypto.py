"""
Personal fields encrypted in the database, with keys that rotate.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; the associated data is `table.column`, so that a value moved
to another column does not decrypt. A stored value reads `1:<key id>:<base64 of nonce + ciphertext>`; the key id is the
first eight hex digits of the key's SHA-256. `FIELD_ENCRYPTION_KEYS` lists the keys: the first encrypts, all decrypt.
"""

import base64
import functools
import hashlib
import hmac
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

VERSION = "1"
NONCE_BYTES = 12


class Undecryptable(Exception):
    """No configured key opens this value, or it was tampered with or moved."""


def key_id(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]


@functools.lru_cache(maxsize=4)
def _ring(texts: tuple[str, ...]) -> dict[str, AESGCM]:
    keys = [base64.urlsafe_b64decode(text) for text in texts]
    return {key_id(key): AESGCM(key) for key in keys}


def _keys() -> dict[str, AESGCM]:
    return _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))


def current_prefix() -> str:
    """What every value under the newest key starts with: how `rotate_keys` finds the others."""
    return f"{VERSION}:{next(iter(_keys()))}:"


def encrypt(text: str, *, context: str) -> str:
    """Encrypt under the newest key. `context` is `table.column`."""
    nonce = os.urandom(NONCE_BYTES)
    name, cipher = next(iter(_keys().items()))
    sealed = nonce + cipher.encrypt(nonce, text.encode(), context.encode())
    return f"{VERSION}:{name}:{base64.b64encode(sealed).decode()}"


def decrypt(stored: str, *, context: str) -> str:
    """:raises Undecryptable: rather than ever handing out the ciphertext as the value."""
    try:
        version, name, body = stored.split(":", 2)
        sealed = base64.b64decode(body)
        cipher = _keys()[name] if version == VERSION else None
        if cipher is None:
            raise Undecryptable(context)
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode()).decode()
    except (ValueError, KeyError, InvalidTag) as error:
        raise Undecryptable(context) from error


def blind_index(value: str) -> str:
    """
    A keyed digest (HMAC-SHA256, hex) by which an encrypted value can be looked up exactly, case and edges ignored.
    """
    normal = value.strip().casefold()
    return hmac.new(settings.BLIND_INDEX_KEY.encode(), normal.encode(), hashlib.sha256).hexdigest()


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """
    Text that only the application can read. Cannot be searched, ordered or compared: see `blind_index` for look-ups.

    An empty text is stored as an empty text: there is nothing to hide.
    """

    description = "Encrypted text"

    @property
    def context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text, context=self.context) if text else text

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return decrypt(value, context=self.context) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("isnull", "startswith"):
            raise TypeError(f"{self.name} is encrypted: it cannot be filtered with {lookup_name!r}.")
        return super().get_lookup(lookup_name)
