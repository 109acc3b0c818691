# ruff: noqa: RUF001 -- letters that look alike are the point
"""Names that look like others, and recipients that are somebody else. Named after the attacks."""

import unicodedata
from dataclasses import replace
from hashlib import md5, sha256

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import (
    KEY,
    did_of,
    encoded,
    examine,
    found,
    intake_of,
    judge,
    signed,
    token,
)
from tests.web import samples
from wallet.verification.case import KnownIdentities
from wallet.verification.domains import domain_of
from wallet.verification.known_issuers import KnownIssuer, KnownIssuers
from wallet.verification.messages import CATALOGUES
from wallet.web.share_json import json_of
from wallet.web.share_view import view_of
from wallet.web.words import WORDINGS

VICTIM = KnownIssuer("did:web:uni.example", "Example University", "Universities")
ADA = KnownIdentities(("ada@example.org",))


class Lists:
    async def known(self):
        return KnownIssuers((VICTIM,))


async def in_the_name_of(name, edits=None):
    intake = replace(intake_of(), registries=Lists())
    (document,) = intake.documents_in(encoded(signed({"/issuer/name": name, **(edits or {})})))
    return await intake.examine(document, known=None)


@pytest.mark.parametrize(
    "name",
    ["Exаmple University", "Example Univеrsity", "Exarnple University", "EXAMPLE UNIVERSITY"],
    ids=ascii,
)
async def test_a_homograph_of_a_known_issuer(name):
    examined = await in_the_name_of(name)
    finding = found(examined, "issuer.name")
    assert (finding.code, finding.outcome) == ("NAME_CONFUSABLE", "WARN")
    assert examined.report.trust == "KEY_ONLY"
    assert found(examined, "issuer.registry").code == "ISSUER_NOT_LISTED"


async def test_the_very_name_of_a_known_issuer_on_a_key_of_one_s_own():
    finding = found(await in_the_name_of("Example University"), "issuer.name")
    assert finding.code == "NAME_CONFUSABLE"
    assert "did:web:uni.example" in finding.message


def test_a_homograph_domain_shows_as_punycode_beside_the_name():
    issuer = replace(samples.credential().issuer, id="https://exаmple.edu/issuer")
    item = replace(samples.credential(), issuer=issuer)
    for wording in WORDINGS.values():
        view = view_of(samples.share(item), url="", path="", now=samples.NOW, wording=wording)
        assert view.credentials[0].issuer.domain == "xn--exmple-4nf.edu"
    assert domain_of("did:web:exаmple.edu") == "xn--exmple-4nf.edu"


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff"], ids=ascii)
async def test_bidi_and_invisible_characters_in_a_name(hidden):
    examined = await in_the_name_of(f"ude.{hidden}example")
    finding = found(examined, "issuer.name")
    assert (finding.code, finding.outcome) == ("NAME_BIDI", "WARN")
    assert all(hidden not in each.message for each in examined.report.findings)


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066"], ids=ascii)
async def test_bidi_characters_in_what_a_list_or_a_reason_says(hidden):
    listed = replace(VICTIM, id=did_of(KEY), name=f"a{hidden}b")

    class Own:
        async def known(self):
            return KnownIssuers((listed,))

    intake = replace(intake_of(), registries=Own())
    (document,) = intake.documents_in(encoded(signed()))
    examined = await intake.examine(document, known=None)
    finding = found(examined, "issuer.registry")
    assert "ab" in finding.message
    for catalogue in CATALOGUES.values():
        assert hidden not in catalogue.message(finding)


def naming(value, **more):
    said = {
        "type": "IdentityObject",
        "hashed": True,
        "identityType": "emailAddress",
        "identityHash": value,
        **more,
    }
    return token({"/credentialSubject/id": REMOVED, "/credentialSubject/identifier": [said]})


def sha(text):
    return f"sha256${sha256(text.encode()).hexdigest()}"


async def test_recipient_spoof_by_a_hash_of_an_address_that_was_not_proven():
    mallory = KnownIdentities(("mallory@example.org",))
    examined = await judge(naming(sha("ada@example.orgsalt"), salt="salt"), known=mallory)
    finding = found(examined, "recipient.identity")
    assert (finding.code, examined.report.recipient) == ("RECIPIENT_UNPROVEN", "UNPROVEN")


async def test_recipient_spoof_by_naming_one_s_own_address_in_a_copy():
    genuine = signed({"/credentialSubject/id": "mailto:ada@example.org"})
    genuine["credentialSubject"]["id"] = "mailto:mallory@example.org"
    examined = await judge(genuine, known=KnownIdentities(("mallory@example.org",)))
    assert (examined.report.verdict, examined.report.recipient) == ("NOT_VERIFIED", "NOT_CHECKED")


async def test_somebody_else_s_badge_in_a_drawing():
    """That a drawing holds a genuine badge says nothing of who brings it."""
    said = naming(sha("ada@example.orgsalt"), salt="salt")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        f'<openbadges:credential verify="{said}"/></svg>'
    )
    for known, code in (
        (ADA, None),
        (KnownIdentities(("mallory@example.org",)), "RECIPIENT_UNPROVEN"),
    ):
        examined = await judge(drawing, known=known)
        assert found(examined, "recipient.identity").code == code
        assert examined.report.recipient == ("UNPROVEN" if code else "MATCHED")


async def test_recipient_spoof_by_letters_that_look_alike():
    lookalike = "аda@example.org"
    examined = await judge(naming(sha(lookalike + "s"), salt="s"), known=ADA)
    assert examined.report.recipient == "UNPROVEN"


@pytest.mark.parametrize(
    ("value", "more"),
    [
        (f"md5${md5(b'ada@example.orgs').hexdigest()}", {"salt": "s"}),  # noqa: S324
        (sha("ada@example.org"), {}),
        (sha("ada@example.org"), {"salt": ""}),
    ],
    ids=["md5", "no-salt", "an-empty-salt"],
)
async def test_a_hash_that_others_can_guess(value, more):
    examined = await judge(naming(value, **more), known=ADA)
    assert found(examined, "recipient.identity").code == "RECIPIENT_WEAK_HASH"


def test_a_hash_of_an_address_is_not_shown_to_a_visitor():
    (catalogue, *_) = CATALOGUES.values()
    said = str(json_of(samples.share(samples.credential()), "https://w.example", catalogue))
    assert "sha256$" not in said
    assert "@" not in said


async def test_normalisation_is_none_before_the_signature():
    """Two ways to write one letter are two texts to a signature, and one to a reader."""
    composed, apart = "Zürich", unicodedata.normalize("NFD", "Zürich")
    badge = signed({"/issuer/name": composed})
    assert (await examine(badge)).report.integrity == "INTACT"
    badge["issuer"]["name"] = apart
    assert (await examine(badge)).report.integrity == "BROKEN"
    assert (await examine(signed({"/issuer/name": apart}))).report.integrity == "INTACT"


async def test_nesting_deeper_than_a_reader_can_go():
    deep = '{"a":' * 200_000 + "1" + "}" * 200_000
    refused = await judge(deep)
    assert refused.code == "JSON_TOO_DEEP"
