"""Attacks on nesting: what lies within a credential never borrows trust, time or fetches.

Each is one of the attack list: a nested JWT in an endorsement, two payloads in one token, an
endorsement of something else, depth bombs, ten thousand children.
"""

import asyncio
import json
from base64 import urlsafe_b64encode
from time import monotonic, thread_time

import pytest

from tests.verification.samples import (
    STRANGER,
    TOKEN_KEY,
    Answering,
    did_of,
    examine,
    found,
    intake_of,
    judge,
    method_of,
    signed,
    token,
)
from tests.verification.within import (
    ACHIEVEMENT,
    BADGE,
    LEARNER,
    endorsement,
    endorsement_of,
    endorsement_token,
    record_token,
)
from wallet.intake.parts import parts_of
from wallet.proofs.jose import sign_compact
from wallet.proofs.signing import sign_vc_jwt
from wallet.verification.case import MOST_CHILDREN
from wallet.verification.nested import DEEPEST
from wallet.verification.sources import MOST_ADDRESSES

PARTS, ENDORSED = "embedded.credentials", "endorsements"
PATIENCE = 30.0
MOST_PROCESSOR_SECONDS = 0.25
VICTIM = "https://victim.example/badges/1"


def endorsed(**members):
    """A badge with endorsements, in a token so that no other proof breaks with them."""
    return token({f"/{name}": value for name, value in members.items()})


async def only_endorsement(badge):
    examined = await examine(badge)
    assert examined.report.verdict == "VERIFIED"
    (nested,) = examined.report.nested
    assert nested.code is not None
    assert nested.verdict != "VERIFIED"
    return nested


# A nested JWT in an endorsement


async def test_a_token_where_an_object_belongs_is_judged_as_the_token_that_it_is():
    forged = endorsement_token(BADGE, key=STRANGER, edits={"/issuer/id": did_of(TOKEN_KEY)})
    nested = await only_endorsement(endorsed(endorsement=[forged]))
    assert nested.code == "CHILD_INVALID"


async def test_an_object_where_a_token_belongs_does_not_count():
    nested = await only_endorsement(endorsed(endorsementJwt=[endorsement(BADGE)]))
    assert (nested.code, nested.report) == ("CHILD_INVALID", None)


async def test_an_envelope_where_a_token_belongs_does_not_count():
    held = endorsement_token(BADGE, key=STRANGER)
    kind = "EnvelopedVerifiableCredential"
    envelope = {"type": kind, "id": f"data:application/vc+jwt,{held}"}
    nested = await only_endorsement(endorsed(endorsementJwt=[envelope]))
    assert nested.report is None


async def test_an_envelope_that_names_an_address_is_never_fetched():
    sources = Answering({"https://a.example/1": endorsement_token(BADGE, key=STRANGER)})
    envelope = {"type": "EnvelopedVerifiableCredential", "id": "https://a.example/1"}
    examined = await examine(endorsed(endorsement=[envelope]), sources)
    assert examined.report.nested[0].verdict == "NOT_VERIFIED"
    assert sources.asked == []


async def test_a_text_where_a_credential_belongs_is_never_fetched():
    sources = Answering({VICTIM: signed()})
    examined = await examine(record_token(VICTIM, key=TOKEN_KEY), sources)
    assert examined.report.nested[0].verdict == "NOT_VERIFIED"
    assert sources.asked == []
    assert await parts_of(examined.document, examined.credential) == ()


async def test_a_key_that_an_endorsement_brings_is_nobodys():
    said = endorsement_of(BADGE, key=TOKEN_KEY)
    brought = sign_vc_jwt(said, key=STRANGER)
    nested = await only_endorsement(endorsed(endorsementJwt=[brought]))
    codes = {finding.code for finding in nested.report.findings}
    assert "KEY_EMBEDDED_UNTRUSTED" in codes


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "NONE"}])
async def test_an_endorsement_that_nobody_signed(header):
    _, payload, signature = endorsement_token(BADGE, key=STRANGER).split(".")
    named = json.dumps({**header, "kid": method_of(STRANGER)}).encode()
    forged = ".".join((_encoded(named), payload, signature))
    nested = await only_endorsement(endorsed(endorsementJwt=[forged]))
    assert nested.code == "CHILD_INVALID"


