"""What is fetched from a server, and where a fetch ends: a real one on this machine answers as servers of news do."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checker import readers
from checker.datatypes import Article
from checker.errors import FetchError
from checker.readers import read
from checker.readers.url import USER_AGENT, Fetcher, FetchLimits, is_url

QUICK = FetchLimits(timeout_s=0.25, total_s=0.5)
TEXT = (
    "<p>The council of Eastport voted on Tuesday to keep the night ferry running until the spring, after a long café "
    "debate.</p><p>Nine members voted for the ferry and four against, said the mayor, who had asked for the vote.</p>"
)
HTML = "text/html; charset=utf-8"


def page(body, head=""):
    return f"<!doctype html><html><head><title>Ferry stays</title>{head}</head><body>{body}</body></html>".encode()


def linked(**item):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


STORY = page(f"<article><h1>Ferry stays</h1>{TEXT}</article>")
FEED = (
    '<rss version="2.0"><channel><title>Gazette</title><link>/</link><description>News</description>'
    "<item><title>Boat kept</title><link>{host}/story</link><description>Short.</description></item>"
    "<item><title>Gone</title><link>{host}/missing</link></item>"
    "<item><title>Seen</title><link>{host}/picture</link></item><item><title>No link</title></item></channel></rss>"
)
# path -> media type, whether the links leave the host out
FEEDS = {
    "/feed": ("application/rss+xml", False),
    "/relative-feed": ("text/xml", True),
    "/feed-as-page": ("text/html", False),
}
# path -> status, headers, body
PAGES = {
    "/story": (200, {"Content-Type": HTML}, STORY),
    "/charset": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, STORY),
    "/legacy": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, STORY.decode().encode("cp1252")),
    "/gzip": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, gzip.compress(STORY)),
    "/broken-gzip": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, b"no gzip at all"),
    "/bomb": (200, {"Content-Type": HTML, "Content-Encoding": "gzip"}, gzip.compress(b" " * 30_000_000)),
    "/large": (200, {"Content-Type": HTML}, b"<p>" + b"large " * 5_000_000),
    "/paywall": (
        200,
        {"Content-Type": HTML},
        page(f"<article><h1>Ferry stays</h1>{TEXT}<p>Subscribe</p></article>", linked(isAccessibleForFree=False)),
    ),
    "/control": (
        200,
        {"Content-Type": HTML},
        page("", linked(headline="Ferry stays", articleBody="The ferry\x01 stays. " * 60)).replace(b"\\u0001", b"\x01"),
    ),
    "/none": (200, {"Content-Type": HTML}, page("<h1>Welcome</h1><p>Log in to go on.</p>")),
    "/missing": (404, {"Content-Type": HTML}, page("<h1>Not found</h1>")),
    "/teapot": (799, {}, b""),
    "/secret": (403, {}, b""),
    "/private/story": (200, {"Content-Type": HTML}, STORY),
    "/moved": (301, {"Location": "/moved-again"}, b""),
    "/moved-again": (302, {"Location": "story#top"}, b""),
    "/loop": (302, {"Location": "/loop-back"}, b""),
    "/loop-back": (302, {"Location": "/loop"}, b""),
    "/to-private": (302, {"Location": "/private/story"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    **{f"/far/{n}": (302, {"Location": f"/far/{n + 1}"}, b"") for n in range(9)},
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/untold": (200, {}, b"\x89PNG"),
    "/plain": (200, {"Content-Type": "text/plain"}, b"Ferry stays\n\nThe night ferry stays.\n"),
    "/untold-story": (200, {}, STORY),
    "/rows.csv": (200, {"Content-Type": "application/octet-stream"}, b"headline,body\nFerry stays,It stays.\n"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        if self.path == "/silent":
            self.server.stop.wait(2)
            return
        if self.path == "/drip":
            self.drip()
            return
        if self.path == "/drip-head":
            self.drip(b"X: y")
            return
        if self.path == "/cut":
            self.answer(200, {"Content-Type": HTML, "Content-Length": "9999"}, STORY)
            return
        if self.path == "/chunked":
            self.protocol_version = "HTTP/1.1"
            chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (STORY[:99], STORY[99:], b""))
            self.answer(200, {"Content-Type": HTML, "Transfer-Encoding": "chunked", "Connection": "close"}, chunks)
            return
        if self.path in FEEDS:
            kind, is_relative = FEEDS[self.path]
            host = "" if is_relative else f"http://127.0.0.1:{self.server.server_port}"
            self.answer(200, {"Content-Type": kind}, FEED.format(host=host).encode())
            return
        self.answer(*self.server.pages.get(self.path, (404, {}, b"")))

    def answer(self, status, headers, body):
        self.send_response(status, "")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except (ConnectionError, OSError):
            return  # the client has had enough

    def drip(self, head=b""):
        """Send a beginning and then drop after drop: of the body, or of a head that never ends."""
        if head:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + head)
        else:
            self.answer(200, {"Content-Type": HTML}, b"<p>")
        until = time.monotonic() + 3
        while time.monotonic() < until and not self.server.stop.wait(0.05):
            try:
                self.wfile.write(b"drop ")
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, *_arguments):
        pass


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Only this machine can be reached."""
    connect = socket.socket.connect

    def only_here(self, address):
        if address[0] != "127.0.0.1":
            raise AssertionError(f"a test reached for the network: {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.asked = []
    server.stop = threading.Event()
    server.pages = {**PAGES, "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private/\n")}
    server.host = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(readers, "Fetcher", lambda: Fetcher(QUICK))


