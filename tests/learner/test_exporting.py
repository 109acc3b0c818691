"""A wallet packed, imported into an empty one and packed again: nothing changes on the way."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.credentials.test_blockcerts import VERSION_2
from tests.credentials.test_open_badges_2 import ASSERTION, BADGE, BADGE_ID, ID, ISSUER, ISSUER_ID
from tests.documents import pdfs, pngs
from tests.documents.test_web_archive import packed as page_archive
from tests.fixtures import sd_jwts
from tests.verification import samples
from tests.verification.test_open_badges_1 import URL, token, version_0_5, version_1, web
from tests.verification.within import record, record_token
from wallet.credentials.baking import BakedForm
from wallet.credentials.credential import CredentialFormat
from wallet.documents import png, svg
from wallet.documents.opening import open_documents
from wallet.learner import exporting
from wallet.learner.collecting import create_collection
from wallet.learner.exporting import baked, pack, parts_of
from wallet.learner.importing import FromFile, request_import, run_import
from wallet.learner.organising import delete_credential, update_credential
from wallet.proofs.jose import sign_compact
from wallet.store import blobs
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import Credential, CredentialTag
from wallet.store.models.jobs import ImportItem
from wallet.user_errors import ConflictError

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
SIGNED_2 = {**ASSERTION, "id": "urn:uuid:22", "verification": {"type": "SignedBadge"}}
VC = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "DriverLicence"],
    "issuer": "did:key:z6Mk",
    "credentialSubject": {"id": "did:example:ada", "name": "Ada"},
}
EVERY = {each.value for each in CredentialFormat}
NEWER = {"CLR_2_LINKED_DATA", "CLR_2_JWT", "SD_JWT_VC", "PAGE_ATTESTED"}
SITE = {**web(), ID: ASSERTION, BADGE_ID: BADGE, ISSUER_ID: ISSUER}


def spaced(content):
    """Text with blanks that no other program would write."""
    return json.dumps(content, indent=3, separators=(" ,", " : ")).encode() + b"\n\n"


def files():
    """A file of every form of credential, and in every carrier."""
    signed = samples.signed()
    other = samples.token({"/id": "urn:uuid:33"})
    jwt = samples.sign_vc_jwt(
        VC, key=samples.TOKEN_KEY, key_id=samples.method_of(samples.TOKEN_KEY)
    )
    hidden = samples.signed({"/id": "urn:uuid:44"})
    drawn = samples.signed({"/id": "urn:uuid:55"})
    printed = samples.signed({"/id": "urn:uuid:66"})
    dumped = {"hostedUrl": f"{URL}/old", "assertion": version_0_5()}
    return {
        "hosted-1.json": spaced(version_1()),
        "signed-1.jws": f'"{token()}"\n'.encode(),
        "displayed.json": spaced(dumped),
        "hosted-2.json": spaced(ASSERTION),
        "signed-2.jws": sign_compact({}, SIGNED_2, samples.TOKEN_KEY).encode(),
        "linked-3.json": b"\xef\xbb\xbf" + spaced(signed),
        "token-3.jwt": other.encode(),
        "other.json": spaced(VC),
        "other.jwt": jwt.encode(),
        "chain.json": spaced(VERSION_2),
        "baked.png": png.bake(pngs.png(tail=b""), json.dumps(hidden), png.KEYWORD_3) + b"tail",
        "baked.svg": svg.bake(SVG, json.dumps(drawn), svg.CREDENTIAL),
        "printed.pdf": pdfs.pdf(keys={"openbadges": json.dumps(printed)}),
    }


@pytest.fixture
def bring(take):
    """Imports files with one job, through the real way, and returns its items."""

    async def bring(learner, named, site=None):
        sources = [FromFile(name, content) for name, content in named.items()]
        job_id = await request_import(learner, sources)
        await run_import(learner, await take(), samples.intake_of(SITE if site is None else site))
        return await ImportItem.filter(job_id=job_id).order_by("position")

    return bring


async def packed(learner, *, with_reports=False):
    """Return each part of the wallet as the bytes of a ZIP file."""
    return [
        b"".join(
            [
                piece
                async for piece in pack(learner, part.first, part.last, with_reports=with_reports)
            ]
        )
        for part in await parts_of(learner)
    ]


async def forms_of(learner):
    return set(await Credential.filter(learner_id=learner.id).values_list("format", flat=True))


def contents(zipped):
    with ZipFile(BytesIO(zipped)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


async def arranged(learner):
    """Give the wallet tags, notes, an archive, and collections of which one is empty."""
    ids = [row.id for row in await Credential.filter(learner_id=learner.id).order_by("id")]
    await update_credential(
        learner, ids[0], note="Line one.\n\n“Two”, é\u2028", tags=["b", "Äpfel"]
    )
    await update_credential(learner, ids[1], archived=True, tags=["b"])
    await create_collection(learner, name="CV", description="Best.", credential_ids=ids[3:0:-1])
    await create_collection(learner, name="Empty")
    await create_collection(learner, name="CV", credential_ids=[ids[0], ids[2]])
    return ids


async def test_every_form_comes_back_byte_for_byte_and_so_does_the_packed_wallet(
    learner, other, bring, database
):
    brought = files()
    items = await bring(learner, brought)
    assert [(item.label, item.outcome) for item in items] == [
        (name, "ADDED") for name in brought
    ], [item.message for item in items]
    assert await forms_of(learner) | NEWER == EVERY
    await arranged(learner)
    (first,) = await packed(learner)
    assert [content for name, content in contents(first).items() if "/" in name] == list(
        brought.values()
    )
    items = await bring(other, {"wallet.zip": first})
    assert {item.outcome for item in items} == {"ADDED"}
    (second,) = await packed(other)
    assert second == first


async def test_records_tokens_of_parts_and_pages_come_back_byte_for_byte(
    learner, other, bring, database
):
    brought = {
        "record.json": spaced(record(samples.signed({"/id": "urn:uuid:77"}))),
        "record.jwt": record_token(
            samples.token({"/id": "urn:uuid:88"}), key=samples.TOKEN_KEY
        ).encode(),
        "diploma.sd-jwt": sd_jwts.issued().encode(),
        "page.warc": page_archive(),
    }
    items = await bring(learner, brought)
    assert {item.outcome for item in items} == {"ADDED"}, [item.message for item in items]
    assert await forms_of(learner) >= NEWER
    (first,) = await packed(learner)
    kept = {content for name, content in contents(first).items() if "/" in name}
    assert kept >= set(brought.values())
    items = await bring(other, {"wallet.zip": first})
    assert {item.outcome for item in items} <= {"ADDED", "DUPLICATE"}
    (second,) = await packed(other)
    assert second == first


async def test_reports_lie_beside_and_change_nothing_else(learner, other, bring):
    await bring(learner, {"a.json": spaced(version_1()), "b.jws": token().encode()})
    (bare,), (full,) = await packed(learner), await packed(learner, with_reports=True)
    reports = {name for name in contents(full) if name.startswith("reports/")}
    assert reports == {"reports/0001-1.json", "reports/0002-1.json"}
    assert {n: c for n, c in contents(full).items() if n not in reports} == contents(bare)
    told = json.loads(contents(full)["reports/0001-1.json"])
    assert (told["verdict"], told["integrity"]) == ("VERIFIED", "INTACT")
    assert {finding["check"] for finding in told["findings"]} >= {"issuer.hosting_scope"}
    await bring(other, {"wallet.zip": full})
    assert await packed(other) == [bare]


async def test_a_forged_report_in_a_wallet_is_believed_by_nobody(learner, other, bring):
    await bring(learner, {"a.json": spaced(version_1())})
    (bare,) = await packed(learner)
    forged = BytesIO(bare)
    with ZipFile(forged, "a") as opened:
        opened.writestr("reports/0001-1.json", b'{"verdict":"VERIFIED"}')
    await bring(other, {"wallet.zip": forged.getvalue()}, site={})
    (held,) = await Credential.filter(learner_id=other.id)
    assert held.verdict == "INCOMPLETE"


async def test_a_large_wallet_is_several_parts_that_come_together_again(
    learner, other, bring, monkeypatch
):
    monkeypatch.setattr(exporting, "MOST_CREDENTIALS", 5)
    await bring(learner, files())
    await arranged(learner)
    parts = await packed(learner)
    assert [len([name for name in contents(part) if "/" in name]) for part in parts] == [5, 5, 3]
    for number, part in enumerate(parts):
        await bring(other, {f"wallet-{number}.zip": part})
    assert await packed(other) == parts


async def test_a_part_has_no_more_bytes_than_an_import_takes(learner, bring, monkeypatch):
    named = {"a.json": spaced(version_1()), "b.jws": token().encode(), "c.json": spaced(VC)}
    await bring(learner, named)
    monkeypatch.setattr(exporting, "MOST_BYTES", len(named["a.json"]) + 1)
    assert [part.credentials for part in await parts_of(learner)] == [1, 1, 1]


async def test_packing_twice_gives_the_same_bytes(learner, bring):
    await bring(learner, files())
    await arranged(learner)
    assert await packed(learner, with_reports=True) == await packed(learner, with_reports=True)


async def test_a_wallet_that_was_tidied_meanwhile_keeps_what_is_there(learner, other, bring):
    """What was brought back is added to what is there, and takes nothing away."""
    await bring(learner, {"a.json": spaced(version_1()), "c.json": spaced(VC)})
    await arranged_little(learner)
    (first,) = await packed(learner)
    await bring(other, {"a.json": spaced(version_1())})
    (own,) = await Credential.filter(learner_id=other.id)
    await update_credential(other, own.id, note="My own.", tags=["B", "own"], archived=False)
    await create_collection(other, name="CV", description="Best.", credential_ids=[own.id])
    await bring(other, {"wallet.zip": first})
    held = await Credential.filter(learner_id=other.id).order_by("id")
    assert len(held) == 2
    assert (held[0].note, held[0].archived_at) == ("My own.", None)
    tags = CredentialTag.filter(learner_id=other.id, credential_id=own.id)
    assert sorted(await tags.values_list("tag", flat=True)) == ["B", "new", "own"]
    collections = await Collection.filter(learner_id=other.id)
    assert [(each.name, each.description) for each in collections] == [("CV", "Best.")]
    assert await CollectionItem.filter(learner_id=other.id).count() == 2


async def arranged_little(learner):
    first, second = await Credential.filter(learner_id=learner.id).order_by("id")
    await update_credential(learner, first.id, note="Theirs.", tags=["b", "new"], archived=True)
    await create_collection(
        learner, name="CV", description="Best.", credential_ids=[second.id, first.id]
    )


async def test_brought_twice_it_is_there_once(learner, other, bring):
    await bring(learner, files())
    await arranged(learner)
    (first,) = await packed(learner)
    await bring(other, {"wallet.zip": first})
    await bring(other, {"wallet.zip": first})
    assert await packed(other) == [first]


async def test_one_learner_never_gets_another_s(learner, other, bring):
    await bring(learner, {"a.json": spaced(version_1())})
    (part,) = await parts_of(learner)
    (held,) = await Credential.filter(learner_id=learner.id)
    with pytest.raises(ConflictError):
        await parts_of(other)
    pieces = [piece async for piece in pack(other, part.first, part.last, with_reports=True)]
    assert set(contents(b"".join(pieces))) == {"manifest.json"}
    assert await baked(other, held.shown_sha256, BakedForm.PNG) is None


async def test_what_is_deleted_while_it_is_packed_is_left_out(learner, bring):
    await bring(learner, {"a.json": spaced(version_1()), "c.json": spaced(VC)})
    (part,) = await parts_of(learner)
    packing = pack(learner, part.first, part.last, with_reports=False)
    pieces = [await anext(packing)]
    await delete_credential(learner, part.last)
    pieces += [piece async for piece in packing]
    assert list(contents(b"".join(pieces))) == ["manifest.json", "credentials/0001.json"]


async def test_no_more_than_a_file_is_held_at_a_time(learner, bring):
    large = {**VC, "evidence": {"narrative": "x" * 1_000_000}}
    named = {
        f"{number}.json": json.dumps({**large, "id": f"urn:uuid:{number}"}).encode()
        for number in range(4)
    }
    await bring(learner, named)
    (part,) = await parts_of(learner)
    sizes = [len(piece) async for piece in pack(learner, part.first, part.last, with_reports=False)]
    assert len(sizes) == 6
    assert max(sizes) < 2_000_000


@pytest.mark.parametrize("into", BakedForm)
async def test_a_badge_baked_on_download_is_the_same_badge_again(learner, other, bring, into):
    brought = {name: content for name, content in files().items() if "other" not in name}
    del brought["chain.json"], brought["displayed.json"]
    await bring(learner, brought)
    again = {}
    for row in await Credential.filter(learner_id=learner.id).order_by("id"):
        again[str(row.id)] = await baked(learner, row.shown_sha256, into)
    items = await bring(learner, again)
    assert {item.outcome for item in items} == {"DUPLICATE"}
    for content in again.values():
        assert len(open_documents(content)) == 1


async def test_what_is_no_badge_is_not_baked(learner, bring):
    await bring(learner, {"chain.json": spaced(VERSION_2)})
    (held,) = await Credential.filter(learner_id=learner.id)
    assert await baked(learner, held.shown_sha256, BakedForm.SVG) is None
    assert await baked(learner, "0" * 64, BakedForm.SVG) is None


async def test_a_document_is_kept_as_what_it_is(learner, bring):
    await bring(learner, {"a.json": spaced(version_1()), "b.pdf": files()["printed.pdf"]})
    held = await Credential.filter(learner_id=learner.id).order_by("id")
    kept = [await blobs.read(learner.id, row.document_sha256) for row in held]
    assert [each.media_type for each in kept] == ["application/json", "application/pdf"]
