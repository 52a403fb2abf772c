"""Licences by their short names."""

from __future__ import annotations

import re


def licence_of(said: str) -> str:
    """The address of a Creative Commons licence that is called by its short name; anything else as it is."""
    name = re.sub(r"[\s_-]+", "-", said.strip().casefold())
    if re.fullmatch(r"cc-?0(?:-1\.0)?|cc-zero", name):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    match = re.fullmatch(r"cc-(by(?:-nc)?(?:-sa|-nd)?)(?:-(\d\.\d))?", name)
    return f"https://creativecommons.org/licenses/{match[1]}/{match[2] or '4.0'}/" if match else said.strip()
