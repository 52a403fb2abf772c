"""The notes of a vault: half of them name no initiative, the others list some, or are one, each in a style of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.vault.names import ENTRIES, Name, chance_of, coined, entry_name, known, organisation, page_of
from benchmarks.vault.words import LANGUAGES, PEOPLE, WORDS, Words

_FOLDERS = ("", "", "Projets", "Réunions", "Lectures", "Archiv/2019", "Archive/2021", "Ressources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A note to write."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a note is written with: its number, its language and its own chance."""

    seed: int
    index: int
    language: str
    chance: random.Random

    @property
    def words(self) -> Words:
        """The words of the language."""
        return WORDS[self.language]

    def say(self, lines: tuple[str, ...], count: int = 1) -> str:
        """Some sentences."""
        picked = self.chance.sample(lines, min(count, len(lines)))
        return " ".join(s.format(s=self.chance.choice(self.words.subjects)) for s in picked)

    def link(self) -> str:
        """A wikilink to an earlier note."""
        return f"[[{stem(self.seed, self.chance.randrange(self.index or 1))}]]"

    def year(self) -> int:
        """A year in which things begin."""
        return self.chance.randrange(1998, 2025)


Genre: TypeAlias = Callable[[Desk], str]


def _desk(seed: int, index: int) -> tuple[Desk, Genre]:
    chance = chance_of(seed, "genre", index)
    language = chance.choice(LANGUAGES)
    genre = chance.choices([g for _, g in GENRES], [w for w, _ in GENRES])[0]
    return Desk(seed=seed, index=index, language=language, chance=chance_of(seed, "note", index)), genre


def stem(seed: int, index: int) -> str:
    """The name of a note's file, without its ending."""
    desk, genre = _desk(seed, index)
    chance = chance_of(seed, "stem", index)
    words = desk.words
    if genre in _ENTRIES:
        return known(index * ENTRIES).text
    text = _title(chance, words) if genre not in _LISTS else chance.choice(words.headings)
    return re.sub(r"[:?/¿]", "", f"{text} {coined(index)}").replace("  ", " ")


def _title(chance: random.Random, words: Words) -> str:
    text = chance.choice(words.titles).format(s=chance.choice(words.subjects))
    return text[:1].upper() + text[1:]


def note(seed: int, index: int) -> Draft:
    """The note of a number."""
    desk, genre = _desk(seed, index)
    name = stem(seed, index) + (".csv" if genre is sheet else ".md")
    folder = _FOLDERS[chance_of(seed, "folder", index).randrange(len(_FOLDERS))]
    return Draft(path=f"{folder}/{name}" if folder else name, text=genre(desk))


# -- What stands above a note -------------------------------------------------------------------------
def _site(desk: Desk, tags: str) -> str:
    """The front matter of a site generator: the title is the site's, in every note."""
    return f"---\ntitle: Carnet des musées\nlayout: layouts/post.njk\ntags: {tags}\n---\n\n"


def _own(desk: Desk, tags: str) -> str:
    """The front matter of Obsidian: tags as a list, an alias."""
    listed = "".join(f"  - {t}\n" for t in tags.split())
    return f"---\naliases: [{coined(desk.index)}]\ntags:\n{listed}lang: {desk.language}\n---\n\n"


def _head(desk: Desk, tags: str) -> str:
    style = desk.chance.choice((_site, _site, _own, None))
    return f"{style(desk, tags) if style else ''}# {stem(desk.seed, desk.index)}\n\n"


def _sources(desk: Desk) -> str:
    pages = [known(desk.index * ENTRIES + 60 + i) for i in range(desk.chance.randrange(3))]
    return (
        f"\n## {desk.words.sources}\n" + "".join(f"- [{p.text}]({p.page.rstrip('/')}/source)\n" for p in pages)
        if pages
        else ""
    )


# -- Entries ------------------------------------------------------------------------------------------
def _bracket(desk: Desk, name: Name) -> str:
    """What stands in brackets behind a name."""
    chance, words, year = desk.chance, desk.words, name.begun
    country = chance.choice(words.countries)
    when = chance.choice(
        (str(year), f"{year}-{name.ended}", words.since.format(y=year), words.closed.format(y=name.ended))
    )
    return chance.choices((f" ({country}, {when})", f" ({country})", f" ({when})", f" {year}", ""), (5, 3, 1, 1, 2))[0]


def _described(desk: Desk) -> str:
    """A continuation line, or nothing."""
    chance, words = desk.chance, desk.words
    who = organisation(chance, desk.index)
    lines = (words.describing[chance.randrange(len(words.describing))], words.run.format(o=who), words.paid.format(o=who),
             words.part.format(n=_whole(desk)))  # fmt: skip
    return chance.choices(("", *lines), (4, 3, 2, 1, 1))[0]


