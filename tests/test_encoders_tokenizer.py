"""A part of the vocabulary stands for the whole of it."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from checker.encoders import tokenizer as module
from checker.encoders.bundled import load_bundled_tokenizer
from checker.encoders.packed import load_packed
from checker.encoders.piece_index import read_piece_index
from checker.encoders.tokenizer import GrowingTokenizer, SentencePieceTokenizer, build_sentencepiece_model
from checker.errors import ModelError

STORIES = sorted((Path(__file__).parents[1] / "data" / "articles").glob("*.txt"))
ODD_TEXTS = (
    "",
    " ",
    "ﬁne Ｆｕｌｌ　ｗｉｄｔｈ  two  spaces",
    "🦊 emoji\u200d and \ud800 surrogate",
    "▁ in ▁▁text <mask> </s> <unk>",
    "𒀀𒀁𒀂 unknown 𒀀𒀁",
    "a" * 600,
    "tab\tnull\0\u0085é e\u0301",
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def vocabulary():
    return load_packed().vocabulary


@pytest.fixture(scope="module")
def model(vocabulary):
    return build_sentencepiece_model(vocabulary)


@pytest.fixture(scope="module")
def whole(model):
    return SentencePieceTokenizer(model)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    load_bundled_tokenizer(folder)
    return read_piece_index(next(folder.glob("*.pieces")))


def growing(index, read_whole=lambda: pytest.fail("the whole vocabulary was read")):
    return GrowingTokenizer(index, read_whole)


@pytest.mark.parametrize("path", STORIES, ids=[path.stem for path in STORIES])
def test_a_story_is_cut_as_by_the_whole_vocabulary(index, whole, path):
    texts = path.read_text(encoding="utf-8").splitlines()
    part = growing(index)
    assert part.ids(texts) == whole.ids(texts)
    for ours, expected in zip(part.tokens(texts), whole.tokens(texts), strict=True):
        assert ours.ids.tolist() == expected.ids.tolist()
        assert ours.spans == expected.spans


def test_texts_one_after_another_are_cut_as_alone(index, whole):
    part = growing(index)
    for text in (*ODD_TEXTS, *(path.read_text(encoding="utf-8") for path in STORIES), *ODD_TEXTS):
        assert part.ids([text]) == whole.ids([text])
        assert part.tokens([text])[0].spans == whole.tokens([text])[0].spans


def test_marks_are_those_of_the_whole_vocabulary(index, whole):
    part = growing(index)
    assert (part.bos, part.eos, part.pad) == (whole.bos, whole.eos, whole.pad) == (0, 2, 1)


def test_every_piece_within_a_word_is_found(index, vocabulary):
    word = "unhappiness"
    written = "▁" + word
    found = {vocabulary.pieces[i] for i in index.find([word])}
    assert {piece for piece in vocabulary.pieces if piece in written} <= found
    assert len(found) < 100


def test_many_words_bring_the_whole_vocabulary_once(index, model, whole, monkeypatch):
    monkeypatch.setattr(module, "_MANY_WORDS", 3)
    calls = []

    def read_whole():
        calls.append(1)
        return model

    part = growing(index, read_whole)
    for text in ("two words", "and three more", "and more", "日本"):
        assert part.ids([text]) == whole.ids([text])
    assert len(calls) == 1


def test_threads_share_a_growing_tokenizer(index, whole):
    part, answers = growing(index), {}
    texts = [path.read_text(encoding="utf-8") for path in STORIES]
    threads = [Thread(target=lambda text=text: answers.update({text: part.ids([text])})) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {text: whole.ids([text]) for text in texts}


def test_an_index_that_is_none_is_reported(tmp_path):
    path = tmp_path / "broken.pieces"
    path.write_bytes(b"none")
    with pytest.raises(ModelError) as caught:
        read_piece_index(path)
    assert caught.value.code == "E302"