def _encoded(octets):
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


# Two payloads in one token


async def test_an_endorsement_of_two_payloads():
    good = endorsement_of(BADGE, key=STRANGER)
    evil = {**good, "credentialSubject": {**good["credentialSubject"], "id": VICTIM}}
    header = {"typ": "JWT", "kid": method_of(STRANGER)}
    both = sign_compact(header, {**evil, "vc": good}, STRANGER)
    nested = await only_endorsement(endorsed(endorsementJwt=[both]))
    assert "JWT_DOUBLE_PAYLOAD" in {finding.code for finding in nested.report.findings}


async def test_a_part_of_two_payloads():
    badge = json.loads(json.dumps(signed(key=STRANGER)))
    header = {"typ": "JWT", "kid": method_of(STRANGER)}
    both = sign_compact(header, {**badge, "vc": badge}, STRANGER)
    examined = await examine(record_token(both, key=TOKEN_KEY))
    assert found(examined, PARTS).code == "CHILD_INVALID"


# An endorsement of something else


@pytest.mark.parametrize(
    "about", [VICTIM, LEARNER, ACHIEVEMENT, f"{BADGE}x", BADGE.upper(), f" {BADGE[:-1]}"]
)
async def test_praise_for_another_badge_does_not_count(about):
    praise = endorsement_token(about, key=STRANGER)
    nested = await only_endorsement(endorsed(endorsementJwt=[praise]))
    assert nested.code in {"ENDORSEMENT_MISPLACED", "CHILD_INVALID"}


async def test_praise_for_two_things_does_not_count():
    praise = sign_vc_jwt(
        {
            **endorsement_of(BADGE, key=STRANGER),
            "credentialSubject": [{"id": BADGE}, {"id": VICTIM}],
        },
        key=STRANGER,
        key_id=method_of(STRANGER),
    )
    nested = await only_endorsement(endorsed(endorsementJwt=[praise]))
    assert nested.code == "ENDORSEMENT_MISPLACED"


async def test_praise_for_nothing_does_not_fit_a_thing_without_an_id():
    praise = endorsement_of(BADGE, key=STRANGER)
    del praise["credentialSubject"]["id"]
    held = sign_vc_jwt(praise, key=STRANGER, key_id=method_of(STRANGER))
    achievement = {"type": ["Achievement"], "name": "Soldering", "endorsementJwt": [held]}
    nested = await only_endorsement(token({"/credentialSubject/achievement": achievement}))
    assert nested.code == "ENDORSEMENT_MISPLACED"


async def test_good_praise_does_not_hide_bad_praise():
    good, bad = endorsement_token(BADGE, key=STRANGER), endorsement_token(VICTIM, key=STRANGER)
    examined = await examine(endorsed(endorsementJwt=[good, bad, good]))
    assert found(examined, ENDORSED).code == "ENDORSEMENT_MISPLACED"
    assert [each.verdict for each in examined.report.nested] == [
        "VERIFIED",
        "NOT_VERIFIED",
        "VERIFIED",
    ]


async def test_praise_lends_nothing_to_a_forged_badge():
    forged = token({"/endorsementJwt": [endorsement_token(BADGE, key=STRANGER)]})
    forged = f"{forged[:-8]}AAAAAAAA"
    examined = await judge(forged)
    assert examined.report.verdict == "NOT_VERIFIED"
    assert examined.report.nested == ()


# Depth bombs


async def test_a_depth_bomb_of_records():
    bomb = token()
    for _ in range(12):
        bomb = record_token(bomb, key=TOKEN_KEY)
    began = monotonic()
    examined = await judge(bomb)
    assert monotonic() - began < PATIENCE
    assert _depth(examined.report) <= DEEPEST


