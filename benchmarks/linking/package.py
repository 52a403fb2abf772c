"""What the package name-suggestion-index holds, as records: Wikidata items, and the names that people matched to them.

Comes in: the file that `npm pack name-suggestion-index` writes (README.md). Raises LinkError where it is no such file.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import LinkError
from kg.model.record import record
from kg.model.text import Text

_NAMES = "package/dist/json/nsi.json"
_ITEMS = "package/dist/wikidata/wikidata.json"
_HINT = Text(
    fr="Dans benchmarks/linking : `npm pack name-suggestion-index@8.0.20260918`.",
    en="In benchmarks/linking: `npm pack name-suggestion-index@8.0.20260918`.",
    de="In benchmarks/linking: `npm pack name-suggestion-index@8.0.20260918`.",
)
_MAIN = {"brands": "brand:wikidata", "operators": "operator:wikidata", "transit": "network:wikidata"}  # no flags
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_PROFILES = {
    "facebook": "https://www.facebook.com/{}",
    "linkedin": "https://www.linkedin.com/company/{}",
    "instagram": "https://www.instagram.com/{}/",
    "twitter": "https://twitter.com/{}",
}


@record
class Item:
    """A Wikidata item. `pages` are pages of it other than its websites, `profiles` those on sites of other people."""

    qid: str
    label: str
    description: str
    websites: tuple[str, ...]
    pages: tuple[str, ...]
    profiles: tuple[str, ...]


@record
class Named:
    """An entry of OpenStreetMap's names that people matched to an item.

    `name` is what a list would call it: the name shown, without the place in brackets that tells namesakes apart there
    (in a note that is a country, and in the label no more). `tree` is its path ("operators/amenity/library"), `tags` its
    names by key, `places` the codes of where it is found.
    """

    qid: str
    tree: str
    name: str
    tags: tuple[tuple[str, str], ...]
    places: tuple[str, ...]


@record
class Package:
    """What was read; `version` is the package's."""

    version: str
    items: tuple[Item, ...]
    named: tuple[Named, ...]


def read(file: Path) -> Package:
    """Items and names, sorted, so that what is made of them is the same everywhere."""
    try:
        with tarfile.open(file) as archive:
            names, items = _member(archive, _NAMES), _member(archive, _ITEMS)
        package = Package(
            version=names["_meta"]["version"],
            items=tuple(sorted((_item(q, v) for q, v in items["wikidata"].items() if v.get("label")), key=_by_number)),
            named=tuple(sorted(_named(names["nsi"]), key=lambda n: (n.qid, n.tree, n.name))),
        )
    except (OSError, tarfile.TarError, KeyError, ValueError, TypeError, AttributeError) as error:
        said = Text(
            fr=f"{file} n'est pas le paquet name-suggestion-index.",
            en=f"{file} is not the package name-suggestion-index.",
            de=f"{file} ist nicht das Paket name-suggestion-index.",
        )
        raise LinkError(said, _HINT) from error
    return package


def _member(archive: tarfile.TarFile, name: str) -> dict[str, Any]:
    stream = archive.extractfile(name)
    if stream is None:
        raise KeyError(name)
    read: dict[str, Any] = json.load(stream)
    return read


def _by_number(item: Item) -> int:
    return int(item.qid[1:])


def _item(qid: str, said: Mapping[str, Any]) -> Item:
    known = said.get("identities", {})
    return Item(
        qid=qid,
        label=said["label"],
        description=said.get("description", ""),
        websites=tuple(said.get("officialWebsites", ())),
        pages=tuple(said.get("locationInfoWebsites", ())),
        profiles=tuple(form.format(known[site]) for site, form in _PROFILES.items() if known.get(site)),
    )


def _named(trees: Mapping[str, Any]) -> Iterator[Named]:
    for path, tree in trees.items():
        key = _MAIN.get(path.partition("/")[0])
        for entry in tree["items"] if key is not None else ():
            qid = entry["tags"].get(key)
            if qid:
                yield Named(
                    qid=qid,
                    tree=path,
                    name=_BRACKET.sub("", entry["displayName"]),
                    tags=tuple(sorted(entry["tags"].items())),
                    places=tuple(p for p in entry["locationSet"].get("include", ()) if isinstance(p, str)),
                )
