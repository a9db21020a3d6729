"""Any other embedding model by name: a real one, tiny and untrained, saved as a folder."""

from __future__ import annotations

import numpy as np
import pytest

from checker import ModelError
from checker.encoders import load_encoder
from checker.hub import locate_model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "mayor", "resigned", "stays", "on", "monday"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(1)
    raw, path = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("model")
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=32, **sizes)).save_pretrained(raw)
    (raw / "vocab.txt").write_text("\n".join(WORDS))
    BertTokenizerFast(vocab_file=str(raw / "vocab.txt")).save_pretrained(raw)
    SentenceTransformer(modules=[Transformer(str(raw)), Pooling(16)]).save(str(path))
    return path


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_folder_is_an_encoder_with_words_in_context(folder, tmp_path):
    encoder = load_encoder(str(folder), cache_dir=tmp_path)
    text = "The mayor resigned on Monday"
    alone, other = encoder.encode([text, "stays"])
    assert alone.vector.shape == other.vector.shape == (16,)
    assert np.linalg.norm(alone.vector) == pytest.approx(1, abs=1e-5)
    assert [span.slice(text) for span in alone.spans] == ["The", "mayor", "resigned", "on", "Monday"]
    assert alone.tokens.shape == (5, 16)
    np.testing.assert_allclose(encoder.encode([text])[0].vector, alone.vector, atol=1e-6)
    assert encoder.name == str(folder)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_folder_without_a_model_is_a_clear_error(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load_encoder(str(tmp_path), cache_dir=tmp_path)
    assert caught.value.code == "E301"
    assert "--model bundled" in caught.value.hint


def test_hub_is_asked_once_before_anything_is_fetched(monkeypatch, tmp_path):
    import huggingface_hub
    from huggingface_hub.errors import LocalEntryNotFoundError

    asked = []

    def not_cached(name, *, local_files_only):
        assert local_files_only
        raise LocalEntryNotFoundError("not cached")

    class Hub:
        def model_info(self, name, *, timeout):
            asked.append((name, timeout))
            if name == "no/where":
                raise OSError("no network")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", not_cached)
    monkeypatch.setattr(huggingface_hub, "HfApi", Hub)
    assert locate_model("some/model") == "some/model"
    with pytest.raises(OSError, match="no network"):
        locate_model("no/where")
    assert asked == [("some/model", 5.0), ("no/where", 5.0)]
    assert locate_model(str(tmp_path)) == str(tmp_path)


def test_model_in_the_hubs_cache_needs_no_network(monkeypatch):
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda name, local_files_only: "/cache/model")
    assert locate_model("some/model") == "/cache/model"
