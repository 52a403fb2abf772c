"""The catalogue of this site in the words of DCAT 3, with what the profile DCAT-AP 3 asks for."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox

from kg.graph.catalogue import is_licence
from kg.graph.vocabulary import ONTOLOGY
from kg.model.text import Text
from kg.serve.linked import dumps
from kg.serve.linked.figures import figures
from kg.serve.linked.sheet import Sheet, term
from kg.serve.site import Site
from kg.store.answering import MEDIA

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = {"turtle": "RDF_TURTLE", "jsonld": "JSON_LD", "trig": "RDF_TRIG", "nquads": "RDF_N_QUADS",
               "ntriples": "RDF_N_TRIPLES", "rdfxml": "RDF_XML"}  # fmt: skip
_LANGUAGES = {"fr": "FRA", "en": "ENG", "de": "DEU", "it": "ITA", "nl": "NLD", "es": "SPA", "pt": "POR", "da": "DAN",
              "sv": "SWE", "no": "NOR", "fi": "FIN", "pl": "POL", "cs": "CES", "hu": "HUN", "el": "ELL", "rm": "ROH"}  # fmt: skip
_TITLE = Text(fr="Graphe des initiatives", en="Graph of initiatives", de="Graph der Initiativen")
_DATA = Text(
    fr="Des initiatives qui aident les musées dans le numérique, et qui les porte et les finance, lues dans des notes : chaque énoncé sait de quelle ligne il vient.",
    en="Initiatives that help museums go digital, and who runs and funds them, read from notes: each statement knows the line that it comes from.",
    de="Initiativen, die Museen digital voranbringen, und wer sie trägt und bezahlt, aus Notizen gelesen: Jede Aussage kennt die Zeile, aus der sie stammt.",
)
_CATALOGUE = Text(
    fr="Le catalogue de ce site : un jeu de données, ses dumps et son point d'accès SPARQL.",
    en="The catalogue of this site: one data set, its dumps and its SPARQL endpoint.",
    de="Der Katalog dieser Website: ein Datensatz, seine Dumps und sein SPARQL-Endpunkt.",
)
_ENDPOINT = Text(fr="Point d'accès SPARQL", en="SPARQL endpoint", de="SPARQL-Endpunkt")
_KEYWORDS = (Text(fr="musées", en="museums", de="Museen"), Text(fr="numérique", en="digitisation", de="Digitalisierung"),
             Text(fr="patrimoine culturel", en="cultural heritage", de="Kulturerbe"))  # fmt: skip


def title_of(site: Site) -> ox.Literal | Text:
    """The title of the data set: that of kg.toml, else a common one."""
    return ox.Literal(site.settings.title) if site.settings.title else _TITLE


def description() -> Text:
    """What the data set is."""
    return _DATA


def dcat(site: Site, root: str, sheet: Sheet) -> None:
    """Tell a sheet of catalogue, data set, distributions and data service; `root` is the absolute address of the site."""
    catalogue, data = ox.NamedNode(f"{root}/catalog"), ox.NamedNode(f"{site.base}dataset")
    service = ox.NamedNode(f"{root}/sparql#service")
    sheet.say(catalogue, "rdf:type", "dcat:Catalog")
    sheet.say(catalogue, "dcterms:title", title_of(site))
    sheet.say(catalogue, "dcterms:description", _CATALOGUE)
    sheet.say(catalogue, "dcat:dataset", data)
    sheet.say(catalogue, "dcat:service", service)
    sheet.say(catalogue, "foaf:homepage", ox.NamedNode(f"{root}/"))
    sheet.say(ox.NamedNode(f"{root}/"), "rdf:type", "foaf:Document")
    _data_set(site, data, root, sheet)
    _service(service, data, root, sheet)
    for node in (catalogue, data, service):
        _publisher(site, node, root, sheet)
    for node in (catalogue, data):
        _languages(site, node, sheet)
    for name in dumps.NAMES:
        _distribution(site, data, root, name, sheet)
    _by_query(site, data, service, root, sheet)


def _data_set(site: Site, data: ox.NamedNode, root: str, sheet: Sheet) -> None:
    sheet.say(data, "rdf:type", "dcat:Dataset")
    sheet.say(data, "dcterms:title", title_of(site))
    sheet.say(data, "dcterms:description", _DATA)
    sheet.say(data, "dcterms:identifier", ox.Literal(data.value))
    sheet.say(data, "dcat:keyword", *_KEYWORDS)
    sheet.say(data, "dcat:theme", ox.NamedNode(f"{_AUTHORITY}data-theme/EDUC"))  # education, culture and sport
    sheet.say(data, "dcterms:accessRights", ox.NamedNode(f"{_AUTHORITY}access-right/PUBLIC"))
    sheet.say(data, "dcterms:conformsTo", ox.NamedNode(ONTOLOGY.removesuffix("#")))
    sheet.say(data, "dcat:landingPage", ox.NamedNode(f"{root}/"))
    _contact(site, data, root, sheet)


def _service(service: ox.NamedNode, data: ox.NamedNode, root: str, sheet: Sheet) -> None:
    endpoint = ox.NamedNode(f"{root}/sparql")
    sheet.say(service, "rdf:type", "dcat:DataService")
    sheet.say(service, "dcterms:title", _ENDPOINT)
    sheet.say(service, "dcat:endpointURL", endpoint)
    sheet.say(service, "dcat:endpointDescription", endpoint)
    sheet.say(service, "dcat:servesDataset", data)
    sheet.say(service, "dcterms:conformsTo", ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/"))
    sheet.say(service, "dcterms:accessRights", ox.NamedNode(f"{_AUTHORITY}access-right/PUBLIC"))


def _publisher(site: Site, node: ox.NamedNode, root: str, sheet: Sheet) -> None:
    """Who publishes; where kg.toml does not say it, the site itself."""
    agent = ox.NamedNode(f"{root}/catalog#publisher")
    name = site.settings.publisher
    sheet.say(node, "dcterms:publisher", agent)
    sheet.say(agent, "rdf:type", "foaf:Agent")
    sheet.say(agent, "foaf:name", ox.Literal(name) if name else title_of(site))
    _licence(site, node, sheet)


def _licence(site: Site, node: ox.NamedNode, sheet: Sheet) -> None:
    if is_licence(site.settings.licence):
        licence = ox.NamedNode(site.settings.licence)
        sheet.say(node, "dcterms:license", licence)
        sheet.say(licence, "rdf:type", "dcterms:LicenseDocument")


def _languages(site: Site, node: ox.NamedNode, sheet: Sheet) -> None:
    for code in figures(site).languages:
        if (name := _LANGUAGES.get(code.split("-")[0])) is not None:
            language = ox.NamedNode(f"{_AUTHORITY}language/{name}")
            sheet.say(node, "dcterms:language", language)
            sheet.say(language, "rdf:type", "dcterms:LinguisticSystem")


def _contact(site: Site, data: ox.NamedNode, root: str, sheet: Sheet) -> None:
    said = site.settings.contact
    if not said:
        return
    contact = ox.NamedNode(f"{root}/catalog#contact")
    sheet.say(data, "dcat:contactPoint", contact)
    sheet.say(contact, "rdf:type", "vcard:Kind")
    sheet.say(contact, "vcard:fn", ox.Literal(site.settings.publisher or said))
    if "@" in said and not said.startswith(("http://", "https://")):
        sheet.say(contact, "vcard:hasEmail", ox.NamedNode(f"mailto:{quote(said, safe='@+')}"))
    elif is_licence(said):  # an address, by the same test
        sheet.say(contact, "vcard:hasURL", ox.NamedNode(said))


def _distribution(site: Site, data: ox.NamedNode, root: str, name: str, sheet: Sheet) -> None:
    part = ox.NamedNode(f"{root}/dump/{name}")
    form = dumps.format_of(name)
    sheet.say(data, "dcat:distribution", part)
    sheet.say(part, "rdf:type", "dcat:Distribution")
    sheet.say(part, "dcterms:title", ox.Literal(name))
    sheet.say(part, "dcat:accessURL", part)
    sheet.say(part, "dcat:downloadURL", part)
    sheet.say(part, "dcterms:format", ox.NamedNode(f"{_AUTHORITY}file-type/{_FILE_TYPES[form]}"))
    sheet.say(part, "dcat:mediaType", ox.NamedNode(_MEDIA + MEDIA[form].split(";")[0]))
    if name.endswith(".gz"):
        sheet.say(part, "dcat:compressFormat", ox.NamedNode(f"{_MEDIA}application/gzip"))
    size = dumps.sizes(site).get(name)
    if size is not None:
        sheet.say(part, "dcat:byteSize", ox.Literal(str(size), datatype=term("xsd:nonNegativeInteger")))
    _licence(site, part, sheet)


def _by_query(site: Site, data: ox.NamedNode, service: ox.NamedNode, root: str, sheet: Sheet) -> None:
    part = ox.NamedNode(f"{root}/catalog#by-query")
    sheet.say(data, "dcat:distribution", part)
    sheet.say(part, "rdf:type", "dcat:Distribution")
    sheet.say(part, "dcterms:title", _ENDPOINT)
    sheet.say(part, "dcat:accessURL", ox.NamedNode(f"{root}/sparql"))
    sheet.say(part, "dcat:accessService", service)
    sheet.say(part, "dcat:mediaType", ox.NamedNode(f"{_MEDIA}application/sparql-results+json"))
    _licence(site, part, sheet)
