# ruff: noqa: RUF001 -- letters that look alike are the point
from dataclasses import replace

import pytest

from tests.verification.samples import (
    NOW,
    TOKEN_KEY,
    Answering,
    contexts,
    did_of,
    examine,
    found,
    intake_of,
    signed,
    token,
)
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.workers import InProcess
from wallet.verification.case import Case
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.known_issuers import KnownIssuer, KnownIssuers

CHECK = "issuer.name"
STRANGER_KEY = PrivateKey.generate(KeyKind.P256)


@pytest.mark.parametrize(
    "name",
    [
        "Example Workshop",
        "Universität Zürich",
        "대학교",
        "جامعة القاهرة",
        "می\u200cشود",
        "Московский университет",
        "東京大学 (UTokyo)",
        "Ecole 42 - Réunion",
    ],
)
async def test_a_name_that_is_what_it_looks_like(name):
    finding = found(await examine(token({"/issuer/name": name})), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    "name",
    ["ude.\u202emctiv", "Uni\u200bversity", "\ufeffUniversity", "Uni\u00adversity", "A\u2066B"],
    ids=ascii,
)
async def test_a_name_that_hides_something(name):
    examined = await examine(signed({"/issuer/name": name}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NAME_BIDI", "WARN")
    assert finding.answer == "TRUST"
    assert examined.report.verdict == "VERIFIED"


KNOWN = KnownIssuers(
    (
        KnownIssuer("did:web:uni.example", "Example University", "list", "https://uni.example"),
        KnownIssuer(did_of(TOKEN_KEY), "Example Workshop", "list"),
    )
)


class Fixed:
    async def known(self):
        return KNOWN


async def with_known(name, edits=None):
    intake = replace(intake_of(), registries=Fixed())
    badge = token({"/issuer/name": name, **(edits or {})}, key=STRANGER_KEY)
    (document,) = intake.documents_in(badge.encode())
    return await intake.examine(document, known=None)


@pytest.mark.parametrize(
    "name",
    ["Exаmple University", "Unіversity", "Αcademy"],
    ids=ascii,
)
async def test_a_name_in_two_alphabets_at_once(name):
    examined = await examine(token({"/issuer/name": name}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NAME_CONFUSABLE", "WARN")
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize(
    "name", ["Exarnple University", "EXAMPLE UNIVERSITY", "EXAMPLE UN1VERSITY", "Example Workshop"]
)
async def test_a_name_that_looks_like_that_of_a_known_issuer(name):
    finding = found(await with_known(name), CHECK)
    assert (finding.code, finding.outcome) == ("NAME_CONFUSABLE", "WARN")
    assert "It looks like Example" in finding.message


async def test_a_known_issuer_may_be_called_what_it_is_called():
    intake = replace(intake_of(), registries=Fixed())
    (document,) = intake.documents_in(token().encode())
    assert found(await intake.examine(document, known=None), CHECK).outcome == "PASS"
    assert found(await with_known("Another School"), CHECK).outcome == "PASS"


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("https://xn--exmple-4nf.example/issuer", "NAME_CONFUSABLE"),
        ("https://un1.example/issuer", None),
        ("https://münchen.example/issuer", None),
        ("did:web:xn--exmple-4nf.example", "NAME_CONFUSABLE"),
    ],
    ids=ascii,
)
async def test_an_address_in_two_alphabets(issuer, code):
    examined = await examine(token({"/issuer/id": issuer}), {})
    look = CHECKS[CHECK].look
    case = Case(
        examined.document, examined.credential, {}, Answering({}), InProcess(contexts()), NOW
    )
    assert (await look(case)).code is (None if code is None else Code[code])
