"""
The TLS certificate: the one that TLS_CERT and TLS_KEY name, or our own for localhost in DATA_DIR/certs.

Our own is signed by a certificate authority (ca.crt) whose key is thrown away at once: whoever trusts ca.crt trusts
exactly this one certificate, and nobody can ever sign another.
"""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509

from shop import environment

NAMES = ("localhost", "127.0.0.1", "::1")
# Apple and others refuse leaf certificates that live longer than 398 days.
LIFETIME = timedelta(days=397)
RENEW_BEFORE = timedelta(days=30)


@dataclass(frozen=True)
class Certificate:
    """:ivar ca: what a browser or a script may trust; None for a certificate of the outside world."""

    cert: Path
    key: Path
    ca: Path | None


def configured(cert: str, key: str) -> Certificate | None:
    """
    The pair that TLS_CERT and TLS_KEY name, or None where both are empty.

    :raises environment.BadSetting: for half a pair, or files that do not fit.
    """
    if not (cert or key):
        return None
    if not (cert and key):
        raise environment.BadSetting(
            "TLS_KEY" if cert else "TLS_CERT", "is missing", "set both TLS_CERT and TLS_KEY, or neither"
        )
    for name, path in (("TLS_CERT", cert), ("TLS_KEY", key)):
        try:
            Path(path).read_bytes()
        except OSError as error:
            raise environment.BadSetting(
                name, f"is {path}, which cannot be read ({error.strerror})", "name a PEM file that this user may read"
            ) from None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password="")
    except (ssl.SSLError, ValueError):
        raise environment.BadSetting(
            "TLS_CERT", f"and TLS_KEY ({cert}, {key}) are not a pair", "name a PEM certificate and its unencrypted key"
        ) from None
    return Certificate(cert=Path(cert).resolve(), key=Path(key).resolve(), ca=None)


def paths(data_dir: Path) -> Certificate:
    """Where our own certificate is, or will be."""
    folder = data_dir / "certs"
    return Certificate(cert=folder / "localhost.crt", key=folder / "localhost.key", ca=folder / "ca.crt")


def ensure(data_dir: Path, *, now: datetime) -> Certificate:
    """Our own certificate, made where it is missing or damaged and renewed 30 days before it ends."""
    files = paths(data_dir)
    if valid_until(files) < now + RENEW_BEFORE:
        _make(files, now=now)
    return files


def valid_until(files: Certificate) -> datetime:
    """The beginning of time for a certificate that is missing, damaged or without its key."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(files.cert, files.key)
        return x509.load_pem_x509_certificate(files.cert.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def _make(files: Certificate, *, now: datetime) -> None:
    files.cert.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    authority = trustme.CA(organization_name="Millrow on this machine")
    leaf = authority.issue_cert(
        *NAMES,
        organization_name="Millrow on this machine",
        # A day back, for clocks that differ.
        not_before=(now - timedelta(days=1)).replace(tzinfo=None),
        not_after=(now + LIFETIME).replace(tzinfo=None),
    )
    if files.ca:
        files.ca.write_bytes(authority.cert_pem.bytes())
    files.key.unlink(missing_ok=True)
    files.key.touch(mode=0o600)
    files.key.write_bytes(leaf.private_key_pem.bytes())
    files.cert.write_bytes(b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
