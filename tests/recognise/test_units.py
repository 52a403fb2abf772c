"""The small parts that the rules are made of, each by itself."""

from __future__ import annotations

import pytest

from kg import place_names
from kg.model.note import Field, Line, Link, Note, Section, join, unwrap
from kg.notes.markdown import parse
from kg.recognise import outline
from kg.recognise.brackets import pieces
from kg.recognise.candidate import Candidate
from kg.recognise.country import place_of, plate_of, state_of
from kg.recognise.field_names import pictured, property_of
from kg.recognise.initiative import labels
from kg.recognise.names import names_from
from kg.recognise.organisation import active_in, named_in, relative_in
from kg.recognise.own import said_below
from kg.recognise.period import period_of, periods_in
from kg.recognise.place_lists import flag_of, place_in_heading
from kg.recognise.reading import read_note

PLACES = place_names.places()


def line(text: str, number: int = 1, column: int = 1) -> Line:
    """A line of plain text at a place of a file."""
    return Line(text=text, path="n.md", segments=((0, column, number),))


def read(text: str) -> Line:
    """The first line of a paragraph of Markdown."""
    return first_of(parse(text, "n.md").root)


def first_of(section: Section) -> Line:
    """The first line of a section's first block."""
    block = section.blocks[0]
    assert hasattr(block, "lines")
    found: Line = block.lines[0]
    return found


# -- lines ----------------------------------------------------------------------------------------------
def test_joined_lines_are_one_text_with_every_character_at_its_place() -> None:
    one = join((line("une plateforme", 3, 5), line("de musées", 4, 3)))
    assert one.text == "une plateforme de musées"
    assert one.position(0) == (3, 5)
    assert one.position(one.text.index("plateforme")) == (3, 9)
    assert one.position(one.text.index("de musées")) == (4, 3)
    assert one.position(one.text.index("musées")) == (4, 6)


def test_a_span_over_two_lines_stays_in_the_first() -> None:
    one = join((line("une plateforme", 3, 5), line("de musées", 4, 3)))
    span = one.span(4, 24)
    assert (span.line, span.column) == (3, 9)
    assert span.end > span.column


def test_one_line_joined_is_itself() -> None:
    only = line("Sentier")
    assert join((only,)) is only


def test_a_link_that_the_end_of_a_line_cut_is_one_again() -> None:
    (paragraph,) = parse("un [petit\nsentier](https://sentier.example/) suisse", "n.md").root.blocks
    assert hasattr(paragraph, "lines")
    one = join(paragraph.lines)
    assert [(one.text[x.start : x.end], x.target) for x in one.links] == [("petit sentier", "https://sentier.example/")]


def test_two_links_to_one_page_that_do_not_touch_stay_two() -> None:
    (paragraph,) = parse("[un](https://a.example/) et\npuis [deux](https://a.example/)", "n.md").root.blocks
    assert hasattr(paragraph, "lines")
    one = join(paragraph.lines)
    assert [one.text[x.start : x.end] for x in one.links] == ["un", "deux"]


def test_bold_that_the_end_of_a_line_cut_is_one_again() -> None:
    (paragraph,) = parse("le **petit\nsentier** suisse", "n.md").root.blocks
    assert hasattr(paragraph, "lines")
    one = join(paragraph.lines)
    assert [one.text[a:b] for a, b in one.strong] == ["petit sentier"]


def test_joined_lines_say_no_when_one_of_them_does() -> None:
    no = Line(text="b", path="n.md", segments=((0, 1, 2),), no=True)
    assert join((line("a"), no)).no


LONG = "une plateforme qui réunit les petits musées de la région et"


def test_a_long_line_without_a_full_stop_goes_on_in_the_next() -> None:
    assert [x.text for x in unwrap((line(LONG), line("leurs publics.", 2)))] == [f"{LONG} leurs publics."]


@pytest.mark.parametrize("first", ["une plateforme", f"{LONG} toute.", f"{LONG} :", f"{LONG} ?", f"{LONG}…"])
def test_a_short_line_or_an_ended_one_does_not_go_on(first: str) -> None:
    assert [x.text for x in unwrap((line(first), line("leurs publics.", 2)))] == [first, "leurs publics."]


