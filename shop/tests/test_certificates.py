"""The TLS certificate: our own for localhost, or the one that is configured."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509

from shop import environment
from shop.serving import certificates

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_ours_is_for_localhost_by_name_and_number(tmp_path: Path) -> None:
    files = certificates.ensure(tmp_path, now=NOW)
    leaf = x509.load_pem_x509_certificate(files.cert.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(ip) for ip in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)
    assert stat.S_IMODE(files.key.stat().st_mode) == 0o600


def test_its_authority_keeps_no_key(tmp_path: Path) -> None:
    certificates.ensure(tmp_path, now=NOW)

    assert sorted(path.name for path in (tmp_path / "certs").iterdir()) == ["ca.crt", "localhost.crt", "localhost.key"]


def test_stays_until_thirty_days_before_its_end(tmp_path: Path) -> None:
    first = certificates.ensure(tmp_path, now=NOW).cert.read_bytes()

    later = certificates.ensure(tmp_path, now=NOW + timedelta(days=300)).cert.read_bytes()
    renewed = certificates.ensure(tmp_path, now=NOW + timedelta(days=370)).cert.read_bytes()

    assert later == first
    assert renewed != first


@pytest.mark.parametrize("name", ["localhost.crt", "localhost.key"])
def test_is_made_anew_when_damaged(tmp_path: Path, name: str) -> None:
    files = certificates.ensure(tmp_path, now=NOW)
    (tmp_path / "certs" / name).write_text("nonsense")

    certificates.ensure(tmp_path, now=NOW)

    assert certificates.valid_until(files) > NOW


def test_takes_the_configured_pair(tmp_path: Path) -> None:
    own = certificates.ensure(tmp_path, now=NOW)

    pair = certificates.configured(str(own.cert), str(own.key))

    assert pair == certificates.Certificate(cert=own.cert, key=own.key, ca=None)
    assert certificates.configured("", "") is None


def test_refuses_half_a_pair_a_missing_file_and_a_misfit(tmp_path: Path) -> None:
    own = certificates.ensure(tmp_path, now=NOW)
    other = tmp_path / "other.key"
    trustme.CA().issue_cert("localhost").private_key_pem.write_to_path(str(other))

    with pytest.raises(environment.BadSetting, match=r"^TLS_KEY is missing"):
        certificates.configured(str(own.cert), "")
    with pytest.raises(environment.BadSetting, match=r"^TLS_CERT is /none, which cannot be read"):
        certificates.configured("/none", str(own.key))
    with pytest.raises(environment.BadSetting, match="are not a pair"):
        certificates.configured(str(own.cert), str(other))


def test_a_client_that_trusts_the_authority_accepts_it(tmp_path: Path) -> None:
    files = certificates.ensure(tmp_path, now=datetime.now(UTC))
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=files.ca)
    server.load_cert_chain(files.cert, files.key)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    there = client.wrap_bio(to_client, to_server, server_hostname="localhost")
    here = server.wrap_bio(to_server, to_client, server_side=True)

    for _ in range(4):
        for side in (there, here):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue

    assert there.version() == "TLSv1.3"
