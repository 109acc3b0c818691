"""What a link serves where fields are chosen: in no form a word of what is hidden."""

import base64
import json
import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from httpx2 import ASGITransport, AsyncClient
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier
from starlette.applications import Starlette

from tests.fixtures.chosen import NOW, ORIGIN, VALUE, contexts, forms, hold, publisher
from tests.fixtures.peers import ask_peer, needs_node
from tests.fixtures.sd_jwts import KEY as TOKEN_KEY
from wallet.proofs.pinned_contexts import EXCERPT, EXCERPT_PATH
from wallet.sharing.links import create_link, link_token, revoke_link
from wallet.sharing.own_status_list import OwnStatusLists
from wallet.sharing.tokens import TokenKeys
from wallet.store.media_links import MediaLinks
from wallet.web import OwnDocuments, WebServices, create_web_routes

KEYS = TokenKeys(b"k" * 32)
HIDDEN = re.compile(r"HIDDEN|hidden-[0-9a-z]+\.|hidden@|scale:hidden")
IN_BASE64 = re.compile(r"[A-Za-z0-9_-]{16,}")
LINKED_DATA, SUBSET, SD_JWT = (
    "WALLET_EXCERPT of linked data",
    "ISSUER_SUBSET of linked data",
    "ISSUER_SUBSET of a token",
)


@dataclass
class Visitor:
    """Somebody who got a link."""

    http: AsyncClient
    path: str
    share_id: object
    owner: object

    async def get(self, below="", accept="*/*", language="en"):
        headers = {"accept": accept, "accept-language": language}
        return await self.http.get(f"{self.path}{below}", headers=headers)


@pytest.fixture
async def visiting(sqlite_database):
    """Makes a link over forms of credentials, each with its chosen field, and a visitor of it."""
    signs = publisher()
    own = OwnDocuments(
        signs.identity, contexts, OwnStatusLists(signs.identity, contexts), lambda: NOW
    )
    services = WebServices(
        public_url=ORIGIN, clock=lambda: NOW, media_links=MediaLinks(b"m" * 32, ORIGIN), own=own
    )
    transport = ASGITransport(Starlette(routes=create_web_routes(services)))
    async with AsyncClient(transport=transport, base_url=ORIGIN) as http:

        async def visit(*names):
            owner = uuid4()
            chosen = {await hold(owner, forms()[name]): forms()[name].chosen for name in names}
            share_id = await create_link(
                owner,
                credential_ids=list(chosen),
                fields=chosen,
                publisher=signs,
                title="CV",
                keys=KEYS,
                now=NOW,
            )
            token = await link_token(owner, share_id, KEYS)
            return Visitor(http, f"/s/{token}", share_id, owner)

        yield visit


def opened(text):
    """Return a text and all that lies in base64 in it, however deep."""
    said, waiting = [], [text]
    while waiting:
        said.append(waiting.pop())
        for found in IN_BASE64.findall(said[-1]):
            whole = found[: len(found) - (len(found) % 4 == 1)]
            octets = base64.urlsafe_b64decode(whole + "=" * (-len(whole) % 4))
            waiting.append(octets.decode("latin-1"))
    return "\n".join(said)


@pytest.mark.parametrize("name", list(forms()))
async def test_no_form_has_a_word_of_what_is_hidden(visiting, name):
    visitor = await visiting(name)
    served = [
        await visitor.get(accept="text/html"),
        await visitor.get(accept="text/html", language="de"),
        await visitor.get(accept="application/json"),
        await visitor.get("/report"),
        await visitor.get("/vp"),
        await visitor.get("/vc/0"),
    ]
    for answer in served:
        assert answer.status_code == 200
        said = opened(f"{answer.headers}\n{answer.text}")
        assert HIDDEN.search(said) is None, HIDDEN.search(said)
    for answer in served[-2:]:
        assert VALUE in opened(answer.text)
    for below in ("/file/0", "/image/0"):
        assert (await visitor.get(below)).status_code == 404


def test_what_lies_in_base64_is_looked_into():
    inner = base64.urlsafe_b64encode(b'{"a": "HIDDEN-deep in a token"}').decode()
    assert "HIDDEN" in opened(base64.urlsafe_b64encode(inner.encode()).decode().rstrip("="))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (LINKED_DATA, "attest that these items are copied from it"),
        ("WALLET_EXCERPT of a hosted badge", "showed the full credential on its own site"),
        (SUBSET, "signed every item shown. The holder chose not to show other items."),
        (SD_JWT, "You can check this without trusting us."),
    ],
)
async def test_the_page_says_who_signed_what(visiting, name, said):
    page = (await (await visiting(name)).get(accept="text/html")).text
    assert said in page
    green = 'class="card tone-genuine"' in page
    assert green is name.startswith("ISSUER_SUBSET")


async def test_the_json_tells_the_level_and_since_when(visiting):
    visitor = await visiting(LINKED_DATA, SD_JWT)
    said = (await visitor.get("/report")).json()["credentials"]
    assert [each["level"] for each in said] == ["WALLET_EXCERPT", "ISSUER_SUBSET"]
    assert {each["chosenAt"] for each in said} == {"2026-11-23T12:00:00Z"}
    assert said[0]["original"]["mediaTypes"][0] == "application/vc+ld+json"
    assert said[1]["original"]["mediaTypes"][0] == "application/dc+sd-jwt"