@pytest.mark.parametrize("second", ["2019, fin", "[x] fait", "(Suisse)"])
def test_a_line_goes_on_only_with_a_letter(second: str) -> None:
    assert [x.text for x in unwrap((line(LONG), line(second, 2)))] == [LONG, second]


def test_three_lines_of_one_sentence_are_one() -> None:
    assert len(unwrap((line(LONG), line(LONG, 2), line("leurs amis.", 3), line("Fin.", 4)))) == 2


def test_no_lines_are_none() -> None:
    assert unwrap(()) == ()


def test_a_part_of_a_line_keeps_its_place_and_its_links() -> None:
    whole = read("Le [sentier](https://sentier.example/) (Suisse)")
    part = whole.cut(3)
    assert part.text == "sentier (Suisse)"
    assert part.links == (Link(start=0, end=7, target="https://sentier.example/", form="url"),)
    assert part.position(0) == (1, 5)
    assert part.position(part.text.index("Suisse")) == whole.position(whole.text.index("Suisse"))


def test_a_cut_leaves_blanks_at_its_ends_out() -> None:
    part = line("  a  b  ", column=4).cut(0)
    assert (part.text, part.position(0)) == ("a  b", (1, 6))


# -- places ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("flag,codes", [("🇨🇭", ("CH",)), ("🇪🇺", ("EU",)), ("🇬🇧", ("GB",)), ("🇿🇿", ()), ("🇦🇦", ())])
def test_a_flag(flag: str, codes: tuple[str, ...]) -> None:
    assert flag_of(flag, PLACES) == codes


@pytest.mark.parametrize(
    "sign,codes", [("D", ("DE",)), (" A ", ("AT",)), ("FL", ("LI",)), ("d", ()), ("X", ()), ("", ())]
)
def test_a_vehicle_s_sign(sign: str, codes: tuple[str, ...]) -> None:
    assert plate_of(sign) == codes


@pytest.mark.parametrize(
    "text,near,codes",
    [
        ("Schweiz", (), ("CH",)),
        ("Kanton BE", ("CH",), ("CH-BE",)),
        ("AG", ("CH",), ("CH-AG",)),
        ("AG", (), ()),  # a form of companies, as "AI" is an intelligence
        ("BE", (), ("BE",)),
        ("Belgique et Pays-Bas", (), ("BE", "NL")),
        ("🇮🇪 Ireland", (), ("IE",)),
        ("Deutschland / Bund", (), ("DE",)),
        ("GR / Graubünden", ("CH",), ("CH-GR",)),
        ("3. Norvège", (), ("NO",)),
        ("Norvège (4)", (), ("NO",)),
        ("Projets", (), ()),
        ("Projets suisses", (), ()),
        ("Suisse et amis", (), ()),
        ("", (), ()),
    ],
)
def test_a_heading_about_nothing_but_places(text: str, near: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert place_in_heading(text, PLACES, near) == codes


@pytest.mark.parametrize(
    "text,codes",
    [
        ("Suisse", ("CH",)),
        ("la Suisse", ("CH",)),
        ("FRANCE", ("FR",)),
        ("U.K.", ("GB",)),
        ("uk", ()),
        ("Kanton Zürich", ("CH-ZH",)),
        ("anglais", ()),
        ("Suise", ()),
        ("x" * 61, ()),
        ("", ()),
    ],
)
def test_a_place_s_written_name(text: str, codes: tuple[str, ...]) -> None:
    assert place_of(text, PLACES) == codes


def test_a_state_s_code_of_two_countries_needs_one_of_them_nearby() -> None:
    assert state_of("OR", PLACES) == ("US-OR",)
    assert state_of("WA", PLACES) == ()
    assert state_of("WA", PLACES, ("US",)) == ("US-WA",)
    assert state_of("or", PLACES) == ()


@pytest.mark.parametrize(
    "text,codes",
    [
        ("Limbourg, Belgique", ["BE-VLI", "BE"]),
        ("Belgique et Luxembourg", ["BE", "LU"]),
        ("EL, IT, PT", ["GR", "IT", "PT"]),
        ("D, seit 2009", ["DE"]),
        ("Milano, Lombardia", ["IT-25"]),
    ],
)
def test_the_pieces_of_a_bracket_know_each_other(text: str, codes: list[str]) -> None:
    assert [c for p in pieces(line(text), 0, len(text), PLACES) for c in p.places] == codes


# -- periods --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    ["31.02.2020", "29.02.2021", "30 février 2020", "2020-13-01", "2022-2017", "2020-05-09–2019-01-01", "1.1.20"],
)
def test_what_no_calendar_holds_is_no_period(text: str) -> None:
    assert period_of(text) is None


