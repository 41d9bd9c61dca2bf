"""Evidence is sealed and comes back the same; what is not evidence, or was changed, is refused with one line."""

import json
from pathlib import Path
from typing import Any

import pytest

from evidence_made_up import PICTURE, evidence, seal_all
from v100.errors import CheckFailed, V100Error
from v100.reports.evidence_document import MEASURES, as_document, as_evidence
from v100.store.evidence import open_evidence, seal_evidence, sealed_evidence


@pytest.mark.parametrize("about", MEASURES)
def test_what_is_sealed_comes_back_the_same(about: str, tmp_path: Path) -> None:
    said = evidence(about)
    evidence_id = seal_evidence(tmp_path, as_document(said))
    document, _ = open_evidence(tmp_path, evidence_id)
    assert as_evidence(document, where=evidence_id) == said


def test_sealed_twice_it_is_there_once(tmp_path: Path) -> None:
    assert seal_all(tmp_path) == seal_all(tmp_path)
    assert sealed_evidence(tmp_path) == sorted(seal_all(tmp_path))
    assert len(sealed_evidence(tmp_path)) == len(MEASURES)


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    evidence_id = seal_all(tmp_path)[0]
    file = tmp_path / "evidence" / evidence_id / "evidence.json"
    file.write_text(file.read_text(encoding="utf-8").replace("31%", "99%"), encoding="utf-8")
    with pytest.raises(CheckFailed, match="changed since it was sealed"):
        open_evidence(tmp_path, evidence_id)


def test_another_format_is_not_guessed_at(tmp_path: Path) -> None:
    evidence_id = seal_evidence(tmp_path, {**as_document(evidence("effect")), "format": 7})
    with pytest.raises(V100Error, match="another version of v100"):
        open_evidence(tmp_path, evidence_id)


def picture(inside: str) -> dict[str, Any]:
    document = as_document(evidence("policies"))
    document["sections"][0]["charts"][0]["svg"] = PICTURE.replace("</svg>", f"{inside}</svg>")
    return document


FAULTY: dict[str, tuple[dict[str, Any], str]] = {
    "no lead": ({"lead": []}, "it gives no answer"),
    "nothing it cannot say": ({"cannot_say": []}, "does not say what it cannot say"),
    "nothing it was made from": ({"made_from": []}, "what it was made from"),
    "another measure": ({"about": "astrology"}, "'astrology' is none of"),
    "no day": ({"as_at": "soon"}, "as_at"),
    "a part too many": ({"men": ["Mike Madeup"]}, "men: evidence has no such part"),
    "figures of two": ({"figures": [["a", "b"]]}, "figures.0"),
    "a ragged table": (
        {"sections": [{"title": "S", "grids": [{"caption": "G", "head": ["a", "b"], "rows": [["1"]]}]}]},
        "more or fewer cells",
    ),
    "a small number for all": ({"for_all": ["Of them 3 were young."]}, "for_all: a small number stands in"),
    "a script": (picture("<script>alert(1)</script>"), "holds 'script'"),
    "a style": (picture("<style>*{}</style>"), "holds 'style'"),
    "a picture of elsewhere": (picture('<image href="http://x.test/"/>'), "holds 'image'"),
    "a handler": (picture('<rect onload="alert(1)"/>'), "the attribute 'onload'"),
    "a reach outside": (picture('<rect fill="url(http://x.test/)"/>'), "the attribute 'fill'"),
    "an entity": (picture("<!-- x -->"), "more than a picture"),
    "half a picture": (picture("<g>"), "is no SVG"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_what_is_not_evidence_is_refused_with_one_line(fault: str) -> None:
    changed, says = FAULTY[fault]
    with pytest.raises(V100Error) as refused:
        as_evidence({**as_document(evidence("policies")), **changed}, where="2026-03-31-policies-a1")
    said = str(refused.value)
    assert says in said
    assert said.startswith("2026-03-31-policies-a1: not evidence (")
    assert "\n" not in said


def test_a_document_is_plain_json() -> None:
    document = as_document(evidence("fairness"))
    assert json.loads(json.dumps(document)) == document