async def test_a_challenge_that_is_too_long_is_signed_for_nobody(visiting):
    visitor = await visiting(LINKED_DATA)
    assert (await visitor.get(f"/vp?challenge={'c' * 201}")).status_code == 404


async def test_a_library_of_somebody_elses_reads_the_token(visiting):
    """Source: RFC 9901, by its authors' library."""
    visitor = await visiting(SD_JWT)
    text = (await visitor.get("/vc/0", "application/dc+sd-jwt")).text
    key = JWK.from_pem(TOKEN_KEY.public().to_pem().encode())
    payload = SDJWTVerifier(text, lambda *_: key).get_verified_payload()
    assert payload["grade"] == VALUE
    assert payload.keys().isdisjoint({"given_name", "work"})
    signed, *disclosures, _ = text.split("~")
    other = (await (await visiting(SD_JWT)).get("/vc/0")).text.split("~")
    for wrong in (f"{signed}~{'~'.join(reversed(disclosures))}~{disclosures[0]}~", f"{signed}~x~"):
        with pytest.raises(Exception, match=r".+"):  # of several kinds, theirs
            SDJWTVerifier(wrong, lambda *_: key).get_verified_payload()
    assert other[0] == signed


async def published(http):
    """Return what the wallet publishes, by its address, for software without a network."""
    paths = ("/.well-known/did.json", "/status/excerpts/1")
    return {f"{ORIGIN}{path}": (await http.get(path)).text for path in paths}


def known_contexts():
    texts = {url: dict(text) for url, text in contexts().texts().items()}
    return {**texts, f"{ORIGIN}{EXCERPT_PATH}": texts[EXCERPT]}


@pytest.mark.long
@needs_node
async def test_other_software_verifies_excerpts_and_refuses_what_is_wrong(visiting):
    visitor = await visiting(LINKED_DATA)
    excerpt = (await visitor.get("/vc/0")).json()
    theirs = (await (await visiting("WALLET_EXCERPT of a token")).get("/vc/0")).json()
    web = await published(visitor.http)
    await revoke_link(visitor.owner, visitor.share_id, now=NOW)
    revoked = await published(visitor.http)
    fields = excerpt["credentialSubject"]["field"]
    altered = json.loads(json.dumps(excerpt).replace(VALUE, "BETTER"))
    dropped = {name: value for name, value in excerpt.items() if name != "validUntil"}
    grafted = json.loads(json.dumps(excerpt))
    grafted["credentialSubject"]["field"] = [*fields, theirs["credentialSubject"]["field"][0]]
    swapped = {**excerpt, "proof": theirs["proof"]}
    cases = {
        "good": (excerpt, web),
        "altered": (altered, web),
        "dropped": (dropped, web),
        "grafted": (grafted, web),
        "swapped": (swapped, web),
        "revoked": (excerpt, revoked),
    }
    asked = [{"id": n, "document": document, "web": at} for n, (document, at) in cases.items()]
    said = ask_peer(
        "judge.mjs",
        {"moment": NOW.isoformat(), "contexts": known_contexts(), "cases": asked},
    )
    verdicts = {name: each["digitalbazaar"]["verdict"] for name, each in said.items()}
    assert verdicts == {name: "valid" if name == "good" else "invalid" for name in cases}, said


@pytest.mark.long
@needs_node
async def test_other_software_verifies_what_an_issuer_signed_in_parts(visiting):
    visitor = await visiting(SUBSET)
    derived = (await visitor.get("/vc/0")).json()
    altered = json.loads(json.dumps(derived).replace(VALUE, "BETTER"))
    dropped = {**derived, "issuer": {"id": derived["issuer"]["id"], "type": ["Profile"]}}
    cases = {"good": derived, "altered": altered, "dropped": dropped}
    asked = [{"id": name, "document": each, "web": {}} for name, each in cases.items()]
    said = ask_peer(
        "judge.mjs", {"moment": NOW.isoformat(), "contexts": known_contexts(), "cases": asked}
    )
    verdicts = {name: each["digitalbazaar"]["verdict"] for name, each in said.items()}
    assert verdicts == {"good": "valid", "altered": "invalid", "dropped": "invalid"}, said


@pytest.mark.long
@needs_node
async def test_other_software_verifies_the_presentation_for_its_challenge_alone(visiting):
    visitor = await visiting(LINKED_DATA)
    presentation = (await visitor.get("/vp?challenge=theirs")).json()
    web = await published(visitor.http)

    def verified(**changed):
        asked = {
            "presentation": presentation,
            "challenge": "theirs",
            "domain": ORIGIN,
            "moment": NOW.isoformat(),
            "contexts": known_contexts(),
            "web": web,
        }
        return ask_peer("present.mjs", asked | changed)

    assert verified()["verified"], verified()
    assert not verified(challenge="other")["verified"]
    altered = json.loads(json.dumps(presentation).replace(VALUE, "BETTER"))
    assert not verified(presentation=altered)["verified"]
