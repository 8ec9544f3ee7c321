"""`manage.py backup` and `restore`, from one DATA_DIR into another, as a person would."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings

from shop import embedded
from shop.tests.scratch_servers import scratch

pytestmark = pytest.mark.slow

PEOPLE = "from accounts.models import User; print('PHONES', [u.phone for u in User.objects.order_by('pk')])"
CALL = "from accounts.models import User; User.objects.update(phone='+4930901820')"


def manage(data_dir: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "shop.settings"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with one person whose phone number is sealed, and one picture."""
    data_dir = tmp_path_factory.mktemp("shop") / "var"
    with embedded.start(data_dir):
        assert manage(data_dir, "migrate", "-v0").returncode == 0
        manage(data_dir, "create_user", "--role", "customer", "--email", "ada@example.org")
        assert manage(data_dir, "shell", "-v0", "-c", CALL).returncode == 0
        picture = data_dir / "media" / "products" / "1" / "a.webp"
        picture.parent.mkdir(parents=True)
        picture.write_bytes(b"a picture")
        done = manage(data_dir, "backup")
    assert done.returncode == 0, done.stderr
    return data_dir


@pytest.fixture
def backup(shop: Path) -> Path:
    return next((shop / "backups").glob("millrow-*.tar"))


def rewritten(backup: Path, into: Path, **changes: bytes) -> Path:
    """The same file with some members changed: `manifest_json=b"…"` for manifest.json."""
    with tarfile.open(backup) as source, tarfile.open(into, "w") as target:
        for member in source:
            found = source.extractfile(member)
            content = changes.get(member.name.replace(".", "_"), found.read() if found else b"")
            member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    return into


def manifest_of(backup: Path) -> "dict[str, object]":
    with tarfile.open(backup) as archive:
        found = archive.extractfile("manifest.json")
        assert found is not None
        return dict(json.load(found))


def test_everything_is_there_again_on_another_machine(backup, tmp_path):
    there = tmp_path / "var"

    with embedded.start(there):
        done = manage(there, "restore", str(backup))
        people = manage(there, "shell", "-v0", "-c", PEOPLE).stdout
        again = manage(there, "restore", str(backup))
        replaced = manage(there, "restore", str(backup), "--replace")

    assert done.returncode == 0, done.stderr
    assert "PHONES ['+4930901820']" in people  # sealed under the keys of the first shop
    assert (there / "media" / "products" / "1" / "a.webp").read_bytes() == b"a picture"
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    assert replaced.returncode == 0, replaced.stderr
    assert len(list(there.glob("secrets.json.before-*"))) == 1


def test_only_its_owner_may_read_a_backup(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_with_other_rows_changes_nothing(backup, tmp_path):
    manifest = manifest_of(backup)
    manifest["tables"]["accounts_user"]["checksum"] = "1"  # type: ignore[index]  # a dict, as json has it
    wrong = rewritten(backup, tmp_path / "wrong.tar", manifest_json=json.dumps(manifest).encode())
    there = tmp_path / "var"

    with embedded.start(there):
        done = manage(there, "restore", str(wrong))
        tables = scratch(there, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")

    assert done.returncode == 1
    assert "accounts_user came back with other rows" in done.stderr
    assert tables == [(0,)]


def test_says_what_is_wrong_with_a_file(backup, tmp_path):
    damaged = rewritten(backup, tmp_path / "damaged.tar", database_dump=b"PGDMP and no more")
    cut = tmp_path / "cut.tar"
    cut.write_bytes(backup.read_bytes()[:700])
    other = tmp_path / "other.tar"
    other.write_text("no archive")
    there = tmp_path / "var"

    with embedded.start(there):
        words = [manage(there, "restore", str(file)).stderr for file in (damaged, cut, other, tmp_path / "none.tar")]

    assert "its digest is another one" in words[0]
    assert "not a whole one" in words[1]
    assert "no backup" in words[2]
    assert "No such file" in words[3]


def test_keeps_as_many_backups_as_wanted_and_leaves_the_keys_out_when_told(shop, tmp_path):
    into = tmp_path / "backups"

    with embedded.start(shop):
        made = [manage(shop, "backup", "--into", str(into), "--keep", "1", "--without-keys") for _ in range(2)]

    assert [done.returncode for done in made] == [0, 0]
    (left,) = into.iterdir()
    with tarfile.open(left) as archive:
        assert "secrets.json" not in archive.getnames()
