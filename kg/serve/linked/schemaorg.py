"""The data set in the words of schema.org, for the page that search engines read."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg.graph.catalogue import is_licence
from kg.serve.linked import dumps
from kg.serve.linked.dcat import description, title_of
from kg.serve.linked.figures import figures
from kg.serve.site import Site
from kg.store.answering import MEDIA


def home(site: Site, root: str, language: str) -> dict[str, Any]:
    """The JSON-LD of the home page: a DataCatalog with its Dataset. In a template: `{{ data|tojson }}`, which escapes `<`."""
    title = title_of(site)
    name = title.value if isinstance(title, ox.Literal) else title.in_language(language)
    data: dict[str, Any] = {
        "@type": "Dataset", "@id": f"{site.base}dataset", "name": name, "description": description().in_language(language),
        "url": f"{root}/", "isAccessibleForFree": True, "inLanguage": list(figures(site).languages),
        "distribution": [_download(root, n) for n in dumps.NAMES if n.startswith("graph.") and not n.endswith(".gz")],
        "includedInDataCatalog": {"@id": f"{root}/catalog"},
    }  # fmt: skip
    catalogue: dict[str, Any] = {"@type": "DataCatalog", "@id": f"{root}/catalog", "name": name, "url": f"{root}/",
                                 "dataset": {"@id": data["@id"]}}  # fmt: skip
    for node in (data, catalogue):
        if is_licence(site.settings.licence):
            node["license"] = site.settings.licence
        if site.settings.publisher:
            node["publisher"] = {"@type": "Organization", "name": site.settings.publisher}
    return {"@context": "https://schema.org/", "@graph": [data, catalogue]}


def _download(root: str, name: str) -> dict[str, str]:
    media = MEDIA[dumps.format_of(name)].split(";")[0]
    return {"@type": "DataDownload", "contentUrl": f"{root}/dump/{name}", "encodingFormat": media}
