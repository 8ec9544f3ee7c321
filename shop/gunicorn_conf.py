"""
How gunicorn serves the shop: HTTP/1.1 over TLS, threads in a few processes.

Threads because a browser's idle connection would block a single-threaded worker; HTTP/1.1 because gunicorn's HTTP/2
answers the streams of one connection one after the other. Reads the same settings as the shop itself. Behind a proxy
that speaks TLS, PLAIN_HTTP=true makes it serve plain HTTP.
"""

import gc
import logging
import os
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
os.environ["SHOP_PROCESS"] = "web"  # before the settings are read: the pool and the short time limits are for us

from django.conf import settings

from shop.serving import addresses, certificates, connections

wsgi_app = "shop.wsgi:application"
bind = addresses.listening(settings.HOST, settings.PORT)
worker_class = "shop.serving.connections.Worker"  # gthread, patient with browsers
workers = settings.WEB_CONCURRENCY
threads = settings.WEB_THREADS
# The code is imported once and shared by the workers. No query runs before the fork: every worker opens its own pool.
preload_app = True
# A worker is replaced now and then, so that a slow leak never becomes an outage; the jitter keeps them from all
# leaving at once.
max_requests, max_requests_jitter = 5000, 1000
timeout, graceful_timeout, keepalive = 30, 10, 5
# Several shops on one machine would share the default path of this socket.
control_socket_disable = True
loglevel = "warning"
forwarded_allow_ips = "*" if settings.TRUSTED_PROXIES else ""
proc_name = "millrow"

# Mozilla's "intermediate" list: forward secrecy and authenticated encryption only (TLS 1.3 chooses its own).
CIPHERS = ":".join(
    (
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-CHACHA20-POLY1305",
    )
)
_contexts: dict[str, ssl.SSLContext] = {}

if not settings.PLAIN_HTTP:
    _pair = certificates.configured(settings.TLS_CERT, settings.TLS_KEY) or certificates.ensure(
        settings.DATA_DIR, now=datetime.now(UTC)
    )
    certfile, keyfile = str(_pair.cert), str(_pair.key)


def ssl_context(config: Any, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """One context for all connections: making one takes longer than the rest of the handshake."""
    if "tls" not in _contexts:
        context = default()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(CIPHERS)
        context.sslsocket_class = connections.PatientSocket
        _contexts["tls"] = context
    return _contexts["tls"]


def when_ready(server: Any) -> None:
    """Whatever is imported by now stays: keep the collector from touching, and so copying, the shared pages."""
    gc.collect()
    gc.freeze()
    # Django answers HEAD with a body that gunicorn cuts off, rightly and with a warning each time.
    logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)
