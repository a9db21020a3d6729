"""Turn the bytes of a text file into the text an editor saw, whatever encoding the newsroom's tools saved."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, BinaryIO, Final

from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from charset_normalizer import CharsetMatch

# A long read is about 100 kB; anything past this is not one story, and reading it whole would cost memory.
MAX_BYTES: Final = 20_000_000

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What stories in legacy encodings are saved in; on equal evidence the earlier one wins. cp1254 differs from cp1252 in
# six Turkish letters only, so it loses nothing by coming first. Leaving charset-normalizer its full list of 90 reads
# French as UTF-16 and Polish as Baltic.
_LEGACY: Final = (
    "cp1254", "cp1252", "cp1251", "cp1250", "cp932", "gb18030", "big5", "cp949", "euc_jp", "cp1256", "cp1253",
    "cp1255", "cp1257", "koi8_r", "cp874", "iso8859_2", "mac_roman",
)  # fmt: skip
# That bytes pair up at all says something; enough to outweigh a rare character, too little against known letters.
_MULTIBYTE: Final = frozenset({"cp932", "gb18030", "big5", "cp949", "euc_jp"})
_MULTIBYTE_BONUS: Final = 0.05

# Text has tabs, line ends and at times a form feed or escape; more of the rest than this and it is something else.
_MAX_CONTROL_SHARE: Final = 0.01
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# Spaces alone give UTF-16 a NUL in every sixth pair or so; a stray NUL in another encoding stays far below.
_MIN_NUL_SHARE: Final = 0.05

# One stray byte does not make a file another encoding while this many characters decode for each that does not.
_MIN_GOOD_PER_BAD: Final = 10

# Inside a word nothing but letters is to be expected, apart from an apostrophe and the Catalan dot.
_IN_WORD: Final = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f’·](?=[^\W\d_])")


def read_whole(stream: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES) -> str:
    """Return the decoded text of a stream; raise InputError E105 past the limit, E106 if it is no text."""
    return decode(read_bytes(stream, source=source, max_bytes=max_bytes), source=source)


def read_bytes(stream: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES) -> bytes:
    """Return all of a stream; raise InputError E105 past the limit."""
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(source, max_bytes=max_bytes)
    return data


def too_large(source: str, *, max_bytes: int) -> InputError:
    """Describe an input over the limit."""
    return InputError(
        f"{source} is larger than {max_bytes:,} bytes",
        code="E105",
        hint="check one story at a time; many stories belong in a .jsonl file, one a line",
    )


def tell_encoding(sample: bytes, *, source: str) -> str:
    """Return the encoding of a file that begins with `sample`, to read it bit by bit; raise E106 if it is no text."""
    text = decode(sample, source=source)
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if sample.startswith(mark)]
    candidates = marked or ["utf-8", *_LEGACY, "utf-16-le", "utf-16-be"]
    return next((name for name in candidates if _unify_lines(sample.decode(name, "replace")) == text), "utf-8")


def decode(data: bytes, *, source: str) -> str:
    r"""Return the text of `data` with every line end as `\n`; raise InputError E106 if it is no text."""
    text = next(_decodings(data), None)
    if text is None or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise InputError(
            f"{source} is not text in an encoding we can tell", code="E106", hint="save it as UTF-8 and try again"
        )
    return _unify_lines(text)


def _unify_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decodings(data: bytes) -> Iterator[str]:
    """Yield what the data reads as, the surest way first."""
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    attempts: tuple[Callable[[bytes], str | None], ...] = (_decode_utf16, _decode_utf8, _decode_legacy)
    if marked:
        attempts = (lambda data: _decode_leniently(data, marked[0]),)
    for attempt in attempts:
        text = attempt(data)
        if text is not None:
            yield text


def _decode_utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: only it has NUL bytes in many of its pairs, and always on the same side."""
    n_first, n_second = data[::2].count(0), data[1::2].count(0)
    if min(n_first, n_second) or max(n_first, n_second) <= _MIN_NUL_SHARE * len(data) / 2:
        return None
    return _decode_leniently(data, "utf-16-be" if n_first else "utf-16-le")


def _decode_utf8(data: bytes) -> str | None:
    return _decode_leniently(data, "utf-8")


def _decode_leniently(data: bytes, encoding: str) -> str | None:
    """Return the text with the odd byte that does not fit replaced; None if too many do not."""
    text = data.decode(encoding, "replace")
    n_bad = text.count("\ufffd") - data.count("\ufffd".encode())
    if n_bad <= 0:
        return text
    # What is ASCII reads the same in most encodings: it speaks for none.
    n_good = sum(char > "\x7f" for char in text) - n_bad if encoding.startswith("utf-8") else len(text) - n_bad
    return text if n_good >= n_bad * _MIN_GOOD_PER_BAD else None


def _decode_legacy(data: bytes) -> str | None:
    if b"\x00" in data:
        return None  # no legacy encoding of text uses it
    from charset_normalizer import from_bytes  # 35 ms, and only files that are not UTF-8 need it

    matches = from_bytes(data, cp_isolation=list(_LEGACY))
    best = min(matches, key=_implausibility, default=None)
    return str(best) if best else None


def _implausibility(match: CharsetMatch) -> tuple[float, int]:
    """Rank a decoding: unlikely characters against it, letters as frequent as in some language for it (0..1 each)."""
    text = str(match)
    n_beyond_ascii = sum(char > "\x7f" for char in text) or 1
    n_odd = sum(not char.isalpha() for char in _IN_WORD.findall(text))
    bonus = _MULTIBYTE_BONUS if match.encoding in _MULTIBYTE else 0.0
    return match.chaos - match.coherence + n_odd / n_beyond_ascii - bonus, _LEGACY.index(match.encoding)
