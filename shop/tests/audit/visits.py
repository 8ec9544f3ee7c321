"""A page that was opened with an empty cache, and everything that was sent for it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright import sync_api

from shop.tests import visiting
from shop.tests.audit import scripts
from shop.tests.shots import Shot

WIDTHS = {320: 640, 390: 844, 1280: 900}


@dataclass(frozen=True)
class Sent:
    """One answer: what it is (document, stylesheet, script, font, image …) and its size on the wire, in bytes."""

    kind: str
    url: str
    size: float


@dataclass
class Visit:
    shot: Shot
    page: sync_api.Page
    html: str = ""
    status: int = 0
    path: str = ""
    sent: dict[int, list[Sent]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.shot.name

    @property
    def is_office(self) -> bool:
        return self.shot.role == "admin"

    def at(self, width: int, *, theme: str = "light") -> None:
        """Turn to this width and theme, without loading the page again."""
        self.page.set_viewport_size({"width": width, "height": WIDTHS.get(width, 900)})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")

    def load(self, path: str, width: int) -> None:
        """Open the page and keep what was sent until nothing more came (but what a scroll would bring)."""
        self.page.goto("about:blank")  # else the page before, grown wider, may still ask for its pictures
        self.at(width)
        self.path = path
        wire = self.page.context.new_cdp_session(self.page)
        kinds: dict[str, tuple[str, str]] = {}
        sizes: dict[str, float] = {}
        wire.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: _kind(event)}))
        wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        answer = self.page.goto(path, wait_until="networkidle")
        visiting.let_come(self.page)
        self.status, self.html = (answer.status, answer.text()) if answer else (0, "")
        self.sent[width] = [Sent(*kinds[one], size) for one, size in sizes.items() if one in kinds]
        wire.detach()

    def foreign(self) -> list[str]:
        """Addresses of other sites that something was asked from."""
        here = urlsplit(self.page.url).netloc
        every = {one.url for sent in self.sent.values() for one in sent}
        return sorted(url for url in every if urlsplit(url).netloc not in ("", here))

    def run(self, script: str, argument: object = None) -> object:
        return scripts.run(self.page, script, argument)


def _kind(event: dict[str, object]) -> tuple[str, str]:
    response = event["response"]
    assert isinstance(response, dict)
    return str(event["type"]).lower(), str(response["url"])
