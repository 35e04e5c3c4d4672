"""What never went through gettext is found."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, pgettext

from goodword.ui import messages, pseudo
from goodword.ui.tests import sample_pages
from goodword.ui.tests.test_frame import made

pytestmark = pytest.mark.urls("goodword.ui.tests.sample_urls")


def test_messages_are_accented_and_keep_their_placeholders():
    assert pseudo.accented("at %(name)s") == "⟦ǻŧ %(name)s⟧"
    assert pseudo.accented("<b>one</b> 5%% {name} &amp;") == "⟦<b>øñé</b> 5%% {name} &amp;⟧"
    assert pseudo.accented("") == ""


def test_while_it_is_spoken_everything_is_said_in_it():
    with pseudo.spoken():
        assert gettext("Home").startswith("⟦")
        assert ngettext("%(n)s day", "%(n)s days", 2) == pseudo.accented("%(n)s days")
        assert pgettext("hours, short", "%(number)s h") == pseudo.accented("%(number)s h")
        assert pgettext("Babel pattern, Thu 26", "EEE d") == "EEE d"
    assert gettext("Home") == "Home"


def test_text_past_the_translators_is_found():
    with pseudo.spoken():
        said = gettext("Good morning, %(name)s.") % {"name": "Amina"}
    page = (
        f'<p>{said} and more</p><p title="Not said">Amina</p><kbd>Enter</kbd>'
        '<span class="av">AY</span><input type="submit" value="Go on"><br><time>4 pm</time>'
    )
    assert pseudo.untranslated_text(page, given=["Amina"]) == ["and more", "Not said", "Go on"]


def test_sentences_with_markup_inside_are_whole():
    with pseudo.spoken():
        page = gettext("You will have it by %(when)s.") % {"when": "<time>Thu <b>4</b> pm</time>"}
    assert pseudo.untranslated_text(f"<p>{page}</p>") == []


def test_the_frame_says_nothing_past_the_translators():
    for name in ("ui/accessibility.html", "ui/error.html"):
        with pseudo.spoken():
            context = {
                "eyebrow": "",
                "heading": "",
                "lede": "",
                "kept": "x y",
                "back": "/",
                "reference": "",
            }
            page = render_to_string(name, context, made())
        assert pseudo.untranslated_text(page, given=["Dafydd Pryce"]) == []


def test_macros_say_nothing_past_the_translators():
    source = "".join(path.read_text() for path in sample_pages.FOLDER.glob("*.html"))
    data = {"Corrected degree certificate", "Records", "Amina Yusuf", "Dafydd Pryce"}
    data.add("Only Records sees this")
    for line in sample_pages.LINES.values():
        data |= {getattr(line, name) for name in line.__slots__ if "words" in name}
        data.add(line.label)
    with pseudo.spoken():
        page = sample_pages.page("request")
    found = pseudo.untranslated_text(page, given=data)
    assert [text for text in found if text.strip(", ") not in source] == []


def test_every_sentence_can_be_collected_for_translators():
    catalog = messages.collect()
    assert catalog.get("Skip to the page")
    assert catalog.get("%(number)s day")
