"""The list of keys and the script that carries them out say the same."""

import re
from pathlib import Path

from goodword.ui import bundle
from goodword.ui.context import PLACES
from goodword.ui.keys import KEYS

SCRIPT = (Path(bundle.ROOM) / "static" / "ui" / "js" / "keys.js").read_text()


def groups():
    return {str(group.where): [key.press for key in group.keys] for group in KEYS}


def test_every_place_has_its_chord():
    chords = {press[1].lower() for press in groups()["Everywhere"] if press[0] == "G"}
    assert chords == {place.letter for place in PLACES}


def test_list_keys_are_carried_out():
    for letter in ("j", "k", "x"):
        assert f'"{letter}"' in SCRIPT
        assert (letter.upper(),) in groups()["In lists"]


def test_the_bar_of_what_is_picked_is_reached_by_its_key():
    bar = (Path(bundle.ROOM) / "jinja2" / "ui" / "macros" / "bulk.html").read_text()
    assert 'data-key="b"' in bar
    assert ("B",) in groups()["In lists"]


def test_request_keys_are_any_letter_on_the_page():
    assert re.search(r"\[data-key=", SCRIPT)
    single = {press[0] for press in groups()["In a request"] if len(press) == 1}
    assert single == set("RNPDTMHWZ")


def test_a_key_never_sends():
    assert 'button[type=submit], button:not([type])")) {\n    element.focus();' in SCRIPT
