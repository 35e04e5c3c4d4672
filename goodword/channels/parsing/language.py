"""Which language a text is written in, told by its smallest words. No Django here.

The commonest short words give a language away in a sentence or two; scripts tell the rest. A text
that is too short to tell is of no language, rather than of the wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SMALL_WORDS = {
    "en": "the and is to of you for in that it this with on are have was please we can my be not"
    " your i from but if thanks hello dear would could how what there has do will an as at or",
    "de": "der die das und ist ich nicht ein eine zu mit den für auf sie wir von bitte dem auch"
    " im es wie haben kann hallo mir ihr ihre sind noch vielen dank oder bei wird aber nur habe",
    "fr": "le la les et est je vous de des un une pour que dans pas nous avec sur ce qui merci"
    " bonjour mon votre plus mais au du ne en il par suis avez sont cette",
    "es": "el la los las y es que de un una para no con por en su se lo hola gracias como más"
    " pero mi está este del al usted muy saludos tengo qué si ya",
    "it": "il lo la gli di che è un una per non con sono del della grazie ciao questo mi ho ma"
    " come più anche al nel si le ci buongiorno vi ha dei",
    "nl": "de het een en is van ik niet dat op te voor met zijn aan er ook naar maar bij dit"
    " hallo bedankt graag kunnen wij deze mijn heb wel kan om u je",
    "pt": "o os as e é que de um uma para não com por em seu se obrigado olá você mais mas do da"
    " no na ao este está meu minha favor como já nós são",
    "sv": "och att det är en som på för med inte jag av till den har vi om kan hej tack ett från"
    " men du så eller detta var ska mig",
    "da": "og at det er en som på for med ikke jeg af til den har vi om kan hej tak et fra men"
    " du så eller dette skal mig blev efter",
    "no": "og å det er en som på for med ikke jeg av til den har vi om kan hei takk et fra men"
    " du så eller dette skal meg ble etter",
    "fi": "ja on ei että se hän ovat mutta kun niin myös olla kiitos hei minä joka tämä voi jos"
    " kuin olen ole nyt vain sekä",
    "pl": "i w nie na się z do że jest to o jak ale po za od dla przez proszę dziękuję czy tak"
    " mam dzień dobry są może już tego",
    "cs": "a se na je že v to s z do o pro jako za by ale jsem prosím děkuji dobrý den při jsou"
    " nebo tak byl jeho tento už není",
    "ro": "și în de la cu pe nu că este un o pentru din mai sau sunt mulțumesc bună am să vă care",
    "hu": "a az és hogy nem egy is de van ez meg csak köszönöm jó napot már még vagy volt kérem",
    "tr": "ve bir bu için ile de da ne çok ama gibi daha var mı merhaba teşekkürler olarak değil",
}
_LISTS = {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}
_SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"), ("CYRILLIC", "ru"),
    ("GREEK", "el"), ("ARABIC", "ar"), ("HEBREW", "he"), ("THAI", "th"), ("DEVANAGARI", "hi"),
)  # fmt: skip
_UKRAINIAN = re.compile("[іїєґ]")
_WORD = re.compile(r"[^\W\d_]+")
_READ = 5_000


def of(text: str) -> str:
    """Answer the two-letter code of a text's language, empty when it does not show."""
    seen = text[:_READ].lower()
    script = _script(seen)
    if script is not None:
        return "uk" if script == "ru" and len(_UKRAINIAN.findall(seen)) > 2 else script
    words = Counter(_WORD.findall(seen))
    scores = {code: sum(words[it] for it in small) for code, small in _LISTS.items()}
    (best, most), (_other, second) = Counter(scores).most_common(2)
    enough = most >= 2 and most * 12 >= sum(words.values())
    return best if enough and most > second else ""


def _script(text: str) -> str | None:
    """Answer the language of the script most letters are of, None for Latin and for too few."""
    letters = [sign for sign in text[:1_000] if sign.isalpha()]
    foreign: Counter[str] = Counter()
    for sign in letters:
        if not sign.isascii():
            name = unicodedata.name(sign, "")
            foreign[next((code for word, code in _SCRIPTS if name.startswith(word)), "")] += 1
    foreign.pop("", None)
    if not foreign or sum(foreign.values()) * 3 < len(letters):
        return None
    # Japanese is known by its own letters, however many Chinese signs stand between.
    return "ja" if foreign["ja"] > 2 else foreign.most_common(1)[0][0]
