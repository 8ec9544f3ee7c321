import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.test import override_settings

from shop import storage


def paths() -> storage.Paths:
    return {
        path: (source, path)
        for finder in finders.get_finders()
        for path, source in finder.list([])
        if path.startswith("css/")
    }


def test_entry_holds_everything_it_imports():
    whole = storage.inlined("css/app.css", paths())

    assert "@import" not in whole
    assert "@layer tokens{" in whole
    assert ".btn--danger" in whole
    assert "/*" not in whole


def test_addresses_still_lead_to_their_files():
    whole = storage.inlined("css/app.css", paths())

    addresses = re.findall(r'url\("([^"]+)"\)', whole)
    assert "../fonts/figtree-latin.woff2" in addresses
    assert all(finders.find(str(Path("css") / address).replace("css/../", "")) for address in addresses)


def test_addresses_of_deeper_files_are_rewritten(tmp_path):
    (tmp_path / "css/components").mkdir(parents=True)
    (tmp_path / "css/app.css").write_text('@import url("components/a.css") layer(components);\n.b { margin: 0 }')
    (tmp_path / "css/components/a.css").write_text('.a { mask: url("../../img/a.svg") }')
    source = FileSystemStorage(tmp_path)

    whole = storage.inlined("css/app.css", {name: (source, name) for name in ("css/app.css", "css/components/a.css")})

    assert whole.strip() == '@layer components{.a { mask: url("../img/a.svg") }} .b { margin: 0 }'


def test_import_for_a_medium_stays_in_it(tmp_path):
    (tmp_path / "a.css").write_text('.a { margin: 0 }\n@import url("b.css") print;\n')
    (tmp_path / "b.css").write_text("@page { size: A4 }")
    source = FileSystemStorage(tmp_path)

    whole = storage.inlined("a.css", {name: (source, name) for name in ("a.css", "b.css")})

    assert whole.strip() == ".a { margin: 0 } @media print{@page { size: A4 }}"


def test_missing_import_is_an_error():
    source = FileSystemStorage("/nowhere")

    with pytest.raises(KeyError):
        storage.inlined("css/app.css", {"css/other.css": (source, "css/other.css")})


def test_without_collectstatic_the_plain_names_are_served(tmp_path):
    fresh = storage.StaticStorage(location=tmp_path, base_url="/static/")

    assert fresh.url("css/app.css") == "/static/css/app.css"


@pytest.mark.slow
def test_collectstatic_writes_whole_hashed_and_compressed_files(tmp_path):
    backends = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "shop.storage.StaticStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=backends):
        call_command("collectstatic", interactive=False, verbosity=0)
        hashed = staticfiles_storage.stored_name("css/app.css")
        script = staticfiles_storage.stored_name("js/app.js")

    css = (tmp_path / hashed).read_text()
    assert hashed != "css/app.css"
    assert "@import" not in css
    assert re.search(r'url\("\.\./fonts/figtree-latin\.[0-9a-f]{12}\.woff2"\)', css)
    assert re.search(r'import\("\./elements/product\.[0-9a-f]{12}\.js"\)', (tmp_path / script).read_text())
    assert (tmp_path / f"{hashed}.br").stat().st_size < 24_000