@pytest.mark.parametrize("path", ["/story", "/charset", "/legacy", "/gzip", "/chunked", "/untold-story"])
def test_page_is_read_whatever_its_wrapping(server, path):
    (article,) = read(server.host + path)
    assert article.headline == "Ferry stays"
    assert "café debate" in article.body
    assert article.source == f"{server.host}{path}#h1"
    assert article.metadata["url"] == server.host + path
    assert "redirects" not in article.metadata


def test_json_ld_with_control_characters_is_the_story(server):
    (article,) = read(f"{server.host}/control")
    assert article.body.startswith("The ferry stays. The ferry")


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/paywall", "E114", "subscribers"),
        ("/none", "E104", "no story"),
        ("/missing", "E151", "404 Not Found"),
        ("/secret", "E151", "403"),
        ("/teapot", "E151", "799"),
        ("/large", "E153", "10,000,000"),
        ("/bomb", "E153", "10,000,000"),
        ("/broken-gzip", "E150", "cannot be unpacked"),
        ("/cut", "E150", "ended before the page was whole"),
        ("/silent", "E152", "0.25 s"),
        ("/drip", "E152", "0.5 s in all"),
        ("/drip-head", "E152", "0.5 s in all"),
        ("/loop", "E154", "circle"),
        ("/far/0", "E154", "more than 5 times"),
        ("/to-file", "E154", "away from the web"),
        ("/private/story", "E155", "robots.txt"),
        ("/to-private", "E155", "robots.txt"),
        ("/picture", "E156", "image/png"),
        ("/untold", "E156", "unknown"),
    ],
)
def test_what_is_no_story_is_a_clear_error(server, monkeypatch, path, code, words):
    if code == "E153":
        monkeypatch.setattr(readers, "Fetcher", Fetcher)
    (failure,) = read(server.host + path)
    assert failure.code == code
    assert words in failure.message
    assert failure.hint
    assert server.host in failure.source


def test_redirects_are_shown(server):
    (article,) = read(f"{server.host}/moved")
    host = server.host
    assert article.metadata["redirects"] == f"{host}/moved -> {host}/moved-again -> {host}/story"
    assert (article.source, article.metadata["url"]) == (f"{host}/moved#h1", f"{host}/story")


def test_part_of_an_address_is_not_sent(server):
    (article,) = read(f"{server.host}/story#top")
    assert article.source == f"{server.host}/story#h1"


def test_robots_are_asked_first_and_once_by_a_program_with_a_name(server):
    fetcher = Fetcher(QUICK)
    fetcher.fetch(f"{server.host}/story")
    fetcher.fetch(f"{server.host}/gzip")
    assert server.asked == [(path, USER_AGENT) for path in ("/robots.txt", "/story", "/gzip")]
    assert USER_AGENT.startswith("headline-checker/")


