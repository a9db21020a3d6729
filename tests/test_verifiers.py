"""The verifier's parts on a tiny random body; the real weights in the tests marked `model`."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import replace

import numpy as np
import pytest

from checker.encoders.body import Body, open_session
from checker.encoders.graph_file import graph_file
from checker.encoders.packed import PackedMatrix
from checker.errors import ModelError
from checker.hardware import Products
from checker.verifiers import load_verifier
from checker.verifiers.entailment import EntailmentVerifier, body_shape
from checker.verifiers.pairs import MAX_HYPOTHESIS_TOKENS, PairEncoder, spelling_numbers
from checker.verifiers.settings import SETTINGS_FILE
from checker.verifiers.weights import (
    WEIGHTS_FILE,
    VerifierWeights,
    load_weights,
    pack_bytes,
)

HIDDEN, LAYERS, HEADS, VOCABULARY, MAX_TOKENS = 64, 2, 2, 300, 120
FIRST_LETTER = 10  # ids below are marks


class LetterTokenizer:
    """One token a character."""

    bos, eos, pad = 0, 2, 1

    def ids(self, texts):
        return [[FIRST_LETTER + ord(letter) % 250 for letter in text] for text in texts]

    def tokens(self, text):
        raise NotImplementedError


@pytest.fixture
def encoder():
    return PairEncoder(LetterTokenizer(), np.arange(VOCABULARY, dtype=np.int32), max_tokens=MAX_TOKENS)


@pytest.fixture(scope="module")
def weights():
    return VerifierWeights("0" * 64, MAX_TOKENS, LAYERS, HEADS, 1e-12, random_tensors())


# Every way to multiply, on any processor: where bytes overflow, they do so alike in every batch.
@pytest.fixture(params=tuple(Products))
def verifier(request, weights, encoder, tmp_path):
    return make_verifier(weights, encoder, tmp_path, request.param)


def make_verifier(weights, encoder, folder, products, threads=0):
    path = graph_file(folder, "body", weights, body_shape(weights), products)
    rng = np.random.default_rng(3)
    blocks = rng.integers(0, 256, (VOCABULARY, HIDDEN // 32, 18), dtype=np.uint8)
    blocks[:, :, :2] = np.frombuffer(np.float16(0.02).tobytes(), np.uint8)
    body = Body(
        open_session(path, products),
        words=PackedMatrix(blocks),
        positions=weights.vector("emb.pos"),
        marks=weights.vector("emb.mark"),
        products=products,
        threads=threads,
    )
    return EntailmentVerifier(body, encoder, weights)


def random_tensors():
    rng = np.random.default_rng(1)
    tensors = {
        "emb.pos": rng.normal(0, 0.05, (MAX_TOKENS, HIDDEN)).astype(np.float16),
        "emb.mark": rng.normal(0, 0.05, (4, HIDDEN)).astype(np.float32),
        "head.inner.w": rng.normal(0, 0.3, (32, 2 * HIDDEN)).astype(np.float16),
        "head.inner.b": np.zeros(32, np.float32),
        "head.out.w": rng.normal(0, 0.8, (3, 32)).astype(np.float32),
        "head.out.b": np.zeros(3, np.float32),
    }
    shapes = {"q": (64, 64), "k": (64, 64), "v": (64, 64), "ao": (64, 64), "fi": (128, 64), "fo": (64, 128)}
    for layer in range(LAYERS):
        for part, shape in shapes.items():
            matrix = pack_bytes(rng.normal(0, 0.15, shape).astype(np.float32))
            tensors[f"l{layer}.{part}.w"] = matrix.values
            tensors[f"l{layer}.{part}.w.scales"] = matrix.scales
            tensors[f"l{layer}.{part}.b"] = rng.normal(0, 0.1, shape[0]).astype(np.float32)
    for norm in ("emb.ln", *(f"l{layer}.{part}" for layer in range(LAYERS) for part in ("aln", "oln"))):
        tensors[f"{norm}.w"] = np.ones(HIDDEN, np.float32)
        tensors[f"{norm}.b"] = np.zeros(HIDDEN, np.float32)
    return tensors


class TestPairs:
    def test_the_claim_comes_first_and_shared_letters_are_marked(self, encoder):
        (pair,) = encoder.encode([("abc", "bd")])
        b, d, a, c = (FIRST_LETTER + ord(letter) % 250 for letter in "bdac")
        assert pair.ids.tolist() == [0, b, d, 2, 2, a, b, c, 2]
        assert pair.marks.tolist() == [0, 1, 0, 0, 2, 2, 3, 2, 2]

    def test_long_evidence_is_cut_and_the_claim_kept(self, encoder):
        (pair,) = encoder.encode([("x" * 500, "claim")])
        assert len(pair.ids) == MAX_TOKENS
        assert pair.ids[-1] == LetterTokenizer.eos

    def test_an_endless_claim_leaves_room_for_evidence(self, encoder):
        (pair,) = encoder.encode([("evidence", "y" * 500)])
        assert len(pair.ids) == MAX_HYPOTHESIS_TOKENS + len("evidence") + 4

    @pytest.mark.parametrize("pair", [("", "claim"), ("evidence", ""), ("", "")], ids=["premise", "claim", "both"])
    def test_an_empty_side_is_encoded(self, encoder, pair):
        (encoded,) = encoder.encode([pair])
        assert len(encoded.ids) == len(encoded.marks) == sum(map(len, pair)) + 4
        assert not set(encoded.marks.tolist()) & {1, 3}

    def test_case_and_word_start_do_not_change_a_spelling(self):
        numbers = spelling_numbers(["▁Five", "five", "FIVE", "four", "▁"])
        assert len(set(numbers[:3])) == 1
        assert len(set(numbers)) == 3


class TestWeights:
    def test_eight_bits_keep_a_matrix_within_half_a_step(self):
        matrix = np.random.default_rng(0).normal(size=(8, 64)).astype(np.float32)
        packed = pack_bytes(matrix)
        steps = np.repeat(packed.scales.astype(np.float32), 32, axis=1)
        assert (np.abs(packed.dense() - matrix) <= steps * 0.6).all()

    def test_zeros_stay_zeros(self):
        assert not pack_bytes(np.zeros((2, 32), np.float32)).dense().any()

    def test_written_weights_are_read_back(self, tmp_path):
        write_weights(tmp_path)
        weights = load_weights(tmp_path)
        assert weights.hidden_size == HIDDEN
        assert weights.matrix("l0.q.w").dense().shape == (HIDDEN, HIDDEN)

    @pytest.mark.parametrize(
        "damage",
        [
            lambda folder: (folder / WEIGHTS_FILE).unlink(),
            lambda folder: (folder / WEIGHTS_FILE).write_bytes(b"cut off"),
            lambda folder: (folder / SETTINGS_FILE).write_text("{}"),
            lambda folder: (folder / SETTINGS_FILE).write_text("not json"),
            lambda folder: change_setting(folder, "format", 99),
        ],
        ids=["missing", "other bytes", "no settings", "settings no JSON", "other format"],
    )
    def test_a_damaged_file_is_named_with_what_to_do(self, tmp_path, damage):
        write_weights(tmp_path)
        damage(tmp_path)
        with pytest.raises(ModelError, match="missing or damaged") as caught:
            load_weights(tmp_path)
        assert caught.value.code == "E302"
        assert "--verifier none" in caught.value.hint


def write_weights(folder):
    from safetensors.numpy import save

    content = save(random_tensors())
    (folder / WEIGHTS_FILE).write_bytes(content)
    settings = {"format": 1, "sha256": hashlib.sha256(content).hexdigest(), "max_tokens": MAX_TOKENS}
    settings |= {"n_layers": LAYERS, "n_heads": HEADS, "layer_norm_eps": 1e-12}
    (folder / SETTINGS_FILE).write_text(json.dumps(settings))


def change_setting(folder, key, value):
    path = folder / SETTINGS_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))


@pytest.mark.parametrize(
    ("products", "tolerance"),
    [(Products.ROWS, 0.1), (Products.FLOATS, 1e-4)],  # one of them rounds states of size 1 to 8 bits
)
def test_graph_computes_a_bert_body(weights, tmp_path, products, tolerance):
    weights = without_odd_columns(weights)
    path = graph_file(tmp_path, "body", weights, body_shape(weights), products)
    embeddings = np.random.default_rng(2).normal(size=(1, 9, HIDDEN)).astype(np.float32)
    (states,) = open_session(path, products).run(None, {"embeddings": embeddings, "mask": np.ones((1, 9), np.int32)})
    assert np.abs(states[0] - reference_body(weights, embeddings[0])).max() < tolerance


def without_odd_columns(weights):
    """Keep every processor exact: older ones add up two neighbouring products of bytes in 16 bits."""
    matrices = {name: tensor.copy() for name, tensor in weights.tensors.items() if tensor.dtype == np.int8}
    for matrix in matrices.values():
        matrix[:, 1::2] = 0
    return replace(weights, tensors={**weights.tensors, **matrices})


def reference_body(weights, states):
    """The same body in plain NumPy and float32."""

    def norm(values, name):
        centred = values - values.mean(axis=1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12) * weights.vector(f"{name}.w")

    def linear(values, name):
        return values @ weights.matrix(f"{name}.w").dense().T + weights.vector(f"{name}.b")

    def heads(values):
        return values.reshape(len(values), HEADS, -1).transpose(1, 0, 2)

    states = norm(states, "emb.ln")
    for layer in (f"l{i}" for i in range(LAYERS)):
        query, key, value = (heads(linear(states, f"{layer}.{part}")) for part in "qkv")
        scores = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(HIDDEN / HEADS))
        attended = scores / scores.sum(axis=2, keepdims=True) @ value
        attended = attended.transpose(1, 0, 2).reshape(len(states), HIDDEN)
        states = norm(linear(attended, f"{layer}.ao") + states, f"{layer}.aln")
        inner = linear(states, f"{layer}.fi")
        gelu = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        states = norm(linear(gelu, f"{layer}.fo") + states, f"{layer}.oln")
    return states


def test_a_graph_that_is_none_is_reported(tmp_path):
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"no graph")
    with pytest.raises(ModelError) as caught:
        open_session(path, Products.FLOATS)
    assert caught.value.code == "E302"


class TestScore:
    PAIRS = (("a short text", "claim"), ("quite another text, and a longer one", "the claim"), ("x", "y"), ("", "z"))

    def test_every_pair_gets_three_probabilities(self, verifier):
        scores = verifier.score(self.PAIRS)
        assert scores.shape == (4, 3)
        assert scores.sum(axis=1) == pytest.approx(1, abs=1e-5)

    def test_an_answer_does_not_depend_on_the_other_pairs(self, verifier):
        together = verifier.score(self.PAIRS * 9)
        alone = np.vstack([verifier.score([pair]) for pair in self.PAIRS * 9])
        assert np.abs(together - alone).max() <= 1e-6

    def test_answers_come_in_the_order_of_the_pairs(self, verifier):
        forward, backward = verifier.score(self.PAIRS), verifier.score(self.PAIRS[::-1])
        assert forward == pytest.approx(backward[::-1], abs=1e-6)
        assert np.abs(forward[0] - forward[1]).max() > 1e-3

    def test_no_pairs_no_scores(self, verifier):
        assert verifier.score([]).shape == (0, 3)

    def test_the_name_tells_the_weights(self, verifier):
        assert verifier.name == "nli-000000"


@pytest.mark.parametrize("products", tuple(Products))
def test_an_answer_does_not_depend_on_the_number_of_threads(weights, encoder, tmp_path, products):
    pairs = [("evidence " * (i % 11), f"claim {i}") for i in range(60)]
    alone, *others = (
        make_verifier(weights, encoder, tmp_path, products, threads).score(pairs) for threads in (1, 2, 5)
    )
    for other in others:
        assert np.abs(other - alone).max() <= 1e-6


def test_no_verifier_is_loaded_when_none_is_asked_for(tmp_path):
    assert load_verifier("none", cache_dir=tmp_path) is None


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    return load_verifier("bundled", cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.mark.model
class TestBundled:
    @pytest.mark.parametrize(
        ("evidence", "true", "edited"),
        [
            (
                "The mayor opened three new schools in Northfield on Friday.",
                "Mayor Opens Three Schools",
                "Mayor Opens Nine Schools",
            ),
            (
                "Bupati meresmikan dua jembatan baru di Kalianda pada Rabu.",
                "Bupati resmikan dua jembatan",
                "Bupati resmikan tujuh jembatan",
            ),
            (
                "The court rejected the appeal of the mining company.",
                "Court rejects mining appeal",
                "Court accepts mining appeal",
            ),
        ],
        ids=["number en", "number id", "opposite en"],
    )
    def test_a_true_claim_scores_above_its_edit(self, bundled, evidence, true, edited):
        scores = bundled.score([(evidence, true), (evidence, edited)])[:, 0]
        assert scores[0] > scores[1]

    def test_an_answer_does_not_depend_on_the_other_pairs(self, bundled):
        pairs = [("The ferry sank off the coast, killing 12.", "Ferry sinks"), ("Rain is forecast.", "Sun all week")]
        pairs.append(("A much longer text. " * 20, "Short claim"))
        alone = np.vstack([bundled.score([pair]) for pair in pairs])
        assert np.abs(bundled.score(pairs) - alone).max() <= 1e-6
