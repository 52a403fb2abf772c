"""What a user reads, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from kg.model.record import record

LANGUAGES = ("fr", "en", "de")


@record
class Text:
    """A message in the languages of the interface; as a string, it is its English."""

    fr: str
    en: str
    de: str = ""

    def __str__(self) -> str:
        return self.en

    def in_language(self, language: str) -> str:
        """The message in `language` (`fr`, `en`, `de`), in English where there is none."""
        return {"fr": self.fr, "de": self.de}.get(language) or self.en

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Text:
        """What is said by language; where English or German is missing, what there is. Empty when nothing is said."""
        other = said.get("en") or min(said.values(), default="")
        return cls(fr=said.get("fr", other), en=other, de=said.get("de", other))

    def filled(self, **values: Value) -> Text:
        """The message with its `{names}` replaced by values, each language by its own."""
        return Text(**{x: self._fill(x, values) for x in LANGUAGES if x != "de" or self.de})

    def _fill(self, language: str, values: dict[str, Value]) -> str:
        said = {n: v.in_language(language) if isinstance(v, Text) else v for n, v in values.items()}
        return self.in_language(language).format(**said)


Value: TypeAlias = Text | str | int


def holds(text: str, *signs: str) -> bool:
    """Whether one of `signs` stands in a text: asked before a pattern that needs one, it spares most of the searches."""
    for sign in signs:  # noqa: SIM110 - half the time of any()
        if sign in text:
            return True
    return False


def either(names: Sequence[str]) -> Text:
    """Names to choose from: "a or b"."""
    return Text(fr=" ou ".join(names), en=" or ".join(names), de=" oder ".join(names))


def same(text: str) -> Text:
    """A text that reads alike in all languages: a command, a name, an address."""
    return Text(fr=text, en=text, de=text)
