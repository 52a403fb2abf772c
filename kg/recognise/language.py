"""Which language a text is in, by its function words; empty when they do not decide."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model.regex import regex

LANGUAGE_KEYS = ("lang", "langue", "language", "sprache", "taal", "idioma")
LANGUAGE = regex(r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$")  # a language tag (BCP 47)
_WORDS = {
    "fr": "le la les des du une est et pour dans par sur avec qui aux au leur leurs son ses ce cette ou nos il elle sont en un d l musee musees numerique",
    "en": "the of and for is in to with by that on an from their its are as a was museum museums digital heritage skills",
    "de": "der die das und für ist ein eine mit von den dem des im zu auf bei aus sich auch seit wird museen digitale digitales",
    "nl": "de het een van en voor is met op door bij uit zijn wordt naar dat musea digitale ook",
    "es": "el la los las de del y para una un es con por en que su sus desde al museos digitales",
}
_LANGUAGES: dict[str, list[str]] = defaultdict(list)  # by word
for _language, _text in _WORDS.items():
    for _word in set(_text.split()):
        _LANGUAGES[_word].append(_language)
_TOKEN = regex(r"[^\W\d_]+", re.UNICODE)


def language_of(text: str, least: int = 2) -> str:
    """The language whose function words stand in `text` most often, `least` times or more."""
    scores: dict[str, int] = {}
    for token in _TOKEN.findall(text.casefold()):
        for language in _LANGUAGES.get(token, ()):
            scores[language] = scores.get(language, 0) + 1
    best = max(scores.values(), default=0)
    leading = [language for language, score in scores.items() if score == best]
    return leading[0] if best >= least and len(leading) == 1 else ""
