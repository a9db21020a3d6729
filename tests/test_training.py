"""The recipe: windows, losses, batches, measures and the names weights are exported under."""

from __future__ import annotations

import json
from random import Random

import numpy as np
import pytest

from checker.evidence import N_JOINED, Granularity
from training.windows import pick_windows, split_sentences, window_of

torch = pytest.importorskip("torch")

from checker.verifiers.pairs import EncodedPair  # noqa: E402
from checker.verifiers.torch_model import packaged_name  # noqa: E402
from checker.verifiers.torch_verifier import pad  # noqa: E402
from training.data import is_held_out, load_groups  # noqa: E402
from training.examples import CONTRADICT, ENTAIL, NOT_ENTAIL  # noqa: E402
from training.train import Item, batch_loss, learning_rate_share, make_batches, pick_dtype  # noqa: E402

BODY = (
    "The bridge over the Sill opened in spring. Its cost was nine million. Critics had called for a ferry. "
    "The mayor praised the builders. A ferry was thought too slow. The old bridge will be torn down."
)
SETTINGS = {"label_smoothing": 0.0, "margin": 2.0, "margin_weight": 0.5}


class TestWindows:
    def test_the_best_sentence_shares_the_rare_words(self):
        candidates = pick_windows("Ferry thought too slow", split_sentences(BODY), "en")
        assert candidates[0].text == "A ferry was thought too slow."

    def test_joined_sentences_keep_the_order_of_the_body(self):
        joined = window_of(pick_windows("mayor bridge ferry cost", split_sentences(BODY), "en"), Granularity.JOINED)
        places = [BODY.index(sentence) for sentence in split_sentences(joined)]
        assert places == sorted(places)
        assert len(places) == N_JOINED

    def test_a_body_that_doubts_nothing_shows_its_best_sentences_instead(self):
        candidates = pick_windows("bridge", split_sentences(BODY), "en")
        assert window_of(candidates, Granularity.DOUBT) == window_of(candidates, Granularity.JOINED)

    @pytest.mark.parametrize(
        ("text", "n"),
        [("One. Two! Three?", 3), ("一つ目です。二つ目です。", 2), ("Line one\nline two", 2), ("A 3.5 rise.", 1)],
        ids=["stops", "no spaces", "lines", "decimal point"],
    )
    def test_sentences_end_where_they_end(self, text, n):
        assert len(split_sentences(text)) == n


class TestLoss:
    def test_a_two_class_label_leaves_neutral_and_contradiction_open(self):
        item = item_of(NOT_ENTAIL)
        neutral, contradiction = (
            batch_loss(torch.tensor([logits]), [item], SETTINGS) for logits in ([0.0, 9, 0], [0.0, 0, 9])
        )
        assert float(neutral) == pytest.approx(float(contradiction))
        assert float(neutral) < 0.01
        assert float(batch_loss(torch.tensor([[9.0, 0, 0]]), [item], SETTINGS)) > 5

    def test_an_edit_as_likely_as_the_true_claim_costs_the_margin(self):
        pair = item_of(ENTAIL, CONTRADICT)
        same = batch_loss(torch.tensor([[5.0, 0, 0], [5.0, 0, 0]]), [pair], SETTINGS)
        apart = batch_loss(torch.tensor([[5.0, 0, 0], [0.0, 0, 5.0]]), [pair], SETTINGS)
        without = batch_loss(torch.tensor([[5.0, 0, 0], [5.0, 0, 0]]), [pair], SETTINGS | {"margin_weight": 0.0})
        assert float(apart) < 0.1
        assert float(same - without) == pytest.approx(0.5 * 2.0 / 2)

    def test_a_weightless_pair_teaches_nothing(self):
        heavy, light = item_of(ENTAIL), item_of(CONTRADICT, weight=0.0)
        logits = torch.tensor([[4.0, 0, 0], [4.0, 0, 0]])
        assert float(batch_loss(logits, [heavy, light], SETTINGS)) == pytest.approx(
            float(batch_loss(logits[:1], [heavy], SETTINGS))
        )


def test_the_learning_rate_rises_then_falls():
    shares = [learning_rate_share(progress, 0.1, 0.05) for progress in (0.0, 0.05, 0.1, 0.5, 1.0, 2.0)]
    assert shares[0] < shares[1] < shares[2] == pytest.approx(1.0)
    assert shares[2] > shares[3] > shares[4] == pytest.approx(0.05)
    assert shares[5] == pytest.approx(0.05)


