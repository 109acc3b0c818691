"""The same award from a platform in two generations, the whole way into a wallet."""

import json
from datetime import UTC, datetime

import pytest

from tests.platforms import test_credly as credly
from tests.platforms import test_open_badge_factory as factory
from tests.platforms import test_parchment as parchment
from tests.platforms.test_importing import KINDS
from tests.platforms.web import (
    EMAIL,
    did_document,
    did_web,
    key,
    open_badge_2,
    open_badge_3,
    signed,
)
from wallet.accounts.account import account_for
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner.importing import FromFile, FromUrl, request_import, run_import
from wallet.learner.learner import Learner
from wallet.store.models.credentials import Credential


@pytest.fixture
async def brings(database, web):
    learner = Learner(await account_for(EMAIL, now=datetime.now(UTC)))

    async def brings(*sources):
        for source in sources:
            await request_import(learner, [source])
            (held,) = await claim(KINDS, 1)
            await run_import(learner, RunningJob(held), web.intake)
        rows = await Credential.filter(learner_id=learner.id).order_by("id")
        assert {row.recipient for row in rows} == {"MATCHED"}
        assert {row.integrity for row in rows} == {"INTACT"}
        return rows

    return brings


def are_twins(older, newer):
    return newer.award_key is not None and older.preferred_twin_id == newer.id


def file_of(credential):
    return FromFile("badge.json", json.dumps(credential).encode())


async def test_of_credly(web, brings):
    credly.hosts_assertion(web)
    assertion = FromUrl(web.url(credly.ASSERTION))
    older, newer = await brings(assertion, file_of(credly.hosts_credential(web)))
    assert are_twins(older, newer)


async def test_a_key_of_another_site_makes_no_twin_of_credlys(web, brings):
    credly.hosts_assertion(web)
    secret, site = key(), "anywhere.example"
    did = did_web(web, site)
    web.puts(f"https://{site}/.well-known/did.json", did_document(did, f"{did}#1", secret))
    profile = {"id": did, "type": ["Profile"], "name": "Example Mountain School"}
    forged = signed(web, open_badge_3(web.url(credly.CREDENTIAL), profile), f"{did}#1", secret)
    real, other = await brings(FromUrl(web.url(credly.ASSERTION)), file_of(forged))
    assert (real.preferred_twin_id, other.preferred_twin_id) == (None, None)
    assert real.award_key is not None
    assert other.award_key != real.award_key


async def test_of_parchment_and_the_badgr_before_it(web, brings):
    former = parchment.FORMER
    address = f"{former}{parchment.PATH}"
    said = open_badge_2(web, address, f"{former}/public/badges/B", f"{former}{parchment.ISSUER}")
    web.puts(f"{address}.json", said)
    credential = parchment.hosts_credential(web)
    older, newer = await brings(FromUrl(web.url(address)), file_of(credential))
    assert are_twins(older, newer)


async def test_of_open_badge_factory(web, brings):
    issued_as = f"{factory.SITE}/v1/badge/_/T5BADGE.json"
    open_badge_2(web, factory.ASSERTION, issued_as, f"{factory.SITE}/v1/client/T5CLIENT.json")
    credential = factory.hosts_credential(web)
    older, newer = await brings(FromUrl(web.url(factory.ASSERTION)), file_of(credential))
    assert are_twins(older, newer)


async def test_another_client_of_the_factory_makes_no_twin(web, brings):
    issued_as = f"{factory.SITE}/v1/badge/_/T5BADGE.json"
    open_badge_2(web, factory.ASSERTION, issued_as, f"{factory.SITE}/v1/client/T5CLIENT.json")
    forged = factory.hosts_credential(web, status_at=f"{factory.SITE}/obv3/revoked/T5EVE/T5EVES")
    real, other = await brings(FromUrl(web.url(factory.ASSERTION)), file_of(forged))
    assert other.trust == "DOMAIN"
    assert (real.preferred_twin_id, other.preferred_twin_id) == (None, None)


async def test_of_a_badgr_of_ones_own(web, brings):
    site = "https://badges.school.example/public"
    issuer = web.url(f"{site}/issuers/XyZ")
    open_badge_2(web, f"{site}/assertions/AbC", f"{site}/badges/B", f"{site}/issuers/XyZ")
    secret, named = key(), f"{issuer}?v=3_0"
    profile = {"id": named, "type": ["Profile"], "name": "Example Mountain School"}
    method = {"id": f"{named}#key-0", "type": "Multikey", "controller": named}
    method["publicKeyMultibase"] = secret.public().multikey()

    async def answer(asked):
        content = profile | {"verificationMethod": method} if "v=3_0" in asked.path else plain
        await asked.reply(200, json.dumps(content).encode(), content_type="application/json")

    plain = {"type": "Issuer", "id": issuer, "name": "Example Mountain School"}
    web.does(f"{site}/issuers/XyZ", answer)
    there = web.url(f"{site}/assertions/AbC?v=3_0")
    credential = signed(web, open_badge_3(there, profile), method["id"], secret)
    older, newer = await brings(FromUrl(web.url(f"{site}/assertions/AbC")), file_of(credential))
    assert are_twins(older, newer)
