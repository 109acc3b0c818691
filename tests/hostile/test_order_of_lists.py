"""Lists put into another order after signing: the statements are the same, and so is what we read.

A set of statements has no order, so every RDF signature still holds. Whoever holds a badge must
not choose by the order which of the issuer's words a screen shows.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import NOW, Answering, encoded, examine, found, signed

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
RESULTS = "/credentialSubject/result"
SCALES = "/credentialSubject/achievement/resultDescription"
RICH = {
    "/name": ["Soldering", "Master of Soldering"],
    "/description": ["Of wires.", "Of pipes."],
    "/issuer/name": ["Example Workshop", "Example University"],
    "/issuer/url": ["https://workshop.example/", "https://university.example/"],
    "/credentialSubject/identifier": [
        {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": name}
        for name in ("Ada", "Eve")
    ],
    "/credentialSubject/achievement/name": ["Soldering", "Master of Soldering"],
    "/credentialSubject/achievement/achievementType": ["Badge", "Degree"],
    "/credentialSubject/achievement/criteria": {"narrative": ["Ten joints.", "One joint."]},
    "/credentialSubject/achievement/tag": ["wires", "pipes"],
    SCALES: [
        {
            "id": f"urn:uuid:00000000-0000-4000-8000-00000000000{number}",
            "type": ["ResultDescription"],
            "name": f"Scale {number}",
            "resultType": "RawScore",
        }
        for number in (1, 2)
    ],
    RESULTS: [
        {
            "type": ["Result"],
            "resultDescription": f"urn:uuid:00000000-0000-4000-8000-00000000000{number}",
            "value": grade,
        }
        for number, grade in ((1, "A"), (2, "F"))
    ],
    "/evidence": [
        {"id": f"https://e.example/{n}", "type": ["Evidence"], "name": n} for n in ("good", "bad")
    ],
}


def turned_round(value):
    """The document with every list the other way round, but for that of its contexts."""
    if isinstance(value, dict):
        return {n: v if n == "@context" else turned_round(v) for n, v in value.items()}
    if isinstance(value, list):
        return [turned_round(each) for each in reversed(value)]
    return value


def as_sets(value):
    """What was read, lists as sets: what nobody can tell apart by its order."""
    if is_dataclass(value):
        return tuple((f.name, as_sets(getattr(value, f.name))) for f in fields(value))
    if isinstance(value, dict):
        return frozenset((name, as_sets(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return frozenset(as_sets(each) for each in value)
    return value


def read_of(examined):
    return as_sets(replace(examined.credential, content={}, proofs=()))


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
async def test_every_list_turned_round_reads_the_same(suite):
    badge = signed(RICH, suite=suite)
    turned = turned_round(badge)
    assert encoded(turned) != encoded(badge)
    honest, edited = await examine(badge), await examine(turned)
    assert honest.report.verdict == edited.report.verdict == "VERIFIED"
    assert read_of(edited) == read_of(honest)


async def test_a_result_is_shown_with_its_own_scale_in_whatever_order():
    badge = signed(RICH)
    badge["credentialSubject"]["result"].reverse()
    read = (await examine(badge)).credential
    scales = {scale.id: scale.name for scale in read.achievement.result_descriptions}
    graded = {(scales[each.description]["und"], each.value["und"]) for each in read.results}
    assert graded == {("Scale 1", "A"), ("Scale 2", "F")}


async def test_a_credential_without_a_name_is_called_by_all_its_types():
    types = ["VerifiableCredential", "JsonSchemaCredential", "BitstringStatusListCredential"]
    subject = {"id": "mailto:ada@example.org"}
    badge = signed({"/name": REMOVED, "/type": types, "/credentialSubject": subject})
    titles = [(await examine(each)).credential.title for each in (badge, turned_round(badge))]
    assert titles == [{"und": "Bitstring Status List Credential, Json Schema Credential"}] * 2


async def test_who_is_asked_for_a_newer_edition_is_nobody_s_choice():
    services = [
        {"id": f"https://workshop.example/{name}", "type": "1EdTechCredentialRefresh"}
        for name in ("newer", "older")
    ]
    badge = signed({"/@context/-": EXTENSIONS, "/refreshService": services})
    renewed = signed({"/validFrom": (NOW - timedelta(days=1)).isoformat()})
    asked = []
    for edition in (badge, turned_round(badge)):
        sources = Answering({"https://workshop.example/newer": renewed})
        examined = await examine(edition, sources)
        assert found(examined, "refresh.service").code == "REFRESH_USED"
        asked += sources.asked
    assert asked == ["https://workshop.example/newer"] * 2