async def test_a_depth_bomb_of_endorsements():
    bomb = endorsement_token(BADGE, key=STRANGER)
    for _ in range(12):
        about = {"/endorsementJwt": [bomb], "/id": BADGE}
        bomb = endorsement_token(BADGE, key=STRANGER, edits=about)
    examined = await judge(endorsed(endorsementJwt=[bomb]))
    assert examined.report.verdict == "VERIFIED"
    assert _depth(examined.report) <= DEEPEST


async def test_a_bomb_that_doubles_at_each_level():
    bomb = token()
    for _ in range(9):
        bomb = record_token(*[bomb] * 3, key=TOKEN_KEY)
        if len(bomb) > 500_000:
            break
    began = monotonic()
    examined = await judge(bomb)
    assert monotonic() - began < PATIENCE
    assert _count(examined.report) <= MOST_CHILDREN


def _depth(report):
    return max((1 + _depth(each.report) for each in report.nested if each.report), default=0)


def _count(report):
    return sum(1 + (_count(each.report) if each.report else 0) for each in report.nested)


# Ten thousand children


async def test_ten_thousand_children_are_not_judged():
    many = record_token(*["eyJh.eyJi.c2ln"] * 10_000, key=TOKEN_KEY)
    began = monotonic()
    examined = await examine(many)
    assert monotonic() - began < PATIENCE
    finding = found(examined, PARTS)
    assert (finding.code, finding.outcome) == ("CHILD_LIMIT", "FAIL")
    assert f"{MOST_CHILDREN} of 10000" in finding.message
    assert len(examined.report.nested) == MOST_CHILDREN


async def test_ten_thousand_endorsements_are_not_judged():
    examined = await examine(endorsed(endorsementJwt=["eyJh.eyJi.c2ln"] * 10_000))
    assert found(examined, ENDORSED).code == "CHILD_LIMIT"


async def test_parts_and_endorsements_share_one_allowance():
    praise = {"/endorsementJwt": ["eyJh.eyJi.c2ln"] * MOST_CHILDREN}
    examined = await examine(record_token(token(), edits=praise, key=TOKEN_KEY))
    assert found(examined, PARTS).code == "CHILD_LIMIT"


async def test_children_share_what_one_examination_may_ask():
    def listed(number):
        status = {"id": f"https://s.example/{number}", "type": "1EdTechRevocationList"}
        return token({"/credentialStatus": status})

    sources = Answering({})
    children = [listed(number) for number in range(MOST_ADDRESSES * 2)]
    examined = await examine(record_token(*children, key=TOKEN_KEY), sources)
    assert len(sources.asked) <= MOST_ADDRESSES
    assert {each.verdict for each in examined.report.nested} == {"INCOMPLETE"}
    assert found(examined, PARTS).code == "CHILD_INCOMPLETE"


# A schema that takes for ever


async def test_the_loop_goes_on_while_a_schema_is_applied():
    url = "https://s.example/schema"
    steps = {f"s{n}": {"allOf": [{"$ref": f"#/$defs/s{n + 1}"}] * 2} for n in range(40)}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {**steps, "s40": {"type": "object"}},
        "$ref": "#/$defs/s0",
    }
    badge = token({"/credentialSchema": {"id": url, "type": "JsonSchema"}})
    intake = intake_of({url: schema})
    (document,) = intake.documents_in(badge.encode())
    examining = asyncio.create_task(intake.examine(document, known=None))
    steps_of_the_loop, last = [], thread_time()
    while not examining.done():
        await asyncio.sleep(0.01)
        steps_of_the_loop.append(thread_time() - last)
        last = thread_time()
    assert found(await examining, "schema.declared").code == "SCHEMA_UNREADABLE"
    assert len(steps_of_the_loop) > 5
    assert max(steps_of_the_loop) < MOST_PROCESSOR_SECONDS
