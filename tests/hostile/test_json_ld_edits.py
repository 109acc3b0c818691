"""Edits after signing that RDF verifiers let through, on what other software signed.

`@digitalbazaar/vc` signs; its own verifier accepts each of these edits. None may show a screen
something else than was signed and still be called verified. An empty member is a warning and
reads as absent: an honest issuer's empty list must not turn a good badge bad.
"""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.credentials import VC_1_CONTEXTS, VC_2_CONTEXTS, open_badge
from tests.fixtures.peers import needs_node, sign_with_digital_bazaar
from tests.vectors import intake_over
from wallet.intake import Examined
from wallet.proofs.contexts import Contexts

pytestmark = [pytest.mark.long, needs_node]

SUITES = {"eddsa-rdfc-2022": VC_2_CONTEXTS, "Ed25519Signature2020": VC_1_CONTEXTS}


@pytest.fixture(scope="module", params=SUITES)
def signed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("peers")
    badge = open_badge(SUITES[request.param])
    return sign_with_digital_bazaar(badge, request.param, Contexts.gather(), folder)


async def _examined(document: dict[str, Any]) -> Examined:
    intake = intake_over({})
    (opened,) = intake.documents_in(json.dumps(document).encode())
    examined = await intake.examine(opened, known=None)
    assert isinstance(examined, Examined)
    return examined


def _achievement(document: dict[str, Any]) -> dict[str, Any]:
    return document["credentialSubject"]["achievement"]


def _rename_to_iri(document: dict[str, Any]) -> None:
    _achievement(document)["https://schema.org/name"] = _achievement(document).pop("name")


def _wrap_value(document: dict[str, Any]) -> None:
    _achievement(document)["name"] = {"@value": _achievement(document)["name"]}


def _split_node(document: dict[str, Any]) -> None:
    (evidence,) = document["evidence"]
    half = {"id": evidence["id"], "narrative": evidence.pop("narrative")}
    document["evidence"] = [{**half, "type": ["Evidence"]}, evidence]


def _append_inline_context(document: dict[str, Any]) -> None:
    document["@context"] = [*document["@context"], {"grade": "https://example.org/grade"}]


def _alias_by_context(document: dict[str, Any]) -> None:
    document["@context"] = [*document["@context"], {"title": "https://schema.org/name"}]
    _achievement(document)["title"] = _achievement(document).pop("name")


def _add_unknown_term(document: dict[str, Any]) -> None:
    document["grade"] = "A+"


def _change_a_word(document: dict[str, Any]) -> None:
    _achievement(document)["name"] = "Neurosurgery"


EDITS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a term renamed to its full IRI": (_rename_to_iri, "NOT_COMPACT_FORM"),
    "a text wrapped as @value": (_wrap_value, "NOT_COMPACT_FORM"),
    "one thing split over two nodes": (_split_node, "NODE_SPLIT"),
    "an inline context appended": (_append_inline_context, "CONTEXT_INLINE"),
    "an alias made by an inline context": (_alias_by_context, "CONTEXT_INLINE"),
    "a term that no context knows": (_add_unknown_term, "UNSIGNED_FIELDS"),
    "a word changed": (_change_a_word, "SIGNATURE_INVALID"),
}


async def test_what_they_sign_verifies(signed: dict[str, Any]) -> None:
    examined = await _examined(signed)
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.title == {"und": "Soldering"}


@pytest.mark.parametrize("name", EDITS)
async def test_an_edit_is_never_verified(signed: dict[str, Any], name: str) -> None:
    edit, code = EDITS[name]
    edited = copy.deepcopy(signed)
    edit(edited)
    report = (await _examined(edited)).report
    assert report.verdict in {"NOT_VERIFIED", "INCOMPLETE"}
    assert code in {finding.code for finding in report.findings}


@pytest.mark.parametrize("empty", [None, [], {}], ids=["null", "empty-list", "empty-object"])
async def test_an_empty_member_is_a_warning_and_reads_as_absent(
    signed: dict[str, Any], empty: object
) -> None:
    edited = copy.deepcopy(signed)
    edited["endorsement"] = empty
    examined = await _examined(edited)
    found = {finding.code for finding in examined.report.findings}
    if empty == {}:
        assert examined.report.verdict != "VERIFIED"
    else:
        assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
        assert "NULL_OR_EMPTY" in found


async def test_a_fault_in_the_only_proof_is_never_overlooked(signed: dict[str, Any]) -> None:
    edited = copy.deepcopy(signed)
    edited["proof"]["note"] = "said beside what is signed"
    report = (await _examined(edited)).report
    assert report.integrity == "BROKEN"
    edited["proof"] = [edited["proof"]]
    assert (await _examined(edited)).report.integrity == "BROKEN"
