"""What the stand-in knows: sessions, refunds, keys and events, with those rules of the real one that we rely on."""

import itertools
import threading
from collections import deque
from enum import StrEnum
from typing import Any

Params = dict[str, str]
Answer = tuple[int, dict[str, Any]]


class Fault(StrEnum):
    """What may go wrong with the next call."""

    LOST = "lost"  # done, but the answer never arrives
    SLOW = "slow"  # done, and answered after the caller has left
    BROKEN = "broken"  # 500: the first answer of a key, kept as such
    BUSY = "busy"  # 429: not done, not kept


class Book:
    """`calls` counts what reached it, `made` what it did: a repeat under one key is one deed."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.faults: deque[Fault] = deque()
        self._kept: dict[str, tuple[str, Params, Answer]] = {}
        self._numbers = itertools.count(1)

    def post(self, path: str, params: Params, key: str, origin: str) -> Answer:
        """A POST under an idempotency key: the first answer is kept and repeated; other parameters are refused."""
        with self.lock:
            kept = self._kept.get(key) if key else None
            if kept and kept[:2] != (path, params):
                return _error(400, "idempotency_error", "Keys can only be used with the same parameters.")
            if kept:
                return kept[2]
            answer = self._fault() or self._do(path, params, origin)
            if key and answer[0] not in (400, 404, 429):
                self._kept[key] = (path, params, answer)
            return answer

    def get(self, path: str) -> Answer:
        with self.lock:
            session = self.sessions.get(path.rpartition("/")[2])
            return self._fault() or ((200, session) if session else _error(404, "resource_missing", "No such session."))

    def pay(self, session_id: str, *, amount: int | None = None, currency: str | None = None) -> dict[str, Any]:
        """The buyer approves on the hosted page. Answers the event, which is not sent by itself."""
        with self.lock:
            session = self.sessions[session_id]
            if session["status"] != "open":
                raise ValueError("This session is over.")
            changes: dict[str, Any] = {"status": "complete", "payment_status": "paid"}
            changes["payment_intent"] = f"pi_{session_id}"
            changes |= {"amount_total": amount} if amount is not None else {}
            changes |= {"currency": currency} if currency else {}
            session.update(changes)
            return self.event("checkout.session.completed", session)

    def decline(self, session_id: str, code: str = "insufficient_funds") -> dict[str, Any]:
        """A card is refused; the page stays open for another one."""
        with self.lock:
            session = self.sessions[session_id]
            fault = {"code": "card_declined", "decline_code": code}
            intent = {"id": f"pi_{session_id}", "metadata": session["metadata"], "last_payment_error": fault}
            return self.event("payment_intent.payment_failed", intent)

    def event(self, kind: str, about: dict[str, Any]) -> dict[str, Any]:
        event = {"id": f"evt_{next(self._numbers)}", "object": "event", "type": kind, "data": {"object": dict(about)}}
        self.events.append(event)
        return event

    def _fault(self) -> Answer | None:
        if not self.faults or self.faults[0] in (Fault.LOST, Fault.SLOW):
            return None
        fault = self.faults.popleft()
        return _error(429, "rate_limit", "Slow down.") if fault is Fault.BUSY else _error(500, "api_error", "Sorry.")

    def _do(self, path: str, params: Params, origin: str) -> Answer:
        if path == "/v1/checkout/sessions":
            return self._open(params, origin)
        if path == "/v1/refunds":
            return self._refund(params)
        if path.endswith("/expire"):
            return self._expire(path.split("/")[-2])
        return _error(404, "resource_missing", "Unrecognized request URL.")

    def _open(self, params: Params, origin: str) -> Answer:
        session_id = f"cs_test_{next(self._numbers)}"
        item = "line_items[0]"
        amount = int(params[f"{item}[quantity]"]) * int(params[f"{item}[price_data][unit_amount]"])
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_total": amount,
            "currency": params[f"{item}[price_data][currency]"],
            "client_reference_id": params["client_reference_id"],
            "metadata": {"key": params["metadata[key]"]},
            "success_url": params["success_url"],
            "cancel_url": params["cancel_url"],
            "url": f"{origin}/pay/{session_id}",
        }
        return 200, self.sessions[session_id]

    def _expire(self, session_id: str) -> Answer:
        session = self.sessions[session_id]
        if session["status"] != "open":
            return _error(400, "session_not_open", "Only open sessions can be expired.")
        session["status"] = "expired"
        self.event("checkout.session.expired", session)
        return 200, session

    def _refund(self, params: Params) -> Answer:
        intent, amount = params["payment_intent"], int(params["amount"])
        paid = sum(one["amount_total"] for one in self.sessions.values() if one["payment_intent"] == intent)
        sent = sum(one["amount"] for one in self.refunds if one["payment_intent"] == intent)
        if amount > paid - sent:
            return _error(400, "charge_already_refunded", "More than what is left.")
        refund = {"id": f"re_{next(self._numbers)}", "object": "refund", "status": "succeeded", "amount": amount}
        self.refunds.append(refund | {"payment_intent": intent})
        return 200, self.refunds[-1]


def _error(status: int, code: str, message: str) -> Answer:
    kind = "idempotency_error" if code == "idempotency_error" else "invalid_request_error"
    return status, {"error": {"type": kind if status == 400 else code, "code": code, "message": message}}
