"""Models on a device of torch; here that is the processor again, in float32."""

from __future__ import annotations

import numpy as np
import pytest

from checker.encoders import encoder_name
from checker.errors import ModelError
from checker.hardware import name_on
from checker.verifiers import load_verifier, verifier_name

PAIRS = [
    ("The council approved the bridge on Tuesday.", "Council approves bridge"),
    ("The council approved the bridge on Tuesday.", "Council rejects bridge"),
    ("Polisi menangkap tiga orang di Medan, Senin (2/1/2023). " * 6, "Tiga orang ditangkap polisi di Medan"),
]


def test_names_say_in_what_precision_a_model_runs():
    assert name_on("cpu", "x") == "x"
    assert name_on("cuda:1", "x") == "x-float16"
    assert encoder_name(device="cuda") == encoder_name() + "-float16"
    assert verifier_name(device="cuda") == verifier_name() + "-float16"
    assert verifier_name("none", device="cuda") == "none"


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("load", ["encoder", "verifier"])
@pytest.mark.parametrize("name", ["bundled", "somebody/model"])
def test_a_device_that_is_not_there_is_a_clear_error(tmp_path, load, name):
    from checker.encoders import load_encoder

    with pytest.raises(ModelError, match="cannot use this device") as caught:
        (load_encoder if load == "encoder" else load_verifier)(name, cache_dir=tmp_path, device="cuda:99")
    assert caught.value.code == "E304"


@pytest.mark.model
@pytest.mark.filterwarnings("ignore")
def test_torch_and_onnx_say_the_same_of_a_pair(tmp_path):
    """8-bit products against float32: three hundredths apart at most."""
    from checker.verifiers.torch_verifier import TorchVerifier

    ours = load_verifier(cache_dir=tmp_path).score(PAIRS)
    theirs = TorchVerifier.load("cpu", cache_dir=tmp_path).score(PAIRS)
    assert np.abs(ours - theirs).max() < 0.05
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).all()