def _whole(desk: Desk) -> str:
    """An earlier note that is an entry itself."""
    index = desk.chance.randrange(desk.index or 1)
    while index and _desk(desk.seed, index)[1] not in _ENTRIES:
        index -= 1
    return stem(desk.seed, index)


def _item(desk: Desk, place: int, mark: str = "-", indent: str = "") -> str:
    name = entry_name(desk.chance, desk.index, place)
    said = _described(desk)
    shown = desk.chance.choices(
        (f"[{name.text}]({page_of(desk.chance, name)})", f"**{name.text}**", name.text), (8, 1, 1)
    )[0]
    below = f"{indent}  {said}\n" if said else ""
    return f"{indent}{mark} {shown}{_bracket(desk, name)}\n{below}"


def list_note(desk: Desk) -> str:
    """Lists under headings, some items nested."""
    chance, words = desk.chance, desk.words
    parts = [_head(desk, "liens projet"), f"{desk.say(words.prose)}\n\n"]
    place = 0
    for heading in chance.sample(words.headings, chance.randrange(1, 4)):
        parts.append(f"## {heading}\n\n" if chance.random() < 0.7 else f"{chance.choice(words.countries)}\n\n")
        for _ in range(chance.randrange(2, 9)):
            parts.append(_item(desk, place))
            place += 1
            if chance.random() < 0.12:
                parts.append(_item(desk, place, indent="\t"))
                place += 1
        parts.append("\n")
    return "".join(parts) + _sources(desk)


def heading_note(desk: Desk) -> str:
    """A heading an entry, with lines of fields below it, in one of the ways to write them."""
    chance, words = desk.chance, desk.words
    parts = [_head(desk, "outils"), f"{desk.say(words.prose)}\n\n"]
    for place in range(chance.randrange(3, 8)):
        name, country, key = entry_name(chance, desk.index, place), chance.choice(words.countries), words.keys
        fields = chance.choice((f"{key[6]}: {name.page}\n{key[1]}: {country}\n{key[2]}: {name.begun}\n", f"[{key[2]}:: {name.begun}] [{key[4]}:: {organisation(chance, desk.index)}]\n",
                                f"{key[1]}:: {country}\n{key[6]}:: {name.page}\n"))  # fmt: skip
        parts.append(f"## {name.text}\n{fields}\n{words.describing[place % len(words.describing)]}\n\n")
    return "".join(parts)


def table_note(desk: Desk) -> str:
    """A table with a row an entry."""
    chance, words = desk.chance, desk.words
    key = words.keys
    rows = [
        f"| {words.kinds[0].capitalize()} | {key[1].capitalize()} | {key[2].capitalize()} | {key[5].capitalize()} | {key[6].capitalize()} |\n| :-- | :-- | :-: | :-- | :-- |\n"
    ]
    for place in range(chance.randrange(4, 13)):
        name = entry_name(chance, desk.index, place)
        rows.append(
            f"| {name.text} | {chance.choice(words.countries)} | {name.begun} | {organisation(chance, desk.index)} | {page_of(chance, name)} |\n"
        )
    return f"{_head(desk, 'liens financement')}{desk.say(words.prose)}\n\n{''.join(rows)}{_sources(desk)}"


def outline(desk: Desk) -> str:
    """A Logseq page: all is a list, properties stand at its top."""
    chance, words = desk.chance, desk.words
    top = f"title:: {stem(desk.seed, desk.index)}\ntags:: projets\n\n- ## {chance.choice(words.headings)}\n"
    return top + "".join(_item(desk, place, indent="\t") for place in range(chance.randrange(3, 9)))


def sheet(desk: Desk) -> str:
    """A CSV file beside the notes."""
    chance, key = desk.chance, desk.words.keys
    rows = [f"nom,{key[0]},{key[1]},{key[2]},{key[4]},{key[6]}\n"]
    for place in range(chance.randrange(5, 20)):
        name = entry_name(chance, desk.index, place)
        rows.append(
            f"{name.text},{chance.choice(desk.words.kinds)},{chance.choice(desk.words.countries)},{name.begun},{organisation(chance, desk.index)},{name.page}\n"
        )
    return "".join(rows)


