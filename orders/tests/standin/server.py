"""HTTP around the book, on loopback only: the API, the hosted page, and webhooks signed as the real ones are."""

import json
import ssl
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

import stripe

from orders.tests.standin.book import Book, Fault

# Longer than the client of these tests waits.
SLOW_S = 1.5
_PAGE = """<!doctype html><html lang="en"><title>Hosted page</title><h1>Hosted payment page</h1><p>{amount}</p>
<form method="post"><button name="do" value="pay">Pay</button><button name="do" value="decline">Use a card that is
refused</button></form><a href="{cancel}">Back to the shop</a></html>"""


class Standin:
    """
    `with Standin(secret) as server`: listens until the end of the block.

    :ivar webhook_url: where its hosted page sends events; empty keeps them in `book.events` for the test to send.
    """

    def __init__(self, secret: str, port: int = 0) -> None:
        self.book, self.secret, self.webhook_url = Book(), secret, ""
        handler = type("Handler", (_Handler,), {"standin": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> "Standin":
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()

    def signed(self, event: dict[str, Any], *, at: float | None = None, secret: str = "") -> tuple[bytes, str]:
        """Body and signature header of a webhook."""
        body = json.dumps(event)
        header = stripe.WebhookSignature.generate_signature_header(
            body, secret or self.secret, timestamp=int(at if at is not None else time.time())
        )
        return body.encode(), header

    def tell(self, event: dict[str, Any]) -> None:
        """Send an event to the shop, as the real one does after a payment."""
        if self.webhook_url:
            body, header = self.signed(event)
            headers = {"Content-Type": "application/json", "Stripe-Signature": header}
            request = urllib.request.Request(self.webhook_url, body, headers)  # noqa: S310 - our own loopback address
            context = ssl._create_unverified_context() if self.webhook_url.startswith("https:") else None  # noqa: S323
            urllib.request.urlopen(request, timeout=10, context=context).close()  # noqa: S310


class _Handler(BaseHTTPRequestHandler):
    standin: Standin
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        book = self.standin.book
        if self.path.startswith("/pay/"):
            session = book.sessions[self.path.removeprefix("/pay/")]
            amount = f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
            self._answer(200, _PAGE.format(amount=amount, cancel=session["cancel_url"]).encode(), "text/html")
        else:
            book.calls.append(f"GET {self.path}")
            self._json(*book.get(self.path))

    def do_POST(self) -> None:
        book = self.standin.book
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        params = dict(parse_qsl(raw.decode(), keep_blank_values=True))
        if self.path.startswith("/pay/"):
            self._decide(self.path.removeprefix("/pay/"), params.get("do", ""))
            return
        book.calls.append(f"POST {self.path}")
        answer = book.post(self.path, params, self.headers.get("Idempotency-Key", ""), self.standin.url)
        self._json(*answer)

    def _decide(self, session_id: str, choice: str) -> None:
        book = self.standin.book
        if choice == "pay":
            self.standin.tell(book.pay(session_id))
            self._redirect(book.sessions[session_id]["success_url"])
        else:
            self.standin.tell(book.decline(session_id))
            self._redirect(self.path)

    def _json(self, status: int, body: dict[str, Any]) -> None:
        faults = self.standin.book.faults
        if faults and faults[0] in (Fault.LOST, Fault.SLOW):
            if faults.popleft() is Fault.SLOW:
                time.sleep(SLOW_S)
            self.close_connection = True
            self.connection.close()
            return
        self._answer(status, json.dumps(body).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, url: str) -> None:
        self.send_response(303)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