@pytest.mark.parametrize(
    ("answer", "is_allowed"),
    [
        ((404, {}, b""), True),
        ((403, {}, b""), True),
        ((503, {}, b""), False),
        ((302, {"Location": "/robots.txt"}, b""), False),
        ((200, {}, b"User-agent: headline-checker\nDisallow: /\n"), False),
        ((200, {}, b"User-agent: *\nDisallow: /\n\nUser-agent: headline-checker\nAllow: /\n"), True),
        ((200, {}, b"\xff\xfe not a robots file"), True),
    ],
    ids=["none", "refused", "server down", "circle", "not us", "only us", "nonsense"],
)
def test_robots_are_obeyed(server, answer, is_allowed):
    server.pages["/robots.txt"] = answer
    (found,) = read(f"{server.host}/story")
    assert isinstance(found, Article) is is_allowed
    assert is_allowed or found.code == "E155"


def test_crawl_delay_is_kept_between_two_pages(server):
    server.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")
    slept = []
    fetcher = Fetcher(QUICK, clock=lambda: 0.0, sleep=slept.append)
    fetcher.fetch(f"{server.host}/story")
    assert slept == []
    fetcher.fetch(f"{server.host}/story")
    assert slept == [7.0]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/story", "http://[::1", "http://127.0.0.1:99999/", "http://", "https://..", "http://a:b/"],
)
def test_address_that_cannot_be_reached_is_a_clear_error(url):
    (failure,) = read(url)
    assert (failure.code, failure.source) == ("E150", url)
    assert failure.hint


def test_error_names_the_page_that_was_asked_for_and_the_reason_in_words():
    (failure,) = read("http://127.0.0.1:1/story")
    assert failure.message == "http://127.0.0.1:1/story cannot be read: the server refuses the connection"


def test_formats_are_told_by_media_type_and_name_and_can_be_given(server):
    (plain,) = read(f"{server.host}/plain")
    (row,) = read(f"{server.host}/rows.csv")
    (forced,) = read(f"{server.host}/rows.csv", input_format="text")
    assert [each.metadata["format"] for each in (plain, row, forced)] == ["text", "csv", "text"]
    assert row.metadata["line"] == "2"


@pytest.mark.parametrize("path", FEEDS)
def test_entries_of_a_feed_without_texts_fail_until_their_links_are_followed(server, path):
    codes = [failure.code for failure in read(server.host + path)]
    assert codes == ["E104"] * 4
    feed, page, gone, picture, unlinked = read(server.host + path, follow_links=True)
    assert (feed.headline, feed.metadata["field"]) == ("Boat kept", "feed")
    assert (page.headline, page.metadata["field"]) == ("Ferry stays", "h1")
    assert feed.body == page.body
    assert feed.source == f"{server.host}/story#feed"
    assert [each.code for each in (gone, picture, unlinked)] == ["E151", "E156", "E108"]
    assert unlinked.source == f"{server.host}{path}:4"


def test_story_of_a_feed_says_where_it_was_found(server):
    server.pages["/story"] = (301, {"Location": "/gzip"}, b"")
    feed = next(read(f"{server.host}/feed", follow_links=True))
    assert feed.metadata["url"] == f"{server.host}/gzip"
    assert feed.metadata["redirects"] == f"{server.host}/story -> {server.host}/gzip"


def test_link_of_a_feed_in_a_file_that_is_no_whole_address_is_a_clear_error(tmp_path):
    path = tmp_path / "feed.rss"
    path.write_text(FEED.format(host=""))
    failure = next(read(path, follow_links=True))
    assert (failure.code, failure.source) == ("E108", "/story")
    assert "from its own address" in failure.hint


def test_links_of_a_feed_in_a_file_are_followed(server, tmp_path, monkeypatch):
    monkeypatch.setattr("checker.readers.formats.Fetcher", lambda: Fetcher(QUICK))
    path = tmp_path / "feed.rss"
    path.write_text(FEED.format(host=server.host))
    assert next(read(path, follow_links=True)).headline == "Boat kept"


@pytest.mark.parametrize("location", ["http://[::1", "https:///story"])
def test_redirect_to_no_address_is_a_clear_error(server, location):
    server.pages["/away"] = (302, {"Location": location}, b"")
    (failure,) = read(f"{server.host}/away")
    assert (failure.code, bool(failure.hint)) == ("E150", True)


def test_fetch_error_is_raised_by_a_fetcher(server):
    with pytest.raises(FetchError, match="404"):
        Fetcher(QUICK).fetch(f"{server.host}/missing")


@pytest.mark.parametrize(
    ("place", "expected"),
    [("http://x", True), ("HTTPS://x", True), ("ftp://x", False), ("http:/x", False), ("story.txt", False)],
)
def test_address_is_told_from_a_path(place, expected):
    assert is_url(place) is expected
