"""Accounts that people can trust: a second factor, other devices, one's own data, forms that forget nothing."""

import re
import time
import zipfile
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from playwright.sync_api import Page, expect

from shop.tests.journeys import steps
from shop.tests.journeys.conftest import People, Shop

pytestmark = pytest.mark.browser
PASSWORD = "a pass phrase for a journey"


@pytest.fixture
def somebody(people: People, shop: Shop) -> dict[str, str]:
    """A new account, active."""
    email = f"trust{time.time_ns()}@example.com"
    page = people.arrives().new_page()
    page.goto("/register/")
    page.get_by_label("Full name").fill("Tilda Trust")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    steps.press(page, "Create account")
    mail = shop.mail_to(email, "activation_token")
    page.goto(re.findall(r"https://\S+activation_token=[\w-]+", mail)[0])
    steps.press(page, "Activate account")
    return {"email": email, "password": PASSWORD}


def set_up_app(page: Page) -> tuple[pyotp.TOTP, list[str]]:
    """The app, and the recovery codes."""
    page.goto("/user-info/second-factor/")
    steps.press(page, "Set up app")
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    uri = page.get_by_role("link", name="Open an app").get_attribute("href") or ""
    app = pyotp.TOTP(parse_qs(urlsplit(uri).query)["secret"][0])
    assert app.secret == steps.main(page).locator(".setup__key").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows").fill(app.now())
    steps.press(page, "Turn on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    codes = page.locator(".secrets code").all_inner_texts()
    steps.press(page, "I have them")
    return app, codes


def give_password(page: Page, login: dict[str, str]) -> None:
    page.goto("/login/")
    page.get_by_label("Email").fill(login["email"])
    page.get_by_label("Password", exact=True).fill(login["password"])
    steps.press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")


def test_a_code_of_the_app_and_a_recovery_code_open_the_account(people: People, somebody: dict[str, str]) -> None:
    page = people.arrives().new_page()
    steps.log_in(page, somebody)
    app, codes = set_up_app(page)

    elsewhere = people.arrives().new_page()
    give_password(elsewhere, somebody)
    elsewhere.get_by_label("Code").fill("000000")
    steps.press(elsewhere, "Sign in")
    expect(steps.main(elsewhere).get_by_text("This code is not right").first).to_be_visible()
    # The code that turned it on is used up; the next one counts already.
    elsewhere.get_by_label("Code").fill(app.at(time.time() + 30))
    steps.press(elsewhere, "Sign in")
    elsewhere.goto("/user-info/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Hello Tilda")

    lost = people.arrives().new_page()
    give_password(lost, somebody)
    lost.get_by_label("Code").fill(codes[3].upper())
    steps.press(lost, "Sign in")
    lost.goto("/user-info/second-factor/")
    expect(steps.main(lost).get_by_text("9 codes are left.")).to_be_visible()


def with_a_key(page: Page) -> Any:
    """A security key in this browser."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return wire


def test_a_passkey_opens_the_account_and_without_scripts_the_page_says_what_does(
    people: People, somebody: dict[str, str], scripts: bool
) -> None:
    page = people.arrives().new_page()
    steps.log_in(page, somebody)
    page.goto("/user-info/second-factor/passkeys/add/")
    if not scripts:
        expect(steps.main(page).get_by_text("Passkeys need JavaScript")).to_be_visible()
        return
    wire = with_a_key(page)
    page.get_by_label("Name").fill("My blue key")
    steps.press(page, "Add passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    steps.press(page, "I have them")
    expect(steps.main(page).get_by_text("My blue key").first).to_be_visible()

    page.goto("/user-info/")
    steps.press(page, re.compile("^Sign out"))
    give_password(page, somebody)
    steps.press(page, "Use passkey")
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/user-info/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Tilda")
    wire.detach()


def test_another_device_is_ended_from_here(people: People, somebody: dict[str, str]) -> None:
    here, there = people.arrives().new_page(), people.arrives().new_page()
    steps.log_in(there, somebody)
    steps.log_in(here, somebody)

    here.goto("/user-info/")
    steps.press(here, "Sign out every other device")

    expect(steps.main(here).get_by_text("Every other device is signed out.")).to_be_visible()
    there.goto("/user-info/")
    expect(there).to_have_url(re.compile(r"/login/\?next=/user-info/"))


def test_a_form_after_the_end_of_the_session_keeps_what_was_typed(people: People, somebody: dict[str, str]) -> None:
    here, there = people.arrives().new_page(), people.arrives().new_page()
    steps.log_in(there, somebody)
    there.goto("/addresses/add/")
    for name, value in {**steps.BERLIN, "full_name": "Tilda Trust", "line2": "Hinterhof"}.items():
        there.locator(f"[name={name}]").fill(value)
    steps.log_in(here, somebody)
    here.goto("/user-info/")
    steps.press(here, "Sign out every other device")

    steps.press(there, "Save address")
    expect(there.get_by_text("what you typed is there again")).to_be_visible()
    there.get_by_label("Email").fill(somebody["email"])
    there.get_by_label("Password", exact=True).fill(somebody["password"])
    steps.press(there, "Sign in")
    expect(steps.main(there).get_by_text("This is what you typed before.")).to_be_visible()
    expect(there.locator("[name=line2]")).to_have_value("Hinterhof")
    steps.press(there, "Save address")

    expect(steps.main(there).get_by_text("Kastanienallee 7").first).to_be_visible()


def test_takes_the_data_along_and_leaves(people: People, somebody: dict[str, str], tmp_path: Any) -> None:
    page = people.arrives().new_page()
    steps.log_in(page, somebody)
    page.goto("/user-info/")
    with page.expect_download() as download:
        steps.press(page, "Download my data")
    download.value.save_as(tmp_path / "data.zip")
    assert somebody["email"] in zipfile.ZipFile(tmp_path / "data.zip").read("my-data.json").decode()

    steps.press(page, "Delete my account")
    page.get_by_label("Your password").fill(somebody["password"])
    steps.press(page, "Delete my account")

    expect(page.get_by_text("Your account is deleted.")).to_be_visible()
    page.goto("/login/")
    page.get_by_label("Email").fill(somebody["email"])
    page.get_by_label("Password", exact=True).fill(somebody["password"])
    steps.press(page, "Sign in")
    expect(steps.main(page).get_by_text("Email or password is not right.").first).to_be_visible()
