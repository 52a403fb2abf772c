"""Keys of front matter, folded."""

from __future__ import annotations

import re
import unicodedata


def fold_key(text: str) -> str:
    """A key in lower case, without accents, its words joined by `_` ("Année de fin" → annee_de_fin)."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
