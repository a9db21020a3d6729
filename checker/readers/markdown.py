"""Read a Markdown story: the title of its front matter or its first heading is the headline, the rest the body."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from checker.datatypes import Article
from checker.errors import InputError, first_line
from checker.ignores import FIELD, join_ignored
from checker.readers.decoding import MAX_BYTES, read_whole
from checker.readers.headline_place import HEADLINE_PLACE, place_of_headline
from checker.readers.headlines import fold
from checker.readers.outcome import own_fields, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


# As Hugo writes it: between two lines of three plus signs.
_TOML: Final = re.compile(r"\+{3}[ \t]*\n(.*?)^\+{3}[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class _Heading(NamedTuple):
    text: str
    start: int
    end: int  # where the line after it starts


def read_markdown(
    stream: BinaryIO, *, source: str, headline: str = "", max_bytes: int = MAX_BYTES
) -> Iterator[Article]:
    """Yield the article of a Markdown file, one more where title and heading differ; raise InputError if none.

    The body keeps its Markdown as it stands: offsets must index what the author wrote. A `headline` stands in for
    the title and the heading.
    """
    text = read_whole(stream, source=source, max_bytes=max_bytes)
    fields, start = _read_front_matter(text, source=source)
    title = fields.get("title") or fields.get("headline", "")
    heading = _find_heading(text[start:])
    other = ""
    if heading and (not title or not text[start : start + heading.start].strip()):  # a later one is a section's
        title, other, start = title or heading.text, heading.text, start + heading.end
    article = Article(
        headline=headline.strip() or title,
        body=text[start:],
        source=source,
        body_line=text.count("\n", 0, start) + 1,
        language=fields.get("language") or fields.get("lang", ""),
        # A comment above the headline is no part of the body, yet asks for the same as one below.
        metadata={
            **own_fields(fields),
            FIELD: join_ignored(text[:start], fields.get(FIELD, "")),
            "format": "markdown",
            "path": source,  # whatever the front matter calls so
            **place_of_headline(text[:start], headline.strip() or title),
        },
    )
    first = validate(
        article,
        headline_hint="begin with a heading such as `# Mayor resigns`, or with a `title:` in the front matter",
        body_hint="put the story below the heading",
    )
    if headline.strip() or fold(other) in {"", fold(title)}:
        yield first
        return
    yield replace(first, metadata={**first.metadata, "field": "title"})
    known = {key: value for key, value in first.metadata.items() if key not in HEADLINE_PLACE}
    place = place_of_headline(text[:start], other)
    yield replace(first, headline=other, source=f"{source}#heading", metadata={**known, **place, "field": "heading"})


def _read_front_matter(text: str, *, source: str) -> tuple[Mapping[str, str], int]:
    """Return the plain values of the YAML or TOML block a file begins with, and where the text after it starts."""
    if text.startswith("+++"):
        fields, start = _read_toml(text, source=source)
    elif text.startswith("---"):
        fields, start = _read_yaml(text, source=source)
    else:
        return {}, 0
    if not isinstance(fields, dict):  # prose between two rules
        return {}, 0
    if isinstance(fields.get(FIELD), list):
        fields[FIELD] = ", ".join(map(str, fields[FIELD]))
    return {str(key): str(value).strip() for key, value in fields.items() if _is_plain(value)}, start


def _read_toml(text: str, *, source: str) -> tuple[object, int]:
    block = _TOML.match(text)
    if not block:
        return None, 0
    import tomllib  # only where there is some

    try:
        return tomllib.loads(block[1]), block.end()
    except ValueError as exc:
        raise InputError(
            f"the front matter of {source} is not valid TOML: {first_line(exc)}",
            code="E101",
            hint="put quotes around texts, or remove the block between the `+++` lines",
        ) from exc


def _read_yaml(text: str, *, source: str) -> tuple[object, int]:
    import yaml  # type: ignore[import-untyped]  # 30 ms that only front matter needs
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    opening = handler.FM_BOUNDARY.match(text)
    parts = handler.FM_BOUNDARY.split(text, maxsplit=2)
    if not opening or len(parts) < 3:  # no closing line: the dashes are a rule, not front matter
        return None, 0
    _, block, content = parts
    try:
        fields = handler.load(block)
    # A date such as 2024-02-31 raises ValueError; brackets without end, RecursionError.
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        mark = getattr(exc, "problem_mark", None)  # counts lines from 0, from behind the opening dashes
        line = f" (line {text.count(chr(10), 0, opening.end()) + 1 + mark.line})" if mark else ""
        raise InputError(
            f"the front matter of {source} is not valid YAML{line}",
            code="E101",
            hint="put quotes around values that contain a colon, or remove the block between the `---` lines",
        ) from exc
    start = len(text) - len(content)
    if content.startswith("\n") and text[start - 1] != "\n":
        start += 1  # the end of the closing line
    return fields, start


def _is_plain(value: object) -> bool:
    return value is not None and not isinstance(value, dict | list | set | tuple)


def _find_heading(text: str) -> _Heading | None:
    """Return the first heading that says something, ATX (`# ...`) or setext (underlined)."""
    from markdown_it import MarkdownIt  # 85 ms that only Markdown needs

    tokens = MarkdownIt().parse(text)
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open" or opening.level or not opening.map:
            continue
        words = "".join(child.content or " " for child in inline.children or () if child.type != "image")
        if title := " ".join(words.split()):
            return _Heading(title, *(_line_start(text, line) for line in opening.map))
    return None


def _line_start(text: str, n_lines: int) -> int:
    """Return where the line after the first `n_lines` starts."""
    position = 0
    for _ in range(n_lines):
        position = text.find("\n", position) + 1 or len(text)
    return position
