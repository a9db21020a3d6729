"""Obey robots.txt: which addresses of a host programs may ask for, and how long they should wait in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from checker.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.robotparser import RobotFileParser

# Some hosts ask for minutes; nobody waits that long for a story, and one page is no burden.
_MAX_DELAY_S: Final = 10.0


class Robots:
    """Knows the robots.txt of every host asked so far."""

    def __init__(self, agent: str, load: Callable[[str], str | None]) -> None:
        """`load` returns the text at an address: empty if there is none, None if the host does not say."""
        self._agent = agent
        self._load = load
        self._rules: dict[str, RobotFileParser] = {}

    def check(self, url: str) -> None:
        """Raise FetchError E155 if this program is to stay away from an address."""
        if not self._rules_for(url).can_fetch(self._agent, url):
            raise FetchError(
                f"robots.txt of {urlsplit(url).netloc} asks programs not to read {url}",
                code="E155",
                hint="save the page in a browser and check the file",
            )

    def delay_s(self, url: str) -> float:
        """Return how long to wait between two requests to the host of an address."""
        return min(float(self._rules_for(url).crawl_delay(self._agent) or 0), _MAX_DELAY_S)

    def _rules_for(self, url: str) -> RobotFileParser:
        place = robots_place(url)
        if place not in self._rules:
            from urllib.robotparser import RobotFileParser  # 10 ms that only fetching needs

            text = self._load(place)
            rules = RobotFileParser()
            # RFC 9309, 2.3.1: no file allows everything; a host that cannot say is to be left alone.
            rules.parse(["User-agent: *", "Disallow: /"] if text is None else text.splitlines())
            self._rules[place] = rules
        return self._rules[place]


def robots_place(url: str) -> str:
    """Return where the robots.txt for an address lies."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