def front_matter_entry(desk: Desk) -> str:
    """A note that is one entity, with all that is known of it in its front matter."""
    chance, words, key, name = desk.chance, desk.words, desk.words.keys, known(desk.index * ENTRIES)
    given = [f"title: {name.text}", f"{key[0]}: {chance.choice(words.kinds)}", f"{key[1]}: {chance.choice(words.countries)}", f"{key[2]}: {name.begun}",
             f"{key[6]}: {name.page}", f"{key[4]}: {organisation(chance, desk.index)}"]  # fmt: skip
    given += [f"{key[3]}: {name.ended}"] if chance.random() < 0.4 else []
    given += (
        [f"{key[5]}: [{organisation(chance, desk.index)}, {organisation(chance, desk.index)}]"]
        if chance.random() < 0.4
        else []
    )
    given += [f"{key[7]}: [incubateur, {chance.choice(words.kinds)}]", f"lang: {desk.language}"]
    body = f"{chance.choice(words.describing)} {desk.say(words.prose, 2)}\n\n{desk.say(words.prose)} {desk.link()}\n"
    return "---\n" + "\n".join(given) + f"\n---\n\n# {name.text}\n\n{body}{_sources(desk)}"


def linked_entry(desk: Desk) -> str:
    """A note with a page of its own in its heading."""
    name, words = known(desk.index * ENTRIES), desk.words
    return f"# [{name.text}]({page_of(desk.chance, name)}){_bracket(desk, name)}\n\n{desk.chance.choice(words.describing)}\n{_described(desk)}\n\n{desk.say(words.prose, 2)} {desk.link()}\n"


# -- Notes without an entry ---------------------------------------------------------------------------
def essay(desk: Desk) -> str:
    """Prose under headings."""
    chance, words = desk.chance, desk.words
    parts = [_head(desk, "méthode idée"), desk.say(words.prose, 4), f" {desk.link()}.\n\n"]
    for section in words.sections:
        items = "".join(f"- {desk.say(words.prose)}\n" for _ in range(chance.randrange(2, 5)))
        parts.append(f"## {section}\n\n{desk.say(words.prose, 4)} {desk.link()}\n\n{items}\n")
    return "".join(parts)


def reading_list(desk: Desk) -> str:
    """Articles with who wrote them and when."""
    chance, words = desk.chance, desk.words
    items = [
        f"- [{_title(chance, words)}]({known(desk.index * ENTRIES + i).page.rstrip('/')}/article), {chance.choice(PEOPLE)}, {desk.year()} – {desk.say(words.prose)}\n"
        for i in range(chance.randrange(4, 13))
    ]
    return f"{_head(desk, 'lecture')}{desk.say(words.prose, 2)}\n\n## Articles\n\n{''.join(items)}"


def minutes(desk: Desk) -> str:
    """What a meeting said, and who does what."""
    chance, words = desk.chance, desk.words
    points = "".join(
        f"- {desk.say(words.prose)}\n  - {chance.choice(PEOPLE)} : {desk.say(words.prose)}\n" for _ in range(5)
    )
    tasks = "".join(
        f"- [{chance.choice('x ')}] {chance.choice(PEOPLE)} : {chance.choice(words.subjects)}\n" for _ in range(5)
    )
    day = f"{chance.randrange(1, 28):02}.{chance.randrange(1, 12):02}.{desk.year()}"
    return f"{_head(desk, 'réunion')}{day} : {', '.join(chance.sample(PEOPLE, 4))}\n\n## {words.sections[0]}\n\n{points}\n## {words.sections[2]}\n\n{tasks}\n{desk.say(words.prose, 2)} {desk.link()}\n"


def glossary(desk: Desk) -> str:
    """Words and what they mean."""
    words = desk.words
    return _head(desk, "méthode") + "".join(
        f"**{s.capitalize()}** : {desk.say(words.prose, 2)}\n\n" for s in words.subjects
    )


def hours(desk: Desk) -> str:
    """A table that lists no entry."""
    chance, words = desk.chance, desk.words
    rows = "".join(
        f"| {chance.choice(words.subjects)} | {chance.randrange(1, 40)} h | {desk.say(words.prose)} |\n"
        for _ in range(10)
    )
    return f"{_head(desk, 'à-trier')}{desk.say(words.prose, 3)}\n\n| Tâche | Temps | Remarque |\n|---|---|---|\n{rows}"


GENRES: tuple[tuple[int, Genre], ...] = (
    (28, essay),
    (9, reading_list),
    (8, minutes),
    (4, glossary),
    (4, hours),
    (17, list_note),
    (14, front_matter_entry),
    (6, linked_entry),
    (4, heading_note),
    (3, table_note),
    (2, outline),
    (1, sheet),
)
_ENTRIES = (front_matter_entry, linked_entry)
_LISTS = (list_note, heading_note, table_note, outline, sheet)
