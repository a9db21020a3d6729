"""Fetch a page the polite way: robots.txt obeyed, and limits on time, size and redirects."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from checker.errors import FetchError, first_line
from checker.readers.connection import open_pool
from checker.readers.extras import needs
from checker.readers.robots import Robots, robots_place
from checker.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse, PoolManager

USER_AGENT: Final = f"headline-checker/{__version__}"
_SCHEMES: Final = frozenset({"http", "https"})
_CHUNK_BYTES: Final = 65_536
_NO_PAGE: Final = 400  # RFC 9110, 15: from this status on an answer is no page ...
_SERVER_ERROR: Final = 500  # ... and from this on that is the server's fault
_NO_ANSWER: Final = frozenset({"E150", "E152"})
_MAX_ROBOTS_BYTES: Final = 500 * 1024  # RFC 9309, 2.5: what a reader of robots.txt must at least take
_HEADERS: Final = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/*;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
# What the operating system says, and what that means.
_SOCKET_REASONS: Final = {
    "Connection refused": "the server refuses the connection",
    "No route to host": "there is no way to the server",
    "Network is unreachable": "there is no connection to the network",
    "WRONG_VERSION_NUMBER": "the server does not speak https: try http://",
    "CERTIFICATE_VERIFY_FAILED": "its certificate is not valid",
}
_STATUS_HINTS: Final = {
    401: "the page asks for a login: save it in a browser and check the file",
    402: "the page is for subscribers: save it in a browser and check the file",
    403: "the server refuses programs: save the page in a browser and check the file",
    404: "check the address",
    410: "the page was taken down",
    429: "the server has had too many requests: try again later",
}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How far a fetch goes."""

    timeout_s: float = 10.0  # to connect, and between two pieces of an answer
    total_s: float = 30.0  # for an answer
    max_bytes: int = 10_000_000  # after unpacking; the largest news pages seen have about 5 MB
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What an address holds."""

    url: str  # where it was in the end
    status: int
    data: bytes
    media_type: str  # such as text/html; empty if the server does not say
    charset: str  # as the server says; empty if it does not
    redirects: tuple[str, ...]  # the addresses passed before, the one asked for first

    def whereabouts(self) -> dict[str, str]:
        """Return, as metadata of an article, where the page is and by which redirects it was found."""
        passed = {"redirects": " -> ".join([*self.redirects, self.url])} if self.redirects else {}
        return {"url": self.url, **passed}


class _Answer(NamedTuple):
    status: int
    location: str
    content_type: str
    data: bytes


def is_url(place: str) -> bool:
    """Tell whether a source is an address of the web."""
    return place.partition("://")[0].lower() in _SCHEMES and "://" in place


class Fetcher:
    """Fetches pages one after the other; remembers the robots.txt of each host, and when it was last asked."""

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._clock = clock
        self._sleep = sleep
        self._robots = Robots(USER_AGENT, self._load_robots)
        self._pool: PoolManager | None = None
        self._asked: dict[str, float] = {}  # host -> when

    def fetch(self, url: str) -> Page:
        """Return what is at an address.  Raise FetchError if that is not a page, InputError E113 without urllib3."""
        page = self._follow(_address(url), before=self._wait_politely)
        if page.status >= _NO_PAGE:
            raise _bad_status(page)
        return page

    def _wait_politely(self, url: str) -> None:
        try:
            self._robots.check(url)
        except FetchError as error:
            if error.code in _NO_ANSWER:  # nor would the page be reached; it is the page that was asked for
                message = error.message.replace(robots_place(url), url, 1)
                raise FetchError(message, code=error.code, hint=error.hint) from error
            raise
        host = urlsplit(url).netloc
        if host in self._asked:
            self._sleep(max(0.0, self._asked[host] + self._robots.delay_s(url) - self._clock()))
        self._asked[host] = self._clock()

    def _load_robots(self, url: str) -> str | None:
        try:
            page = self._follow(url, max_bytes=_MAX_ROBOTS_BYTES)
        except FetchError as error:
            if error.code in _NO_ANSWER:
                raise
            return None
        if page.status >= _SERVER_ERROR:
            return None
        return page.data.decode("utf-8", "replace") if page.status < _NO_PAGE else ""

    def _follow(self, url: str, *, before: Callable[[str], None] | None = None, max_bytes: int | None = None) -> Page:
        passed: list[str] = []
        while True:
            if before:
                before(url)
            answer = self._ask(url, max_bytes=max_bytes or self._limits.max_bytes)
            if not answer.location:
                break
            passed.append(url)
            url = self._next_place(passed, answer.location)
        media_type, charset = _read_content_type(answer.content_type)
        return Page(url, answer.status, answer.data, media_type, charset, tuple(passed))

    def _next_place(self, passed: list[str], location: str) -> str:
        url = _address(location, base=passed[-1])
        trail = " -> ".join([*passed, url])
        if not is_url(url):
            raise FetchError(f"{passed[0]} leads away from the web: {trail}", code="E154", hint="check the address")
        if url in passed:
            raise FetchError(
                f"{passed[0]} leads in a circle: {trail}",
                code="E154",
                hint="the site may want cookies: save the page in a browser and check the file",
            )
        if len(passed) > self._limits.max_redirects:
            raise FetchError(
                f"{passed[0]} leads on more than {self._limits.max_redirects} times: {trail}",
                code="E154",
                hint="give the address of the story itself",
            )
        return url

    def _ask(self, url: str, *, max_bytes: int) -> _Answer:
        with needs("web", source=url):
            import urllib3
        if self._pool is None:
            self._pool = open_pool(_HEADERS, total_s=self._limits.total_s)
        timeout = urllib3.Timeout(connect=self._limits.timeout_s, read=self._limits.timeout_s)
        response = None
        deadline = self._clock() + self._limits.total_s
        try:
            response = self._pool.request(
                "GET", url, timeout=timeout, redirect=False, retries=False, preload_content=False
            )
            location = response.get_redirect_location()
            if self._clock() > deadline:
                raise self._too_slow(url)
            data = b"" if location else self._read(response, url, max_bytes=max_bytes, deadline=deadline)
        except urllib3.exceptions.NewConnectionError as exc:  # counts as a timeout there, but nobody has waited
            raise _unreachable(url, _reason(exc)) from exc
        except urllib3.exceptions.TimeoutError as exc:
            raise self._too_slow(url) from exc
        # A host name with an empty or endless label is a UnicodeError; a port that is none, a ValueError.
        except (urllib3.exceptions.HTTPError, ValueError) as exc:
            if self._clock() > deadline:
                raise self._too_slow(url) from exc
            raise _unreachable(url, _reason(exc)) from exc
        finally:
            if response is not None:
                response.close()
        return _Answer(response.status, location or "", response.headers.get("content-type", ""), data)

    def _read(self, response: BaseHTTPResponse, url: str, *, max_bytes: int, deadline: float) -> bytes:
        """Return what is sent, unpacked; piece by piece, for neither its length nor its speed can be trusted."""
        data = bytearray()
        while piece := response.read1(_CHUNK_BYTES, decode_content=True):
            data += piece
            if len(data) > max_bytes:
                raise FetchError(
                    f"{url} is larger than {max_bytes:,} bytes",
                    code="E153",
                    hint="give the address of one story",
                )
            if self._clock() > deadline:
                raise self._too_slow(url)
        return bytes(data)

    def _too_slow(self, url: str) -> FetchError:
        return FetchError(
            f"{url} takes too long: {self._limits.timeout_s:g} s for a sign of life, {self._limits.total_s:g} s in all",
            code="E152",
            hint="try again later, or save the page in a browser and check the file",
        )


def _address(url: str, *, base: str = "") -> str:
    """Return an address as it is asked for, without the part of the page it names."""
    try:
        address = urldefrag(urljoin(base, url)).url
        parts = urlsplit(address)
        is_complete = bool(parts.hostname) or parts.scheme not in _SCHEMES
        _ = parts.port  # raises ValueError where it is no number of a port
    except ValueError as exc:
        raise FetchError(f"{url} is no address: {exc}", code="E150", hint="check its spelling") from exc
    if not is_complete:
        raise FetchError(f"{url} names no host", code="E150", hint="check its spelling")
    return address


def _read_content_type(value: str) -> tuple[str, str]:
    """Return the media type and the encoding a server names, empty where it does not."""
    from email.message import Message  # 10 ms that only fetching needs

    header = Message()
    header["content-type"] = value
    return header.get_content_type() if value else "", str(header.get_param("charset") or "")


def _unreachable(url: str, reason: str) -> FetchError:
    return FetchError(f"{url} cannot be read: {reason}", code="E150", hint="check the address and the connection")


def _reason(error: Exception) -> str:
    """Return in words why a server could not be read; what urllib3 says names its own objects."""
    import urllib3

    if isinstance(error, urllib3.exceptions.DecodeError):
        return "what the server sends cannot be unpacked"
    if isinstance(error, urllib3.exceptions.ProtocolError):  # IncompleteRead is one, and a connection reset
        return "the connection ended before the page was whole"
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return "there is no such host, or no connection to the network"
    words = first_line(error)
    for told, reason in _SOCKET_REASONS.items():
        if told in words:
            return reason
    return re.sub(r"^HTTPS?Connection(?:Pool)?\(.*?\): ", "", words)


def _bad_status(page: Page) -> FetchError:
    phrase = next((known.phrase for known in HTTPStatus if known == page.status), "")
    hint = _STATUS_HINTS.get(page.status, "try again later")
    return FetchError(f"{page.url} answers {page.status} {phrase}".rstrip(), code="E151", hint=hint)
