"""
Idle and slow connections take no thread.

gunicorn's threaded worker waits for the first byte of a connection without a thread, but once the TLS handshake has
begun it waits inside one, without limit. Browsers open TLS connections ahead of need and leave them silent, so a few
visitors would occupy every thread. Here, a connection that is silent after its handshake goes back to the poller, and
every read and write has a time limit. (Whoever sends one byte at a time still gets a thread: in front of the internet,
put a proxy that buffers; see deploy/.)
"""

import errno
import select
import ssl
from typing import Any

from gunicorn.workers import gthread

HANDSHAKE_SECONDS = 5.0
SILENCE_SECONDS = 10.0
# The first byte follows the connection, and the request its handshake, at once: or it may take its time without us.
MOMENT_SECONDS = 0.05


class PatientSocket(ssl.SSLSocket):
    """A socket whose blocking mode has a time limit; running into it looks like a client that went away."""

    def setblocking(self, flag: bool) -> None:
        self.settimeout(SILENCE_SECONDS if flag else 0.0)

    def do_handshake(self, block: bool = False) -> None:
        self.settimeout(HANDSHAKE_SECONDS)
        try:
            super().do_handshake(block)
        except TimeoutError:
            raise _went_away() from None
        self.settimeout(SILENCE_SECONDS)

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        try:
            return super().recv(buflen, flags)
        except TimeoutError:
            raise _went_away() from None

    def sendall(self, data: Any, flags: int = 0) -> None:
        try:
            super().sendall(data, flags)
        except TimeoutError:
            raise _went_away() from None


class Worker(gthread.ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """The threaded worker, except that a connection without a request leaves its thread."""

    def handle(self, conn: gthread.TConn) -> Any:
        if not conn.initialized and self.cfg.is_ssl:
            if not conn.wait_for_data(MOMENT_SECONDS):
                return gthread._DEFER
            try:
                conn.sock.setblocking(True)
                conn.init()
            except OSError as error:  # ssl.SSLError is one: a client that does not trust us, or no TLS at all
                self.log.debug("No handshake: %s", error)
                return False
            if not _has_request(conn.sock):
                return gthread._DEFER
        return super().handle(conn)


def _has_request(sock: ssl.SSLSocket) -> bool:
    if sock.pending():
        return True
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(MOMENT_SECONDS * 1000))


def _went_away() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the client was silent for too long")
