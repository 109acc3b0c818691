"""A credential about another one, judged one level down."""

import pytest

from tests.verification.samples import (
    KEY,
    NOW,
    STRANGER,
    Answering,
    contexts,
    did_of,
    encoded,
    examine,
    signed,
    token,
)
from wallet.proofs.workers import InProcess
from wallet.verification.case import Case
from wallet.verification.nested import examine_nested


async def nested(body):
    outer = await examine(signed())
    case = Case(
        document=outer.document,
        credential=outer.credential,
        linked={},
        sources=Answering({}),
        analyst=InProcess(contexts()),
        now=NOW,
    )
    return await examine_nested(encoded(body), case)


@pytest.mark.parametrize(
    ("body", "integrity"),
    [
        pytest.param(signed(), "INTACT", id="a-document"),
        pytest.param(token(), "INTACT", id="a-token"),
        pytest.param(signed(after={"/name": "x"}), "BROKEN", id="altered"),
        pytest.param(signed(after={"/grade": "x"}), "BROKEN", id="with-a-word-unsigned"),
        pytest.param(signed(after={"/proof": []}), "BROKEN", id="unsigned"),
        pytest.param(
            signed({"/issuer/id": did_of(KEY)}, key=STRANGER), "BROKEN", id="by-a-stranger"
        ),
        pytest.param(
            signed(after={"/proof/cryptosuite": "bbs-2023"}), "UNKNOWN", id="of-an-unknown-kind"
        ),
        pytest.param(
            signed({"/issuer/id": "did:web:lost.example"}, method="did:web:lost.example#k"),
            "UNKNOWN",
            id="by-a-silent-issuer",
        ),
        pytest.param(
            signed(after={"/@context": [*signed()["@context"], {"a": "https://a.example/"}]}),
            "UNKNOWN",
            id="in-words-of-its-own",
        ),
    ],
)
async def test_its_own_integrity(body, integrity):
    credential, found = await nested(body)
    assert found == integrity
    assert credential.format.is_verifiable_credential


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", [signed(), signed()], "https://a.example/", b"\x00", {"type": "Assertion"}],
    ids=["empty", "nothing", "no-list", "two", "an-address", "rubbish", "an-assertion"],
)
async def test_what_is_no_credential(body):
    assert await nested(body) is None