@pytest.mark.parametrize(
    "text,start,end,status",
    [
        ("29.02.2020", "2020-02-29", "", ""),
        ("1er mai 2019", "2019-05-01", "", ""),
        ("9 de marzo de 2019", "2019-03-09", "", ""),
        ("05/2020–04/2023", "2020-05", "2023-04", ""),
        ("von März 2019 bis Mai 2020", "2019-03", "2020-05", ""),
        ("2020–2020", "2020", "2020", ""),
        ("2019 t/m 2021", "2019", "2021", ""),
        ("2019 – aujourd'hui", "2019", "", ""),
        ("2019-present", "2019", "", ""),
        ("2018/19", "2018", "2019", ""),
        ("jusqu'en 2024", "", "2024", ""),
        ("closed", "", "", "closed"),
        ("en cours", "", "", "active"),
        ("geplant ab 2027", "2027", "", "planned"),
        ("(2019)", "2019", "", ""),
        ("2019.", "2019", "", ""),
    ],
)
def test_a_period(text: str, start: str, end: str, status: str) -> None:
    period = period_of(text)
    assert period is not None
    assert (period.start, period.end, period.status) == (start, end, status)


def said(text: str) -> list[tuple[str, str, str]]:
    """The periods of running text."""
    return [(p.start, p.end, p.status) for _, _, p in periods_in(text)]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("une plateforme lancée en 2018", [("2018", "", "")]),
        ("was closed down in 2021", [("", "2021", "closed")]),
        ("das Projekt lief von 2016 bis 2019", [("2016", "2019", "")]),
        ("gestart in 2015 en gestopt in 2019", [("2015", "", ""), ("", "2019", "closed")]),
        ("desde 2020", [("2020", "", "")]),
        ("la loi de 2004", []),
        ("lancé le 31 février 2020", []),
        ("founded in 1902", []),
        ("2500 musées", []),
        ("", []),
    ],
)
def test_periods_of_running_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(said(text)) == sorted(expected)


def test_a_period_of_running_text_stands_where_it_is_said() -> None:
    text = "Une plateforme, lancée en 2018, pour tous."
    ((start, end, _),) = periods_in(text)
    assert "2018" in text[start:end] and "plateforme" not in text[start:end]


# -- names ----------------------------------------------------------------------------------------------
NAMES = {
    "la Fondation Aube et le Musée des Fils.": ["Fondation Aube", "Musée des Fils"],
    "l'association Vieux Murs": ["Vieux Murs"],
    "l'Office fédéral de la culture depuis 2019": ["Office fédéral de la culture"],
    "Arts and Humanities Council": ["Arts and Humanities Council"],
    "the Tern Foundation, the Harbour Trust and Gull": ["Tern Foundation", "Harbour Trust", "Gull"],
    "das Ministerium für Wissenschaft, Forschung und Kunst.": ["Ministerium für Wissenschaft, Forschung und Kunst"],
    "der Stiftung Weitblick mit Freunden": ["Stiftung Weitblick"],
    "de Vlaamse overheid": ["Vlaamse overheid"],
    "Stichting Zeewind in samenwerking met Fonds Horizon": ["Stichting Zeewind", "Fonds Horizon"],
    "el Ministerio de Cultura y Deporte": ["Ministerio de Cultura y Deporte"],
    "la Fundación Marea para los museos": ["Fundación Marea"],
    "Culture 24": ["Culture 24"],
    "U.S. Library Trust 2019": ["U.S. Library Trust"],
    "« Mille Mains » et amis": ["Mille Mains"],
    "le gouvernement national": [],
    "le gouvernement flamand": ["gouvernement flamand"],
    "des bénévoles": [],
    "300'000 CHF": [],
    "": [],
}


