"""Name the places of the vector a verdict rests on; apart from what fills them, so that no numpy is needed."""

from __future__ import annotations

from typing import Final

# The order is part of the format of assets/verdict.json: a change of it is a new FORMAT_VERSION of verdict_model.py.
SIMPLE_FEATURES: Final = (
    "similarity_best",  # cosine of the nearest sentence
    "similarity_lift",  # how far it stands out from this body, in its standard deviations
    "recall_sentence",  # share of the claim's words in the one sentence that holds most of them
    "recall_body",  # share of the claim's words in the whole body
    "support_mean",  # how well the body accounts for the claim's words, on average
    "support_least",  # and for the word it accounts for least
    "log_words",  # ln(1 + words of the claim)
    "log_sentences",  # ln(1 + sentences of the body)
    "facts_wrong",  # 1 if a rule proves an error of fact, else 0
    "facts_doubtful",  # 1 if a rule warns, else 0
)
VERIFIED_FEATURES: Final = (
    *SIMPLE_FEATURES,
    "entailment_joined",  # log odds that the best sentences, joined, entail the claim
    "entailment_context",  # the same of the passage that shows what is taken back, or of the lead
    "contradiction_joined",  # log odds that the best sentences, joined, contradict the claim
    "contradiction_context",  # the same of the other passage
)


def feature_names(*, verified: bool) -> tuple[str, ...]:
    """Return the names of the vector's places, with or without those a verifier fills."""
    return VERIFIED_FEATURES if verified else SIMPLE_FEATURES
