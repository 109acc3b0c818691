"""Keys that an issuer published once: what they are still good for, and what never."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.verification.samples import (
    KEY,
    NOW,
    PROFILE,
    TOKEN_KEY,
    answer,
    encoded,
    found,
    intake_of,
    profile,
    reasons,
    signed,
    token,
)
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.verification.finding import SourceKind
from wallet.verification.history import Earlier

DID = "did:web:workshop.example"
DOCUMENT_AT = "https://workshop.example/.well-known/did.json"
NEW_KEY = PrivateKey.generate(KeyKind.ED25519)
SIGNED_AT = NOW - timedelta(days=300)
BADGE = signed({"/issuer/id": DID}, method=f"{DID}#key", created=SIGNED_AT)
OLD = profile(KEY, at=DID)
NEW = profile(NEW_KEY, {"/verificationMethod/0/id": f"{DID}#new"}, at=DID)
NEW["assertionMethod"] = [f"{DID}#new"]


class Kept:
    """Documents of one address, the newest first: what it was and for how many days."""

    def __init__(self, *documents, url=DOCUMENT_AT):
        self._documents = documents
        self._url = url

    async def documents_at(self, url, moment):
        if url != self._url:
            return ()
        return tuple(
            Earlier(seen, since)
            for days_since, days_until, said in self._documents
            if (since := NOW - timedelta(days=days_since)) <= moment
            for seen in [
                replace(
                    answer(url, said),
                    fetched_at=NOW - timedelta(days=days_until),
                    origin=SourceKind.SNAPSHOT,
                )
            ]
        )


async def judge(badge, live, *earlier, url=DOCUMENT_AT, now=NOW):
    intake = replace(
        intake_of({} if live is None else {url: live}), history=Kept(*earlier, url=url)
    )
    (document,) = intake.documents_in(encoded(badge))
    return await intake.examine(document, known=None, now=now)


async def said_of(*args, **named):
    examined = await judge(*args, **named)
    return found(examined, "issuer.key_resolution").code, examined.report.verdict


async def test_a_key_that_was_replaced_still_tells_who_signed():
    examined = await judge(BADGE, NEW, (400, 30, OLD))
    assert reasons(examined) == {("issuer.key_resolution", "KEY_REPLACED")}
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    finding = found(examined, "issuer.key_resolution")
    assert (finding.source, finding.looked_at) == ("SNAPSHOT", DOCUMENT_AT)
    assert "24 October 2026" in finding.message
    assert found(examined, "proof.signature").outcome == "PASS"


async def test_a_site_that_is_gone_leaves_what_it_published():
    code = await said_of(BADGE, None, (400, 30, OLD))
    assert code == ("KEY_SEEN_EARLIER", "VERIFIED_WITH_WARNINGS")


async def test_nothing_that_was_kept_leaves_things_as_they_are():
    assert await said_of(BADGE, NEW) == ("KEY_NOT_FOUND", "NOT_VERIFIED")
    assert await said_of(BADGE, None) == ("DID_UNRESOLVED", "INCOMPLETE")


async def test_what_is_published_now_goes_before_what_was():
    assert await said_of(BADGE, OLD, (400, 30, NEW)) == (None, "VERIFIED")


async def test_the_key_is_sought_through_several_documents():
    other = profile(PrivateKey.generate(KeyKind.ED25519), at=DID)
    other["verificationMethod"][0]["id"] = f"{DID}#between"
    code = await said_of(BADGE, NEW, (100, 30, NEW), (200, 101, other), (400, 201, OLD))
    assert code == ("KEY_REPLACED", "VERIFIED_WITH_WARNINGS")


REVOKED = {"/verificationMethod/0/revoked": "2026-06-01T00:00:00Z"}
EXPIRED = {"/verificationMethod/0/expires": "2026-06-01T00:00:00Z"}


@pytest.mark.parametrize("edits", [REVOKED, EXPIRED], ids=["revoked", "expired"])
async def test_a_key_that_the_issuer_withdrew_is_withdrawn_for_good(edits):
    withdrawn = profile(KEY, edits, at=DID)
    assert await said_of(BADGE, withdrawn, (400, 30, OLD)) == ("KEY_REVOKED", "NOT_VERIFIED")
    for live in (NEW, None):
        code = await said_of(BADGE, live, (100, 30, withdrawn), (400, 101, OLD))
        assert code == ("KEY_REVOKED", "NOT_VERIFIED")


async def test_a_key_that_is_withdrawn_now_under_another_name_is_withdrawn():
    renamed = profile(KEY, {**REVOKED, "/verificationMethod/0/id": f"{DID}#old"}, at=DID)
    assert await said_of(BADGE, renamed, (400, 30, OLD)) == ("KEY_REVOKED", "NOT_VERIFIED")


async def test_a_key_that_will_be_withdrawn_still_holds():
    later = {"/verificationMethod/0/revoked": (NOW + timedelta(days=1)).isoformat()}
    assert await said_of(BADGE, profile(KEY, later, at=DID)) == (None, "VERIFIED")


@pytest.mark.parametrize("live", [NEW, None], ids=["replaced", "gone"])
async def test_what_was_signed_after_the_key_was_gone_does_not_get_by(live):
    late = signed({"/issuer/id": DID}, method=f"{DID}#key", created=NOW - timedelta(days=20))
    examined = await judge(late, live, (30, 10, NEW), (400, 31, OLD))
    assert not examined.report.verdict.startswith("VERIFIED")
    in_time = signed({"/issuer/id": DID}, method=f"{DID}#key", created=NOW - timedelta(days=40))
    examined = await judge(in_time, live, (30, 10, NEW), (400, 31, OLD))
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


async def test_a_signature_that_does_not_fit_the_old_key_is_none():
    forged = {**BADGE, "name": "Surgery"}
    assert (await judge(forged, NEW, (400, 30, OLD))).report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "edits",
    [
        {"/id": "did:web:victim.example"},
        {"/assertionMethod": []},
        {"/verificationMethod/0/controller": "did:web:victim.example"},
        {"/verificationMethod/0/publicKeyJwk": {"kty": "EC"}},
    ],
    ids=["another's", "not-to-sign", "another-controller", "malformed"],
)
async def test_an_old_document_vouches_no_more_than_a_new_one_would(edits):
    code, verdict = await said_of(BADGE, NEW, (400, 30, profile(KEY, edits, at=DID)))
    assert (code, verdict) == ("KEY_NOT_FOUND", "NOT_VERIFIED")


@pytest.mark.parametrize(
    "odd",
    [{"final_url": "https://evil.example/did.json"}, {"over_http": True}, {"http_status": 404}],
    ids=["sent-on-to-another-site", "without-transport-security", "not-there"],
)
async def test_an_old_document_that_came_oddly_vouches_for_nobody(odd):
    lent = replace(answer(DOCUMENT_AT, OLD), **odd)

    class Lent(Kept):
        async def documents_at(self, url, moment):
            return (Earlier(lent, NOW - timedelta(days=400)),)

    intake = replace(intake_of({DOCUMENT_AT: NEW}), history=Lent())
    (document,) = intake.documents_in(encoded(BADGE))
    examined = await intake.examine(document, known=None)
    assert found(examined, "issuer.key_resolution").code == "KEY_NOT_FOUND"


async def test_a_report_for_an_old_moment_knows_nothing_newer():
    then = NOW - timedelta(days=350)
    early = signed({"/issuer/id": DID}, method=f"{DID}#key", created=NOW - timedelta(days=399))
    early_enough = (360, 30, OLD)
    too_late = (340, 30, OLD)
    assert (await said_of(early, None, early_enough, now=then))[0] == "KEY_SEEN_EARLIER"
    assert (await said_of(early, None, too_late, now=then))[0] == "DID_UNRESOLVED"


@pytest.mark.parametrize("key_id", [f"{PROFILE}#key", None], ids=["named", "brought"])
async def test_a_token_s_key_that_was_replaced(key_id):
    badge = token({"/issuer/id": PROFILE}, key_id=key_id)
    new = profile(NEW_KEY, {"/verificationMethod/0/id": f"{PROFILE}#new"})
    new["assertionMethod"] = [f"{PROFILE}#new"]
    examined = await judge(badge, new, (400, 30, profile(TOKEN_KEY)), url=PROFILE)
    assert reasons(examined) == {("issuer.key_resolution", "KEY_REPLACED")}
    stranger = await judge(badge, new, (400, 30, new), url=PROFILE)
    assert stranger.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256])
async def test_a_key_that_was_replaced_under_the_same_name(kind):
    new = profile(PrivateKey.generate(kind), at=DID)
    examined = await judge(BADGE, new, (30, 0, new), (400, 31, OLD))
    assert reasons(examined) == {("issuer.key_resolution", "KEY_REPLACED")}
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    late = signed({"/issuer/id": DID}, method=f"{DID}#key", created=NOW - timedelta(days=20))
    assert (await judge(late, new, (30, 0, new), (400, 31, OLD))).report.verdict == "NOT_VERIFIED"
    forged = await judge({**BADGE, "name": "Surgery"}, new, (30, 0, new), (400, 31, OLD))
    assert found(forged, "proof.signature").outcome == "FAIL"
    assert forged.report.verdict == "NOT_VERIFIED"
    withdrawn = profile(KEY, REVOKED, at=DID)
    gone = await judge(BADGE, new, (30, 0, new), (60, 31, withdrawn), (400, 61, OLD))
    assert gone.report.verdict == "NOT_VERIFIED"


async def test_a_token_s_key_that_was_replaced_under_the_same_name():
    badge = token({"/issuer/id": PROFILE}, key_id=f"{PROFILE}#key")
    new = profile(PrivateKey.generate(KeyKind.P256))
    examined = await judge(badge, new, (400, 30, profile(TOKEN_KEY)), url=PROFILE)
    assert reasons(examined) == {("issuer.key_resolution", "KEY_REPLACED")}
    assert (await judge(badge, new, (400, 30, new), url=PROFILE)).report.verdict == "NOT_VERIFIED"


RSA = PrivateKey.generate(KeyKind.RSA)
HOME = "https://workshop.example"
KEY_DOCUMENT = {
    "id": f"{HOME}/key",
    "type": "CryptographicKey",
    "owner": f"{HOME}/issuer",
    "publicKeyPem": RSA.public().to_pem(),
}
ISSUER = {"id": f"{HOME}/issuer", "type": "Issuer", "name": "A", "publicKey": f"{HOME}/key"}
ASSERTION = sign_compact(
    {},
    {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "urn:uuid:1",
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "SignedBadge", "creator": f"{HOME}/key"},
        "badge": {"name": "Soldering", "issuer": f"{HOME}/issuer"},
    },
    RSA,
)


class KeptOfVersion2:
    def __init__(self, *documents):
        self._documents = {said["id"]: said for said in documents}

    async def documents_at(self, url, moment):
        said = self._documents.get(url)
        day = NOW - timedelta(days=30)
        kept = replace(answer(url, said), fetched_at=day, origin=SourceKind.SNAPSHOT)
        return () if said is None else (Earlier(kept, NOW - timedelta(days=400)),)


OTHER_KEY = {**ISSUER, "publicKey": f"{HOME}/2"}


async def judge_2(web, history):
    intake = replace(intake_of({said["id"]: said for said in web}), history=history)
    (document,) = intake.documents_in(ASSERTION.encode())
    return await intake.examine(document, known=None)


@pytest.mark.parametrize(
    ("web", "code"),
    [
        pytest.param([OTHER_KEY, KEY_DOCUMENT], "KEY_REPLACED", id="another-is-named"),
        pytest.param([OTHER_KEY], "KEY_SEEN_EARLIER", id="and-the-old-one-taken-down"),
        pytest.param([ISSUER], "KEY_SEEN_EARLIER", id="the-key-is-not-to-be-had"),
    ],
)
async def test_a_key_of_version_2_that_was_replaced(web, code):
    examined = await judge_2(web, KeptOfVersion2(ISSUER, KEY_DOCUMENT))
    assert found(examined, "issuer.key_resolution").code == code
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param([], id="nothing-was-kept"),
        pytest.param([OTHER_KEY, KEY_DOCUMENT], id="never-named"),
        pytest.param([ISSUER, {**KEY_DOCUMENT, "owner": "https://evil.example"}], id="not-owned"),
        pytest.param([KEY_DOCUMENT], id="no-profile"),
    ],
)
@pytest.mark.parametrize("web", [[OTHER_KEY], [ISSUER]], ids=["another-is-named", "not-there"])
async def test_a_key_of_version_2_that_nobody_vouched_for(web, kept):
    examined = await judge_2(web, KeptOfVersion2(*kept))
    assert not examined.report.verdict.startswith("VERIFIED")


async def test_a_key_of_version_2_that_its_site_says_is_gone_is_withdrawn():
    gone = answer(f"{HOME}/key", b"", http_status=410)
    intake = replace(
        intake_of({f"{HOME}/issuer": ISSUER, f"{HOME}/key": gone}),
        history=KeptOfVersion2(ISSUER, KEY_DOCUMENT),
    )
    (document,) = intake.documents_in(ASSERTION.encode())
    examined = await intake.examine(document, known=None)
    assert found(examined, "issuer.key_resolution").code == "KEY_REVOKED"
