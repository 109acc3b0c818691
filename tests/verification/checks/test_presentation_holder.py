import json

import pytest

from tests.verification.samples import (
    KEY,
    NOW,
    STRANGER,
    TOKEN_KEY,
    contexts,
    did_of,
    found,
    intake_of,
    method_of,
    profile,
    signed,
    token,
)
from wallet.intake import Examined
from wallet.proofs.jose import sign_compact
from wallet.proofs.signing import sign_data_integrity
from wallet.verification.checks.presentation_holder import MOST_PRESENTED

CHECK = "presentation.holder"
HOLDER = STRANGER
OWN = {"/credentialSubject/id": did_of(HOLDER)}
OWN_TOKEN = token({"/credentialSubject/id": did_of(TOKEN_KEY)})
SITE = "https://holder.example/me"


def unsigned(*held, **members):
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did_of(HOLDER),
        "verifiableCredential": list(held),
        **members,
    }


def presented(*held, key=HOLDER, method=None, purpose="authentication", **members):
    return sign_data_integrity(
        unsigned(*held, **members),
        suite="eddsa-rdfc-2022",
        key=key,
        verification_method=method or method_of(key),
        created=NOW,
        contexts=contexts(),
        proof_purpose=purpose,
    )


def presented_token(held, *, key=TOKEN_KEY, claim=False, **claims):
    holder = did_of(TOKEN_KEY)
    content = {**unsigned(held), "holder": holder}
    body = {"vp": content} if claim else content
    header = {"typ": "JWT", "kid": method_of(TOKEN_KEY)}
    return sign_compact(header, {**body, "iss": holder, **claims}, key)


async def look(content, said=None):
    intake = intake_of(said)
    text = content if isinstance(content, str) else json.dumps(content)
    documents = intake.documents_in(text.encode())
    examined = await intake.examine(documents[0], known=None)
    assert isinstance(examined, Examined)
    return examined


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(presented(signed(OWN)), id="to-authenticate"),
        pytest.param(presented(signed(OWN), purpose="assertionMethod"), id="to-assert"),
        pytest.param(presented(signed(OWN), holder=[did_of(HOLDER)]), id="in-a-list"),
        pytest.param(presented_token(OWN_TOKEN), id="as-a-token"),
        pytest.param(presented_token(OWN_TOKEN, claim=True), id="as-a-token-of-1.1"),
    ],
)
async def test_whom_it_is_about_presents_it(content):
    examined = await look(content)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(presented(signed()), id="of-somebody-else"),
        pytest.param(presented_token(token()), id="as-a-token"),
    ],
)
async def test_somebody_else_presents_it(content):
    examined = await look(content)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("HOLDER_NOT_SUBJECT", "WARN")
    assert examined.report.verdict == "VERIFIED"


GOOD = presented(signed(OWN))
WITHOUT_HOLDER = {name: value for name, value in presented(signed(OWN)).items() if name != "holder"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({**GOOD, "id": "urn:uuid:1"}, id="altered"),
        pytest.param(presented(signed(OWN), key=KEY), id="signed-by-another"),
        pytest.param(presented(signed(OWN), purpose="keyAgreement"), id="for-another-purpose"),
        pytest.param(WITHOUT_HOLDER, id="its-holder-taken-out"),
        pytest.param({**GOOD, "note": "unsigned"}, id="with-a-word-unsigned"),
        pytest.param(presented_token(OWN_TOKEN, key=STRANGER), id="token-by-another-key"),
        pytest.param(presented_token(OWN_TOKEN, iss="did:example:eve"), id="token-of-two"),
        pytest.param(
            {**GOOD, "proof": [{**GOOD["proof"], "proofPurpose": "keyAgreement"}] * 2},
            id="of-a-set",
        ),
    ],
)
async def test_a_signature_that_does_not_hold_says_nothing_of_the_credential(content):
    examined = await look(content)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("HOLDER_PROOF_INVALID", "FAIL")
    assert examined.report.verdict == "VERIFIED"


async def test_a_key_on_a_site():
    own = {"/credentialSubject/id": SITE}
    content = presented(signed(own), holder=SITE, method=f"{SITE}#key")
    to_assert = profile(HOLDER, at=SITE)
    assert found(await look(content, {SITE: to_assert}), CHECK).code is None
    to_authenticate = {**to_assert, "assertionMethod": [], "authentication": [f"{SITE}#key"]}
    examined = await look(content, {SITE: to_authenticate})
    assert found(examined, CHECK).code == "HOLDER_PROOF_UNCHECKED"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            {**GOOD, "proof": {**GOOD["proof"], "cryptosuite": "bbs-2023"}}, id="an-unknown-kind"
        ),
        pytest.param(
            presented(signed(OWN), holder="did:web:lost.example", method="did:web:lost.example#k"),
            id="a-silent-holder",
        ),
    ],
)
async def test_what_could_not_be_checked_is_in_doubt(content):
    examined = await look(content)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("HOLDER_PROOF_UNCHECKED", "UNKNOWN")
    assert examined.report.verdict == "VERIFIED"


async def test_a_crowd_is_not_checked():
    content = unsigned(*[signed(OWN)] * (MOST_PRESENTED + 1), proof=GOOD["proof"])
    assert found(await look(content), CHECK).code == "HOLDER_PROOF_UNCHECKED"


async def test_without_a_signature_nothing_tells_who_presented_it():
    finding = found(await look(unsigned(signed(OWN))), CHECK)
    assert (finding.code, finding.outcome) == ("HOLDER_UNPROVEN", "SKIPPED")


async def test_a_credential_that_came_alone():
    assert found(await look(signed()), CHECK).code == "DOES_NOT_APPLY"
