"""A security key in software, for the tests: answers as a browser's `toJSON()` would."""

import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


class Authenticator:
    def __init__(self, *, origin: str = "", host: str = "localhost") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"a key in software, number 1"
        self.count = 0
        self.origin = origin or settings.BASE_URL
        self.host = host

    def make(self, options: dict[str, Any]) -> str:
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        attestation = AttestationObject.create("none", self._data(FLAG.UP | FLAG.UV | FLAG.AT, attested), {})
        client = self._client(CollectedClientData.TYPE.CREATE, options)
        return self._answer({"clientDataJSON": client, "attestationObject": attestation})

    def show(self, options: dict[str, Any]) -> str:
        self.count += 1
        client, data = self._client(CollectedClientData.TYPE.GET, options), self._data(FLAG.UP | FLAG.UV)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _data(self, flags: AuthenticatorData.FLAG, attested: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(sha256(self.host.encode()), flags, self.count, attested)

    def _client(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["challenge"], self.origin)

    def _answer(self, response: dict[str, bytes]) -> str:
        raw = websafe_encode(self.id)
        parts = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps({
            "id": raw, "rawId": raw, "type": "public-key", "response": parts, "clientExtensionResults": {},
        })  # fmt: skip
