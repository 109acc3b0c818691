from hashlib import md5, sha256

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import examine, found, token
from wallet.verification.case import KnownIdentities

CHECK = "recipient.identity"
ADA = KnownIdentities(("Ada@Example.org",))
SUBJECT = "/credentialSubject"


def naming(*identities, subject=REMOVED):
    return token({f"{SUBJECT}/id": subject, f"{SUBJECT}/identifier": list(identities)})


def identity(value, *, hashed=True, kind="emailAddress", **more):
    return {
        "type": "IdentityObject",
        "hashed": hashed,
        "identityHash": value,
        "identityType": kind,
        **more,
    }


def sha(text):
    return f"sha256${sha256(text.encode()).hexdigest()}"


async def look(badge, known=ADA):
    examined = await examine(badge, known=known)
    return examined, found(examined, CHECK)


@pytest.mark.parametrize(
    "named",
    [
        identity(sha("ada@example.orgsalt"), salt="salt"),
        identity(sha("Ada@Example.orgsalt"), salt="salt"),
        identity(sha("ada@example.orgsalt").upper().replace("SHA256", "sha256"), salt="salt"),
        identity("ada@example.org", hashed=False),
        identity("ADA@EXAMPLE.ORG", hashed=False),
        identity("mailto:ada@example.org", hashed=False),
        identity("ada@example.org", hashed=False, kind="email"),
    ],
    ids=["salted", "as-typed", "upper-hex", "plain", "plain-in-capitals", "mailto", "email"],
)
async def test_it_names_a_proven_address(named):
    examined, finding = await look(naming(named))
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert examined.report.recipient == "MATCHED"


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("mailto:ada@example.org", ADA),
        ("did:key:z6MkAda", KnownIdentities(ids=("did:key:z6MkAda",))),
        ("https://ada.example/", KnownIdentities(ids=("https://ada.example/",))),
    ],
)
async def test_it_names_a_proven_id(subject, known):
    examined, finding = await look(token({f"{SUBJECT}/id": subject}), known)
    assert (finding.outcome, examined.report.recipient) == ("PASS", "MATCHED")


@pytest.mark.parametrize(
    "named",
    [
        identity(sha("ada@example.org")),
        identity(
            f"md5${md5(b'ada@example.orgsalt', usedforsecurity=False).hexdigest()}", salt="salt"
        ),
    ],
    ids=["without-salt", "md5"],
)
async def test_it_hides_the_address_weakly(named):
    examined, finding = await look(naming(named))
    assert (finding.code, finding.outcome) == ("RECIPIENT_WEAK_HASH", "WARN")
    assert examined.report.recipient == "MATCHED"
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize(
    ("named", "known"),
    [
        pytest.param(identity(sha("eve@example.org")), ADA, id="another's-hash"),
        pytest.param(identity("eve@example.org", hashed=False), ADA, id="another's-address"),
        pytest.param(identity(sha("ada@example.org"), kind="ext:nationalId"), ADA, id="a-number"),
        pytest.param(identity("ada@example.org"), ADA, id="said-to-be-a-hash-and-is-none"),
        pytest.param(identity("sha999$00"), ADA, id="an-unknown-hash"),
        pytest.param(identity("sha256$"), ADA, id="an-empty-hash"),
        pytest.param(identity("sha256$\u00e9"), ADA, id="a-hash-of-odd-letters"),
        pytest.param(identity(sha("ada@example.org")), KnownIdentities(), id="nothing-proven"),
        pytest.param(identity(sha("")), KnownIdentities(), id="the-hash-of-nothing"),
    ],
)
async def test_it_names_nobody_that_was_proven(named, known):
    examined, finding = await look(naming(named), known)
    assert (finding.code, finding.outcome) == ("RECIPIENT_UNPROVEN", "WARN")
    assert examined.report.recipient == "UNPROVEN"
    assert examined.report.verdict == "VERIFIED"


async def test_it_names_nobody_at_all():
    examined, finding = await look(token({f"{SUBJECT}/id": REMOVED}))
    assert (finding.code, finding.outcome) == ("RECIPIENT_NOT_NAMED", "WARN")
    assert examined.report.recipient == "NOT_NAMED"


async def test_nobody_asked():
    examined, finding = await look(naming(identity(sha("ada@example.org"))), None)
    assert (finding.code, finding.outcome) == ("RECIPIENT_NOT_CHECKED", "SKIPPED")
    assert examined.report.recipient == "NOT_CHECKED"


async def test_one_of_several_is_enough():
    others = identity(sha("eve@example.org")), identity("x", hashed=False, kind="name")
    examined, _ = await look(naming(*others, identity("ada@example.org", hashed=False)))
    assert examined.report.recipient == "MATCHED"
