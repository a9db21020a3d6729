"""The bundled weights as torch and sentence-transformers models: for GPUs, for training, and to check the fast path."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.encoders.packed import load_packed
from checker.encoders.tokenizer import character_map

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel, PreTrainedTokenizerFast

    from checker.encoders.packed import PackedModel, Vocabulary

# Ours -> the parameter names of transformers' BertModel.
_LAYER_NAMES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PARTS: Final = {"w": "weight", "b": "bias"}


def parameter_name(name: str) -> str:
    """Translate a tensor name of the bundled file (`l3.fi.w`) to BertModel's (`encoder.layer.3...weight`)."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, module, part = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[module]}.{_PARTS[part]}"


def load_bert(packed: PackedModel | None = None) -> BertModel:
    """Unpack the bundled weights into a float32 `transformers.BertModel` without a pooling layer."""
    import torch
    from transformers import BertConfig, BertModel

    packed = packed or load_packed()
    config = BertConfig(
        vocab_size=packed.n_embeddings,
        hidden_size=packed.hidden_size,
        num_hidden_layers=packed.n_layers,
        num_attention_heads=packed.n_heads,
        intermediate_size=packed.intermediate_size,
        max_position_embeddings=packed.max_tokens,
        type_vocab_size=packed.n_token_types,
        layer_norm_eps=packed.layer_norm_eps,
        pad_token_id=packed.vocabulary.pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    shapes = {name: parameter.shape for name, parameter in model.named_parameters()}
    state = {}
    for name in packed.tensor_names:
        target = parameter_name(name)
        values = packed.matrix(name).dense() if packed.is_packed(name) else packed.vector(name).copy()
        state[target] = torch.from_numpy(values).reshape(shapes[target])
    model.load_state_dict(state, strict=False)  # buffers such as position_ids keep their defaults
    return model.eval()


def load_fast_tokenizer(packed: PackedModel | None = None) -> PreTrainedTokenizerFast:
    """Return the bundled vocabulary as a transformers tokenizer that adds `<s>` and `</s>`."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    packed = packed or load_packed()
    vocabulary: Vocabulary = packed.vocabulary
    pieces = list(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=vocabulary.unk))
    spaces = [normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    tokenizer.normalizer = normalizers.Sequence([normalizers.Precompiled(character_map()), *spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    names = {role: vocabulary.pieces[getattr(vocabulary, role)] for role in ("bos", "eos", "pad", "unk")}
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names['bos']} $A {names['eos']}",
        pair=f"{names['bos']} $A {names['eos']} {names['eos']} $B {names['eos']}",
        special_tokens=[(names["bos"], vocabulary.bos), (names["eos"], vocabulary.eos)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=packed.max_tokens,
        **{f"{role}_token": name for role, name in names.items()},
    )


def load_sentence_transformer(device: str | None = None) -> SentenceTransformer:
    """Return the bundled model as a plain SentenceTransformer: mean pooling, L2-normalised, `query: ` prompt."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    packed = load_packed()
    with tempfile.TemporaryDirectory() as folder:
        load_bert(packed).save_pretrained(folder)
        load_fast_tokenizer(packed).save_pretrained(folder)
        body = Transformer(str(Path(folder)), max_seq_length=packed.max_tokens)
    pooling = Pooling(packed.hidden_size, pooling_mode="mean")
    return SentenceTransformer(
        modules=[body, pooling, Normalize()],
        device=device,
        prompts={"query": "query: "},
        default_prompt_name="query",
    )
