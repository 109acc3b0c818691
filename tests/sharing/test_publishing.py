"""Chosen fields: at the strongest level that their source allows, and nothing of the rest."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.chosen import NOW, SCALE, SIGNER, VALUE, contexts, forms, hold, publisher
from tests.fixtures.sd_jwts import KEY as TOKEN_KEY
from tests.proofs.base_proofs import KEY as BASE_KEY
from wallet.documents.base64url import from_base64url
from wallet.documents.sd_jwt import split_sd_jwt
from wallet.proofs.jose import verify_signature
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import task_for
from wallet.proofs.suites.ecdsa_sd_2023 import SUITE
from wallet.sharing.documents import document_of, original_of, picture_of
from wallet.sharing.excerpt import commitment
from wallet.sharing.links import change_link, create_link, link_token
from wallet.sharing.opening import open_link
from wallet.store.models.credentials import Credential
from wallet.store.models.excerpts import Excerpt
from wallet.store.models.shares import Share, ShareItem
from wallet.store.sealing import Seals
from wallet.user_errors import ConflictError, InvalidError, NotFoundError
from wallet.verification.report import Integrity

EXCERPTS = [name for name in forms() if name.startswith("WALLET")]
SIGNED = "WALLET_EXCERPT of linked data"


@pytest.fixture
def links(owner, keys):
    """Makes a link over one credential with some fields of it; returns its id and its token."""

    async def make(credential_id, chosen, **given):
        share_id = await create_link(
            owner,
            credential_ids=[credential_id],
            fields={credential_id: chosen},
            publisher=given.pop("publisher", publisher()),
            title="CV",
            keys=keys,
            now=NOW,
            **given,
        )
        return share_id, await link_token(owner, share_id, keys)

    return make


async def shown(token):
    opened = await open_link(token, NOW)
    (item,) = opened.items
    return item


async def document(token):
    found = await document_of(token, 0, NOW)
    return found.content.decode()


def holds(text, key=SIGNER):
    """Whether the proof of a derived credential holds."""
    derived = json.loads(text)
    analysis = analyse(task_for(derived), contexts())
    assert analysis.findings == ()
    return SUITE.verify(analysis.digests[0], derived["proof"], key.public())


@pytest.mark.parametrize("name", list(forms()))
async def test_each_is_shown_at_its_level_and_says_nothing_else(owner, links, name):
    form = forms()[name]
    _, token = await links(await hold(owner, form), form.chosen)
    item = await shown(token)
    assert item.level.value == name.split()[0]
    assert item.chosen_at == NOW
    said = f"{item!r}\n{await document(token)}"
    if "~" in said:
        presented = split_sd_jwt(await document(token))
        said += f"{presented.jws.payload}{[from_base64url(d) for d in presented.disclosures]}"
    assert "HIDDEN" not in said
    assert "hidden" not in said
    assert VALUE in said


async def test_a_chosen_work_is_shown_and_its_sibling_is_not(owner, links):
    form = forms()["WALLET_EXCERPT of a hosted badge"]
    _, token = await links(await hold(owner, form), ("/evidence/0",))
    (evidence,) = (await shown(token)).evidence
    assert (evidence.url, evidence.name) == ("https://shown.example/", {"und": VALUE})
    assert "hidden-1" not in await document(token)


@pytest.mark.parametrize("name", [n for n in forms() if "linked data" in n])
async def test_a_result_brings_its_scale_along(owner, links, name):
    _, token = await links(await hold(owner, forms()[name]), ("/credentialSubject/result/0",))
    (result,) = (await shown(token)).results
    assert (result.value, result.scale.name) == ({"und": VALUE}, {"und": SCALE})
    assert result.scale.maximum == "100"
    assert SCALE in await document(token)


@pytest.mark.parametrize("name", EXCERPTS)
async def test_an_excerpt_is_the_wallets_word_and_not_a_badge(owner, links, name):
    form = forms()[name]
    _, token = await links(await hold(owner, form), form.chosen)
    text = await document(token)
    assert holds(text)
    excerpt = json.loads(text)
    assert excerpt["type"] == ["VerifiableCredential", "WalletExcerpt"]
    assert excerpt["issuer"]["id"] == "did:web:wallet.example"
    source = excerpt["credentialSubject"]["source"]
    assert source["issuerId"] == "https://uni.example/issuer"
    assert (source["integrity"], source["standing"]) == ("INTACT", "CURRENT")
    assert source["checkedAt"] == source["intactAt"] == "2026-11-23T12:00:00Z"
    assert excerpt["credentialStatus"]["statusListCredential"].startswith("https://wallet.example/")
    assert "commitmentSalt" not in excerpt["credentialSubject"]


async def test_what_the_issuer_signed_in_parts_is_proven_by_the_issuer(owner, links):
    form = forms()["ISSUER_SUBSET of linked data"]
    _, token = await links(await hold(owner, form), form.chosen)
    assert holds(await document(token), BASE_KEY)
    assert await Excerpt.all().count() == 0


async def test_a_token_keeps_its_issuers_signature_and_loses_what_is_hidden(owner, links):
    form = forms()["ISSUER_SUBSET of a token"]
    _, token = await links(await hold(owner, form), ("/work/title", "/levels/1"))
    presented = split_sd_jwt(await document(token))
    assert presented.key_binding is None
    assert verify_signature(presented.jws, TOKEN_KEY.public()) is None
    claims = presented.disclosed.claims
    assert claims["work"] == {"title": "HIDDEN-work", "year": 2026}
    assert claims["levels"] == ["HIDDEN-level-1"]
    assert claims.keys().isdisjoint({"grade", "given_name"})


async def test_an_altered_field_and_one_of_another_link_do_not_hold(owner, links):
    credential_id = await hold(owner, forms()[SIGNED])
    _, one = await links(credential_id, ("/credentialSubject/result/0",))
    _, other = await links(credential_id, ("/credentialSubject/role",))
    excerpt, theirs = json.loads(await document(one)), json.loads(await document(other))
    fields = excerpt["credentialSubject"]["field"]
    altered = json.loads(json.dumps(excerpt).replace(VALUE, "BETTER"))
    role = next(f for f in theirs["credentialSubject"]["field"] if f["pointer"].endswith("/role"))
    grafted = json.loads(json.dumps(excerpt))
    grafted["credentialSubject"]["field"] = [*fields, role]
    dropped = json.loads(json.dumps(excerpt))
    del dropped["credentialStatus"]
    for wrong in (altered, grafted, dropped):
        (digest,) = analyse(task_for(wrong), contexts()).digests
        assert not SUITE.verify(digest, wrong["proof"], SIGNER.public())


async def test_two_links_of_one_credential_share_nothing(owner, links):
    credential_id = await hold(owner, forms()[SIGNED])
    one, other = [json.loads(await document((await links(credential_id, ()))[1])) for _ in "ab"]
    for name in ("id", "credentialStatus"):
        assert one[name] != other[name]
    sources = [each["credentialSubject"]["source"] for each in (one, other)]
    assert sources[0]["commitment"] != sources[1]["commitment"]
    assert one["proof"]["proofValue"] != other["proof"]["proofValue"]


async def test_the_same_link_shows_more_later_by_the_same_base(owner, links):
    credential_id = await hold(owner, forms()[SIGNED])
    share_id, token = await links(credential_id, ("/credentialSubject/result/0",))
    before, base = json.loads(await document(token)), await Excerpt.get(share_id=share_id)
    later = NOW + timedelta(days=1)
    more = ["/credentialSubject/result/0", "/credentialSubject/role", "/evidence/1"]
    await change_link(
        owner,
        share_id,
        credential_ids=[credential_id],
        fields={credential_id: more},
        publisher=publisher(),
        now=later,
    )
    text = await document(token)
    after = json.loads(text)
    assert holds(text)
    assert "HIDDEN-role" in text
    assert "HIDDEN-narrative" not in text
    assert (await Excerpt.get(share_id=share_id)).id == base.id
    assert after["id"] == before["id"]
    assert after["proof"]["created"] == before["proof"]["created"]
    assert [item.fields for item in await ShareItem.filter(share_id=share_id)] == [more]


async def test_the_base_lies_sealed(owner, links):
    share_id, _ = await links(await hold(owner, forms()[SIGNED]), ())
    kept = await Excerpt.get(share_id=share_id)
    assert "HIDDEN" not in kept.base_sealed
    bond = ("excerpt", share_id, kept.credential_id)
    base = json.loads(publisher().seals.open(kept.base_sealed, *bond))
    subject = base["credentialSubject"]
    source = forms()[SIGNED].text.encode()
    assert subject["source"]["commitment"] == commitment(subject["commitmentSalt"], source)


@pytest.mark.parametrize("changed", ["key", "source"])
async def test_a_base_that_is_not_todays_is_signed_anew(owner, links, changed):
    credential_id = await hold(owner, forms()[SIGNED])
    share_id, token = await links(credential_id, ())
    first = await Excerpt.get(share_id=share_id)
    by = publisher()
    if changed == "key":
        by = replace(by, seals=Seals((b"t" * 32,)))
    else:
        await Excerpt.filter(id=first.id).update(source_sha256="0" * 64)
    await change_link(
        owner,
        share_id,
        credential_ids=[credential_id],
        fields={credential_id: ["/credentialSubject/role"]},
        publisher=by,
        now=NOW,
    )
    second = await Excerpt.get(share_id=share_id)
    assert (first.list_number, first.position) != (second.list_number, second.position)
    assert holds(await document(token))


async def test_of_two_changes_at_once_one_is_told(owner, links, monkeypatch):
    credential_id = await hold(owner, forms()[SIGNED])
    share_id, _ = await links(credential_id, ())
    await Excerpt.filter(share_id=share_id).update(source_sha256="0" * 64)
    from wallet.sharing import links as room  # noqa: PLC0415  # what happens between two steps

    publish = room.publish

    async def slow(*args, **given):
        made = await publish(*args, **given)
        monkeypatch.setattr(room, "publish", publish)
        await change()
        return made

    async def change():
        await change_link(
            owner,
            share_id,
            credential_ids=[credential_id],
            fields={credential_id: []},
            publisher=publisher(),
            now=NOW,
        )

    monkeypatch.setattr(room, "publish", slow)
    with pytest.raises(ConflictError):
        await change()
    assert await Excerpt.filter(share_id=share_id).count() == 1


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param("/credentialSubject", id="what holds fields"),
        pytest.param("/credentialSubject/result", id="a list that is chosen from"),
        pytest.param("/credentialSubject/result/2", id="a result without its scale"),
        pytest.param("/credentialSubject/result/0/value", id="a part of a field"),
        pytest.param("/nothing", id="nothing"),
        pytest.param("nothing", id="no pointer"),
        pytest.param("", id="the whole"),
    ],
)
async def test_what_is_no_field_is_refused_where_it_stands(owner, links, pointer):
    credential_id = await hold(owner, forms()[SIGNED])
    with pytest.raises(InvalidError) as refused:
        await links(credential_id, (pointer,))
    assert refused.value.path == ("credential_ids", "0", "fields")
    assert await Share.all().count() == 0


async def test_another_learners_credential_is_not_there(owner, links):
    with pytest.raises(NotFoundError):
        await links(await hold(Credential().id, forms()[SIGNED]), ())


async def test_what_was_never_intact_is_shown_in_part_and_nobody_vouches(owner, links):
    credential_id = await hold(owner, forms()[SIGNED], Integrity.UNKNOWN)
    _, token = await links(credential_id, ("/credentialSubject/role",))
    item = await shown(token)
    assert (item.level.value, item.gives_document) == ("UNVERIFIED", False)
    assert await document_of(token, 0, NOW) is None
    assert "HIDDEN-narrative" not in repr(item)
    assert await Excerpt.all().count() == 0


async def test_an_excerpt_of_what_was_found_broken_later_is_not_given(owner, links):
    credential_id = await hold(owner, forms()[SIGNED])
    _, token = await links(credential_id, ())
    row = await Credential.get(id=credential_id)
    from tests.fixtures.examined import report  # noqa: PLC0415
    from wallet.store.reports import row_of  # noqa: PLC0415

    broken = row_of(owner, credential_id, report(Integrity.BROKEN, at=NOW + timedelta(hours=1)))
    await broken.save(force_create=True)
    await Credential.filter(id=row.id).update(latest_report_id=broken.id, integrity="BROKEN")
    assert (await shown(token)).level.value == "UNVERIFIED"
    assert await document_of(token, 0, NOW) is None


async def test_the_file_is_not_given_and_the_picture_only_where_it_is_chosen(owner, links):
    credential_id = await hold(owner, forms()[SIGNED])
    _, without = await links(credential_id, ())
    _, with_it = await links(credential_id, ("/credentialSubject/achievement/image",))
    assert await original_of(without, 0, NOW) is None
    assert await original_of(with_it, 0, NOW) is None
    assert await picture_of(without, 0, NOW) is None
    assert (await shown(without)).image_sha256 is None
    assert (await picture_of(with_it, 0, NOW)).content == b"\x89PNG painted"


async def test_shown_whole_again_it_is_as_its_issuer_signed_it(owner, links):
    form = forms()[SIGNED]
    credential_id = await hold(owner, form)
    share_id, token = await links(credential_id, ())
    await change_link(owner, share_id, credential_ids=[credential_id], now=NOW)
    assert (await shown(token)).level.value == "ORIGINAL"
    assert await document(token) == form.text