@pytest.mark.parametrize("text", sorted(NAMES))
def test_where_a_name_ends(text: str) -> None:
    assert [text[a:b] for a, b in names_from(line(text), 0)] == NAMES[text]


def test_a_linked_name_ends_where_its_link_ends() -> None:
    one = read("la [Fondation Aube](https://aube.example/) Suisse Romande")
    assert [one.text[a:b] for a, b in names_from(one, 0)] == ["Fondation Aube"]


def test_names_begin_where_one_asks() -> None:
    text = "X, porté par la Fondation Aube"
    assert [text[a:b] for a, b in names_from(line(text), text.index("la "))] == ["Fondation Aube"]


# -- who runs it ----------------------------------------------------------------------------------------
ACTIVE = {
    "La Fondation Aube finance ": [("mxtd:funder", "Fondation Aube")],
    "The Heritage Council has run ": [("mxtd:ledBy", "Heritage Council")],
    "Seit 2019 betreibt das Amt ": [],
    "Die Stiftung Weitblick betreibt ": [("mxtd:ledBy", "Stiftung Weitblick")],
    "Stichting Zeewind beheert ": [("mxtd:ledBy", "Stichting Zeewind")],
    "La Fundación Marea impulsa ": [("mxtd:ledBy", "Fundación Marea")],
    "The Tern Foundation and Gull Trust fund": [],
    "Anna visited ": [],
    "": [],
}


@pytest.mark.parametrize("text", sorted(ACTIVE))
def test_who_runs_what_is_named_next(text: str) -> None:
    assert [(n.relation, text[n.start : n.end].removeprefix("La ")) for n in active_in(line(text))] == ACTIVE[text]


RELATIVE = {
    ", which the Harbour Trust runs.": [("mxtd:ledBy", "Harbour Trust")],
    ", das die Stiftung Weitblick betreibt.": [("mxtd:ledBy", "Stiftung Weitblick")],
    ", que la Fondation Aube finance.": [("mxtd:funder", "Fondation Aube")],
    ", dat de Stichting Zeewind beheert.": [("mxtd:ledBy", "Stichting Zeewind")],
    ", which is a platform.": [],
    " (Suisse)": [],
    "": [],
}


@pytest.mark.parametrize("text", sorted(RELATIVE))
def test_who_runs_it_in_a_relative_clause(text: str) -> None:
    assert [(n.relation, text[n.start : n.end]) for n in relative_in(line(text))] == RELATIVE[text]


def test_what_phrases_name_stands_in_order_and_in_its_line() -> None:
    text = "porté par la Fondation Aube et financé par le Fonds Horizon"
    found = named_in(line(text))
    assert [(n.relation, text[n.start : n.end]) for n in found] == [
        ("mxtd:ledBy", "Fondation Aube"),
        ("mxtd:funder", "Fonds Horizon"),
    ]


# -- fields ---------------------------------------------------------------------------------------------
def values(fields: tuple[Field, ...]) -> list[tuple[str, str]]:
    """Keys and values as text."""
    return [(f.key, v.text) for f in fields for v in f.values]


def test_pictograms_are_keys() -> None:
    found = pictured(line("📍 Suisse · 📅 2019-2022 · 👤 Fondation Aube"))
    assert values(found) == [("country", "Suisse"), ("period", "2019-2022"), ("led_by", "Fondation Aube")]


def test_a_pictogram_s_value_stands_at_its_place() -> None:
    text = "📍 Suisse · 📅 2019"
    _, period = pictured(line(text))
    assert period.values[0].position(0) == (1, text.index("2019") + 1)


