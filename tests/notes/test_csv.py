"""CSV files: a bad row is said at its line and costs no other."""

from __future__ import annotations

import pytest

from kg.model.note import Table
from kg.notes.tables import read_csv


def _read(text: str) -> tuple[list[list[str]], list[tuple[str, int]]]:
    note, problems = read_csv(text, "t.csv")
    tables = [b for b in note.root.blocks if isinstance(b, Table)]
    rows = [[cell.text for cell in row] for table in tables for row in table.rows]
    return rows, [(p.code, p.span.line) for p in problems]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('nom,pays\n"Alpha ""un""",BE\n', ['Alpha "un"', "BE"]),
        ('nom;pays\n"Alpha; un";BE\n', ["Alpha; un", "BE"]),
        ("nom\tpays\nAlpha\tBE\n", ["Alpha", "BE"]),
        ("sep=|\nnom|pays\nAlpha|BE\n", ["Alpha", "BE"]),
        ('nom,pays\n"Alpha\nun",BE\n', ["Alpha un", "BE"]),
        ('nom,pays\nÉcran de 5",BE\n', ['Écran de 5"', "BE"]),
        ('nom,pays\n"Alpha" un,BE\n', ["Alpha un", "BE"]),
        ("\n\nnom,pays\nAlpha,BE\n", ["Alpha", "BE"]),
        ('nom;"pays, région, ville"\nAlpha;BE\n', ["Alpha", "BE"]),
        ("nom,pays\nAlpha,BE,\n", ["Alpha", "BE"]),
        ("nom,pays\nAlpha,BE,, ,\n", ["Alpha", "BE"]),
    ],
)
def test_quotes_and_separators_are_read_as_spreadsheets_write_them(text: str, row: list[str]) -> None:
    assert _read(text) == ([row], [])


def test_an_unclosed_quote_is_said_where_it_opens_and_takes_no_other_row() -> None:
    rows, problems = _read('nom,pays\nAlpha,FR\n"Beta,CH\nGamma,"DE"\nDelta,NL\n')
    assert rows == [["Alpha", "FR"], ["Gamma", "DE"], ["Delta", "NL"]]
    assert problems == [("KG103", 3)]


def test_an_unclosed_quote_at_the_end_of_a_long_file_takes_no_other_row() -> None:
    rows, problems = _read('nom,pays\n"Beta,CH\n' + "".join(f"N{i},FR\n" for i in range(1000)))
    assert len(rows) == 1000
    assert problems == [("KG103", 2)]


def test_a_row_of_too_many_cells_is_said_and_left_out() -> None:
    assert _read("nom,pays\na,b,c\nAlpha,BE\n") == ([["Alpha", "BE"]], [("KG104", 2)])


def test_a_row_of_too_few_cells_is_said_and_read() -> None:
    rows, problems = _read("nom,pays,site\nAlpha,BE\nBeta,FR,\n")
    assert rows == [["Alpha", "BE"], ["Beta", "FR", ""]]
    assert problems == [("KG114", 2)]


@pytest.mark.parametrize("header", ['"nom,pays', 'nom,"pays', '"nom" ,"pays'])
def test_a_header_with_an_open_quote_is_said_and_costs_no_row(header: str) -> None:
    note, problems = read_csv(f'{header}\nAlpha,BE\nBeta,"FR"\n', "t.csv")
    (table,) = (b for b in note.root.blocks if isinstance(b, Table))
    assert [cell.text for cell in table.header] == ["nom", "pays"]
    assert [[cell.text for cell in row] for row in table.rows] == [["Alpha", "BE"], ["Beta", "FR"]]
    assert [(p.code, p.span.line) for p in problems] == [("KG103", 1)]


def test_a_huge_cell_is_said_and_left_out() -> None:
    rows, problems = _read(f'nom,pays\n"{"x" * 200_000}",BE\nAlpha,BE\n')
    assert rows == [["Alpha", "BE"]]
    assert problems == [("KG103", 2)]


@pytest.mark.parametrize("text", ["", "\n", "nom,pays", "\ufeff\n\n"])
def test_a_file_without_rows_says_nothing(text: str) -> None:
    assert _read(text) == ([], [])
