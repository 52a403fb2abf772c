"""Problems as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with what GitHub's code scanning asks for.

Its rules are the codes: "SARIF support for code scanning" in GitHub's documentation names the properties.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg import texts
from kg.explain import explained, said
from kg.model.characters import escaped
from kg.model.codes import Code
from kg.model.problem import Problem
from kg.report import from_here, is_there, line_of

Json = dict[str, Any]
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "violation": "error", "warning": "warning", "information": "note"}
_SEVERITIES = {"error": "error", "violation": "error", "warning": "warning", "information": "recommendation"}


def sarif(problems: Sequence[Problem], codes: Mapping[str, Code], language: str, version: str, vault: Path) -> str:
    """A SARIF log of one run. `codes` explains the codes; `version` is kg's own."""
    used = [codes[code] for code in sorted({p.code for p in problems})]
    place = {code.code: index for index, code in enumerate(used)}
    shown = [p for p in problems if is_there(p.span.path, vault)]
    driver = {
        "name": "kg",
        "semanticVersion": version,
        "rules": [_rule(code, language) for code in used],
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": _results(shown, place, language, vault),
    }
    if notices := [_notice(p, language) for p in problems if not is_there(p.span.path, vault)]:
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notices}]
    document = {"version": "2.1.0", "$schema": _SCHEMA, "runs": [run]}
    return escaped(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: Code, language: str) -> Json:
    page, first = explained(code, language), said(code.message, language)
    return {
        "id": code.code,
        "name": code.code,
        "shortDescription": {"text": first},
        "fullDescription": {"text": first},
        "help": {"text": page, "markdown": f"```\n{page}```\n"},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {
            "tags": [texts.NOUNS[code.severity][0].en],
            "precision": "very-high" if code.code.startswith("KG3") else "high",
            "problem.severity": _SEVERITIES[code.severity],
        },
    }


def _results(problems: Sequence[Problem], place: Mapping[str, int], language: str, vault: Path) -> list[Json]:
    seen: Counter[str] = Counter()
    sources: dict[str, list[str]] = {}
    found: list[Json] = []
    for problem in problems:
        told = f"{problem.code}\n{problem.span.path}\n{line_of(problem, vault, sources).strip()}"
        print_ = hashlib.sha256(told.encode()).hexdigest()[:16]  # stays when lines are put in above it
        seen[print_] += 1
        found.append(
            {
                "ruleId": problem.code,
                "ruleIndex": place[problem.code],
                "level": _LEVELS[problem.severity],
                "message": {"text": _said(problem, language)},
                "locations": [_location(problem, vault)],
                "partialFingerprints": {"primaryLocationLineHash": f"{print_}:{seen[print_]}"},
            }
        )
    return found


def _said(problem: Problem, language: str) -> str:
    hint = f"\n{problem.hint.in_language(language)}" if problem.hint is not None else ""
    return problem.message.in_language(language) + hint


def _location(problem: Problem, vault: Path) -> Json:
    span = problem.span
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(from_here(span.path, vault)), "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.line,
                "endColumn": max(span.end, span.column),
            },
        }
    }


def _notice(problem: Problem, language: str) -> Json:
    """What is said of no place in a file (section 3.20.21)."""
    return {
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.span.path}: {problem.message.in_language(language)}"},
        "descriptor": {"id": problem.code},
    }
