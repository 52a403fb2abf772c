"""Notes in whatever encoding an editor left."""

from __future__ import annotations

import codecs

import pytest

from kg.notes.decoding import decode
from kg.source import decode as source

TEXT = "# Musées\n\n- [Alpha](https://alpha.example/) (Île-de-France, 2019)\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32-le"),
        TEXT.encode("utf-32-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("é", "e\u0301").encode(),
    ],
)
def test_one_text_in_any_encoding_is_one_text(raw: bytes) -> None:
    assert decode(raw, "n.md") == (TEXT, ())


def test_windows_1252_is_read_with_a_warning_at_its_first_odd_line() -> None:
    text, (problem,) = decode(TEXT.encode("cp1252"), "n.md")
    assert text == TEXT
    assert (problem.code, problem.span.line) == ("KG106", 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_the_warning_stands_at_the_line_whatever_ends_lines(end: str) -> None:
    _, (problem,) = decode(end.join(["# Projets", "", "un mus\xe9e"]).encode("cp1252"), "n.md")
    assert (problem.code, problem.span.line) == ("KG106", 3)


def test_binary_data_is_no_note() -> None:
    text, (problem,) = decode(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 20, "n.md")
    assert text is None
    assert problem.code == "KG105"


def test_control_characters_are_blanks_and_move_nothing() -> None:
    text, (problem,) = decode(b"# A\n\nun \x1b[31mrouge\x0c\xc2\x85 mot\n", "n.md")
    assert text == "# A\n\nun  [31mrouge   mot\n"
    assert (problem.code, problem.span.line, problem.span.column) == ("KG110", 3, 4)
    assert "U+001B" in problem.message.fr


def test_only_what_ends_a_line_in_an_editor_ends_a_line() -> None:
    found = source("a\x0cb\u2028c\r\nd\re".encode())
    assert found is not None
    assert found.lines == ["a\x0cb\u2028c", "d", "e"]