class TestBatches:
    ITEMS = tuple(
        Item((EncodedPair(np.full(n, i), np.zeros(n, int)),), (ENTAIL,), (1.0,))
        for i, n in enumerate(np.random.default_rng(0).integers(5, 60, 300).tolist())
    )

    def test_every_item_is_seen_once(self):
        batches = make_batches(self.ITEMS, 256, seed=1)
        seen = sorted(int(item.pairs[0].ids[0]) for batch in batches for item in batch)
        assert seen == list(range(300))

    def test_no_batch_holds_more_padded_tokens_than_allowed(self):
        for batch in make_batches(self.ITEMS, 256, seed=1):
            assert pad([pair for item in batch for pair in item.pairs])[0].size <= 256

    def test_the_seed_decides_the_order(self):
        first, again, other = (make_batches(self.ITEMS, 256, seed=seed) for seed in (1, 1, 2))
        assert first == again
        assert first != other


class TestData:
    @pytest.fixture
    def folder(self, tmp_path):
        pytest.importorskip("ftfy")
        rows = [
            {
                "id": str(i),
                "lang": "en",
                "headline": f"{n} boats sank",
                "body": f"{n} boats sank off Sill{i}.",
                "label": "entail",
            }
            for i, n in enumerate(range(20, 120))
        ]
        (tmp_path / "boats_en.jsonl").write_text("\n".join(map(json.dumps, rows)))
        return tmp_path

    def test_edited_claims_share_the_evidence_of_the_true_one(self, folder):
        groups = load_groups(folder, {"boats_en": {}, "edited_claims": {}}, seed=1)
        edited = [group for group in groups if group[0].source == "edited_claims"]
        assert len(edited) > 50
        for true, changed in edited:
            assert true.premise == changed.premise
            assert true.hypothesis != changed.hypothesis
            assert (true.possible, changed.possible[0]) == (ENTAIL, False)

    def test_held_out_articles_are_never_seen(self, folder):
        groups = load_groups(folder, {"boats_en": {}}, seed=1)
        assert 80 < len(groups) < 100
        assert not any(is_held_out(pair.premise, "boats_en") for group in groups for pair in group)

    def test_caps_copies_and_weights_are_obeyed(self, folder):
        groups = load_groups(folder, {"boats_en": {"cap": 10, "copies": 2, "weight": 0.5}}, seed=1)
        assert len(groups) == 20
        assert {pair.weight for group in groups for pair in group} == {0.5}

    def test_an_entry_takes_the_authored_files_it_names(self, folder):
        groups = load_groups(folder, {"fresh_twins": {"files": ["roles-1"]}}, seed=1)
        assert {pair.language for group in groups for pair in group} == {"en", "id", "ms", "nl"}

    def test_the_seed_decides_everything(self, folder):
        first, again = (load_groups(folder, {"boats_en": {}, "edited_claims": {}}, seed=3) for _ in range(2))
        assert first == again


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ("pos", "emb.pos"),
        ("mark", "emb.mark"),
        ("eln.weight", "emb.ln.w"),
        ("layers.11.fi.bias", "l11.fi.b"),
        ("head_inner.weight", "head.inner.w"),
        ("head_out.bias", "head.out.b"),
    ],
)
def test_parameters_are_exported_under_the_packages_names(name, exported):
    assert packaged_name(name) == exported


def item_of(*possible, weight=1.0):
    pair = EncodedPair(np.zeros(4, int), np.zeros(4, int))
    return Item((pair,) * len(possible), possible, (weight,) * len(possible))


def test_the_smoke_runs_pairs_hold_edits():
    from training.smoke import make_groups

    groups = make_groups(Random(1))  # noqa: S311
    assert sum(len(group) == 2 for group in groups) >= 4


@pytest.mark.parametrize(
    ("device", "can", "dtype"),
    [
        ("cuda", {}, torch.bfloat16),
        ("cpu", {"avx2": True, "avx512_bf16": True}, torch.bfloat16),
        ("cpu", {"avx2": True, "avx512_bf16": False}, torch.float32),
    ],
)
def test_half_precision_is_not_emulated(monkeypatch, device, can, dtype):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: can)
    assert pick_dtype(device) is dtype
