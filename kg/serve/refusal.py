"""What a client is told when it gets no answer: a status, a sentence, what to do."""

from __future__ import annotations

from kg.model.record import record
from kg.model.text import Text

_EMPTY = Text(fr="", en="", de="")


class Refusal(Exception):
    """A request that is not answered: its status, why, and headers of its own."""

    def __init__(self, status: int, said: Text, advice: Text = _EMPTY, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, said)
        self.status = status
        self.said = said
        self.advice = advice
        self.headers = headers or {}

    def text(self, language: str) -> str:
        """What the client reads, in one of the languages of the interface."""
        advice = self.advice.in_language(language)
        return self.said.in_language(language) + (f"\n{advice}" if advice else "") + "\n"


@record
class Said:
    """One reason to refuse, with its status."""

    status: int
    said: Text
    advice: Text = _EMPTY

    def refusal(self, **values: Text | str | int) -> Refusal:
        """The refusal, its gaps filled."""
        headers = {"Retry-After": str(values["after"])} if "after" in values else None
        return Refusal(self.status, self.said.filled(**values), self.advice.filled(**values), headers)


NO_FORMAT = Text(
    fr="Aucun des formats demandés n'existe ici.",
    en="None of the formats asked for is there.",
    de="Keines der verlangten Formate gibt es hier.",
)
TOO_LONG = Text(fr="L'adresse est trop longue.", en="The address is too long.", de="Die Adresse ist zu lang.")
