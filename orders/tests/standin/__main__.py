"""`python -m orders.tests.standin PORT WEBHOOK_URL SECRET`: the stand-in by itself, for trying out card payments."""

import sys
import threading

from orders.tests.standin.server import Standin

if __name__ == "__main__":
    port, webhook_url, secret = sys.argv[1:]
    with Standin(secret, int(port)) as server:
        server.webhook_url = webhook_url
        print(f"Stripe's stand-in listens on {server.url}", flush=True)  # noqa: T201 - it talks to a terminal
        threading.Event().wait()