@pytest.mark.parametrize("text", ["🎉 une fête", "Suisse 📍", "👤 Anna", "📍 ?", "", "une 📍 plateforme"])
def test_what_pictograms_do_not_say(text: str) -> None:
    assert values(pictured(line(text))) == []


def below(text: str) -> list[tuple[str, str]] | None:
    """What the first sub-heading of a note says of the heading above."""
    section = parse(text, "n.md").root.sections[0].sections[0]
    own = said_below(section)
    return None if own is None else values(own.fields)


def test_a_sub_heading_that_is_a_key_is_a_field() -> None:
    assert below("# Pathways\n\n## Funded by\n\nTern Foundation\n") == [("funder", "Tern Foundation")]


def test_its_value_may_be_a_list() -> None:
    assert below("# Lichtspur\n\n## Länder\n\n- Schweiz\n- Österreich\n") == [
        ("country", "Schweiz"),
        ("country", "Österreich"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Pathways\n\n## Colours\n\nBlue\n",
        "# Pathways\n\n## Description\n\nA platform.\n",
        "# Pathways\n\n## Funder\n",
        "# Pathways\n\n## Funder\n\nTern\n\n### Deeper\n\nText\n",
        "# Pathways\n\n## Country\n\n- a\n- b\n- c\n- d\n- e\n",
        "# Pathways\n\n## Funder\n\nTern\n\n- Pathways\n",
    ],
)
def test_what_is_no_field_below(text: str) -> None:
    assert below(text) is None


@pytest.mark.parametrize(
    "key,term",
    [
        ("Pays / région", "country"), ("Laufzeit (Jahre)", "period"), ("run_by", "led_by"), ("Voor wie", "target_size"),
        ("Financiación", "funder"), ("País", "country"), ("Farbe", None), ("", None),
    ],
)  # fmt: skip
def test_a_key_stands_for_a_term(key: str, term: str | None) -> None:
    assert property_of(key) == term


# -- labels ---------------------------------------------------------------------------------------------
def grouping(text: str) -> list[str]:
    """The names of a note's items that only group others."""
    note = Note(path="n.md", title=None, fields=(), root=parse(text, "n.md").root)
    found: list[Candidate] = list(outline.Outline(note, PLACES, frozenset()).candidates())
    ids = labels(found)
    return [c.head.name for c in found if id(c) in ids]


NEST = "    - [{}](https://{}.example/)\n"


def nested(*names: str) -> str:
    """Items, each with one nested below it."""
    return "# Projekte\n\n" + "".join(f"- {n}\n" + NEST.format(f"Ding {i}", f"d{i}") for i, n in enumerate(names))


def test_cities_over_nested_items_are_labels() -> None:
    assert grouping(nested("Kassel", "Jena")) == ["Kassel", "Jena"]


@pytest.mark.parametrize(
    "text",
    [
        nested("Kassel"),
        nested("Kassel", "[Jena](https://jena.example/)"),
        nested("Kassel", "Jena (2019)"),
        nested("Kassel", "Jena – ein Netzwerk"),
        nested("Kassel", "Stiftung Weitblick"),
        nested("Kassel", "Jena") + "- Gera\n",
        "# Projekte\n\n- Kassel\n- Jena\n",
    ],
)
def test_items_that_say_more_or_stand_alone_are_no_labels(text: str) -> None:
    assert grouping(text) == []


@pytest.mark.parametrize(
    "pattern", ["**A** ", "📍 Suisse · ", " ", "a, ", "(Suisse ", "[A](https://a.example), porté par la Fondation X, "]
)
def test_a_line_of_endless_patterns_is_let_go_and_the_next_one_read(pattern: str) -> None:
    text = f"# Projets\n\n- N {pattern * 3000}\n- [Sentier](https://sentier.example/) (Suisse)\n"
    note = Note(path="n.md", title=None, fields=(), root=parse(text, "n.md").root)
    reading, _ = read_note(note, PLACES)
    assert "Sentier" in {n.text for m in reading.mentions for n in m.names}
