import itertools
import os

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.filebased import EmailBackend

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


@pytest.fixture
def write(folder, settings, monkeypatch):
    """Send a mail through the backend that writes files, as `make run` does."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    numbers = itertools.count()

    def send(subject="Activate your account", text="Open https://localhost:4000/x/?token=1", html="", at=None):
        message = EmailMultiAlternatives(subject, text, "shop@example.com", ["alice@example.com"])
        if html:
            message.attach_alternative(html, "text/html")
        with monkeypatch.context() as patch:
            # The backend names a file by the second and its own id: here each mail gets a file of its own.
            patch.setattr(EmailBackend, "_get_filename", lambda self: str(folder / f"20261122-{next(numbers)}.log"))
            message.send()
        path = max(folder.iterdir(), key=lambda p: int(p.stem.rpartition("-")[2]))
        if at:
            os.utime(path, (at, at))
        return f"{path.stem}_0"

    return send


@pytest.fixture
def browser(client_of):
    return client_of(None)


def test_lists_the_newest_first(browser, write):
    write("The older one", at=1000)
    write("The newer one", at=2000)

    page = browser.get("/dev/mail/").content.decode()

    assert page.index("The newer one") < page.index("The older one")
    assert "alice@example.com" in page


def test_says_so_when_there_is_none(browser, folder):
    assert "No mail yet" in browser.get("/dev/mail/").content.decode()


def test_says_so_when_there_is_not_even_a_folder(browser, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "nowhere"

    assert browser.get("/dev/mail/").status_code == 200


def test_turns_pages(browser, write):
    for number in range(26):
        write(f"Mail number {number:02}", at=1000 + number)

    first, second = (browser.get(f"/dev/mail/?page={n}").content.decode() for n in (1, 2))

    assert "Mail number 25" in first
    assert "Mail number 00" not in first
    assert "Mail number 00" in second
    assert browser.get("/dev/mail/?page=nonsense").status_code == 200


def test_shows_the_text_with_its_links(browser, write):
    name = write("Grüße & mehr", "Hello Ämara,\n\nhttps://localhost:4000/api/?token=mrw_a-b_c\n\nBye")

    page = browser.get(f"/dev/mail/{name}/").content.decode()

    assert 'href="https://localhost:4000/api/?token=mrw_a-b_c"' in page
    assert "Hello Ämara," in page
    assert "Grüße &amp; mehr" in page


def test_escapes_what_a_mail_says(browser, write):
    name = write("<script>alert(1)</script>", "<script>alert(2)</script>")

    page = browser.get(f"/dev/mail/{name}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(2)" in page


def test_shows_the_html_alone_and_sandboxed(browser, write):
    name = write(html="<p>Hello</p><script>alert(1)</script>")

    response = browser.get(f"/dev/mail/{name}/html/")

    policy = response.headers["Content-Security-Policy"]
    assert "<p>Hello</p>" in response.content.decode()
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_mail_without_html_has_an_empty_page(browser, write):
    assert browser.get(f"/dev/mail/{write()}/html/").status_code == 200


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsecrets", "secrets.json", "a" * 5000, "_"])
def test_opens_no_other_file(browser, folder, name):
    (folder.parent / "secrets.log").write_text("Subject: secret\n\nkey")

    assert browser.get(f"/dev/mail/{name}/").status_code == 404


def test_is_not_there_in_production(browser, write, settings):
    name = write()
    settings.DEV_PAGES = False

    for path in ("", f"{name}/", f"{name}/html/"):
        assert browser.get(f"/dev/mail/{path}").status_code == 404


def test_shows_each_of_several_mails_in_one_file(browser, folder, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    messages = [EmailMultiAlternatives(f"Mail {n}", f"Text {n}", "a@example.com", ["b@example.com"]) for n in range(2)]
    get_connection().send_messages(messages)
    [path] = folder.iterdir()

    page = browser.get("/dev/mail/").content.decode()

    assert page.index("Mail 1") < page.index("Mail 0")
    assert "Text 1" in browser.get(f"/dev/mail/{path.stem}_1/").content.decode()
    assert browser.get(f"/dev/mail/{path.stem}_2/").status_code == 404
