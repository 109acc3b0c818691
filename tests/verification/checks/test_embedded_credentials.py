import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import STRANGER, TOKEN_KEY, examine, found, signed, token
from tests.verification.within import record, record_token
from wallet.verification.case import KnownIdentities, Nesting
from wallet.verification.nested import DEEPEST

CHECK = "embedded.credentials"
ENVELOPED = {"@context": "https://www.w3.org/ns/credentials/v2"}
PART = "/credentialSubject/verifiableCredential"


def enveloped(said):
    kind = "EnvelopedVerifiableCredential"
    return {**ENVELOPED, "id": f"data:application/vc+jwt,{said}", "type": kind}


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([signed()], id="a-document"),
        pytest.param([token()], id="a-token"),
        pytest.param([enveloped(token())], id="enveloped"),
        pytest.param([signed(), token(), signed(key=STRANGER)], id="of-several-issuers"),
    ],
)
async def test_parts_that_hold(parts):
    examined = await examine(record_token(*parts, key=TOKEN_KEY))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")
    assert [(each.verdict, each.kind) for each in examined.report.nested] == [
        ("VERIFIED", "PART") for _ in parts
    ]


async def test_a_record_in_linked_data():
    examined = await examine(record(signed()))
    assert examined.report.verdict == "VERIFIED"
    (part,) = examined.report.nested
    assert (part.name, part.pointer) == ({"und": "Soldering"}, f"{PART}/0")


@pytest.mark.parametrize(
    ("part", "code", "outcome", "verdict"),
    [
        pytest.param(
            signed(after={"/name": "Welding"}),
            "CHILD_INVALID",
            "WARN",
            "NOT_VERIFIED",
            id="altered",
        ),
        pytest.param(
            signed({"/validUntil": "2026-02-01T00:00:00Z"}),
            *("CHILD_INVALID", "WARN", "NOT_VERIFIED"),
            id="expired",
        ),
        pytest.param(
            signed(after={"/proof/cryptosuite": "bbs-2023"}),
            *("CHILD_INCOMPLETE", "UNKNOWN", "INCOMPLETE"),
            id="of-an-unknown-kind",
        ),
        pytest.param(7, "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="a-number"),
        pytest.param("no token", "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="a-text"),
        pytest.param({}, "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="nothing"),
        pytest.param(
            enveloped("no token"), "CHILD_INVALID", "WARN", "NOT_VERIFIED", id="an-empty-envelope"
        ),
        pytest.param(
            signed({"/credentialSubject/id": "mailto:eve@example.org"}),
            *("CHILD_SUBJECT_DIFFERS", "WARN", "VERIFIED"),
            id="of-somebody-else",
        ),
    ],
)
async def test_a_part_that_is_not_in_order_is_a_remark(part, code, outcome, verdict):
    examined = await examine(record_token(signed(), part, key=TOKEN_KEY))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.pointer) == (code, outcome, f"{PART}/1")
    assert "1 of 2" in finding.message
    assert examined.report.verdict == "VERIFIED"
    good, bad = examined.report.nested
    assert (good.code, good.verdict) == (None, "VERIFIED")
    assert (bad.code, bad.verdict) == (code, verdict)


async def test_a_record_within_a_record():
    inner = record_token(signed(after={"/name": "x"}), key=TOKEN_KEY)
    examined = await examine(record_token(inner, key=TOKEN_KEY))
    (part,) = examined.report.nested
    assert (part.verdict, part.code) == ("VERIFIED", None)
    (part_of_part,) = part.report.nested
    assert (part_of_part.verdict, part_of_part.code) == ("NOT_VERIFIED", "CHILD_INVALID")


async def test_beyond_the_deepest_nothing_is_judged():
    innermost = token()
    for _ in range(DEEPEST + 1):
        innermost = record_token(innermost, key=TOKEN_KEY)
    examined = await examine(innermost)
    report = examined.report
    for _ in range(DEEPEST):
        assert report.findings
        (part,) = report.nested
        report = part.report
    limit = next(finding for finding in report.findings if finding.check == CHECK)
    assert (limit.code, limit.outcome, report.nested) == ("CHILD_LIMIT", "FAIL", ())


async def test_a_credential_without_parts():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"


async def test_of_a_broken_record_nothing_is_asked():
    examined = await examine({**record(signed()), "name": "Two years"})
    assert found(examined, CHECK).code == "NOT_REACHED"
    assert examined.report.nested == ()


@pytest.mark.parametrize(("children", "seconds", "taken"), [(2, 60.0, 2), (500, 0.0, 0)])
async def test_what_may_be_taken_is_bounded(children, seconds, taken):
    nesting = Nesting(children, seconds)
    assert [nesting.take() for _ in range(4)].count(True) == taken


async def test_a_part_that_is_somebody_else_s_is_not_the_learner_s():
    known = KnownIdentities(emails=("ada@a.example",))
    mine = {"type": "IdentityObject", "identityType": "emailAddress", "hashed": False}
    subject = {"/credentialSubject/id": REMOVED}
    owner = {"/credentialSubject/identifier": [{**mine, "identityHash": "ada@a.example"}]}
    examined = await examine(
        record_token(token(), edits={**subject, **owner}, key=TOKEN_KEY), known=known
    )
    assert examined.report.recipient == "MATCHED"
    (part,) = examined.report.nested
    assert part.verdict == "VERIFIED"
    assert part.report.recipient not in {"MATCHED", "NOT_CHECKED"}
