import json
from asyncio import gather
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from hmac import new as hmac

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.accounts.conftest import MINUTE, NOW, letters_to
from tests.accounts.provider import AUDIENCE, KEYS, METADATA, new_key
from wallet.accounts import addresses
from wallet.accounts.account import account_for, read
from wallet.accounts.oidc import (
    JwtFault,
    JwtRefusedError,
    OidcProvider,
    account_of,
)
from wallet.accounts.oidc_keys import KeyTimes
from wallet.store.models.accounts import Account, ExternalIdentity

ADA = "ada@wallet.example"


@pytest.fixture
def fault(accepts):
    """Return a function that tells why a token is not taken."""

    async def of(token, providers=None, now=NOW):
        with pytest.raises(JwtRefusedError) as refusal:
            await (providers or accepts()).verify(token, now=now)
        return refusal.value.fault

    return of


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_a_token_says_whom_it_speaks_of(provider, accepts, algorithm):
    provider.keys = [new_key("another"), new_key("mine", algorithm)]
    provider.publish()
    token = provider.token(NOW, key=provider.keys[1], name="Ada", email=ADA, email_verified=True)
    identity = await accepts().verify(token, now=NOW)
    assert (identity.issuer, identity.subject) == (provider.issuer, "ada")
    assert identity.expires_at == NOW + 5 * MINUTE
    assert identity.name == "Ada"
    assert identity.email is None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"aud": [AUDIENCE]}, id="audience in a list"),
        pytest.param({"aud": [AUDIENCE, "other"], "azp": AUDIENCE}, id="several and one party"),
        pytest.param({"azp": "frontend"}, id="given to a client that is listed"),
        pytest.param({"headers": {"typ": "at+jwt"}}, id="an access token by its type"),
        pytest.param({"headers": {"kid": None}}, id="one key and no key id"),
        pytest.param({"nbf": int(NOW.timestamp()) + 29}, id="a clock that is half a minute ahead"),
        pytest.param({"exp": int(NOW.timestamp()) - 29}, id="a clock that is half a minute late"),
    ],
)
async def test_what_the_specifications_allow_is_taken(provider, accepts, changed):
    providers = accepts(authorized_parties=("frontend",))
    assert await providers.verify(provider.token(NOW, **changed), now=NOW)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({"aud": "other"}, JwtFault.UNKNOWN, id="for another audience"),
        pytest.param({"aud": None}, JwtFault.UNKNOWN, id="for no audience"),
        pytest.param({"aud": []}, JwtFault.UNKNOWN, id="for an empty list of audiences"),
        pytest.param({"aud": {AUDIENCE: 1}}, JwtFault.UNKNOWN, id="audience of no fitting form"),
        pytest.param({"aud": [AUDIENCE, "b"]}, JwtFault.UNKNOWN, id="for several and no party"),
        pytest.param({"azp": "other"}, JwtFault.UNKNOWN, id="given to another client"),
        pytest.param({"iss": "https://other.example"}, JwtFault.UNKNOWN, id="another issuer"),
        pytest.param({"iss": None}, JwtFault.UNKNOWN, id="no issuer"),
        pytest.param({"iss": ["x"]}, JwtFault.UNKNOWN, id="an issuer that is no text"),
        pytest.param({"sub": None}, JwtFault.UNKNOWN, id="no subject"),
        pytest.param({"sub": ""}, JwtFault.MALFORMED, id="an empty subject"),
        pytest.param({"sub": "x" * 256}, JwtFault.MALFORMED, id="a subject too long"),
        pytest.param({"sub": 7}, JwtFault.UNKNOWN, id="a subject that is no text"),
        pytest.param({"exp": None}, JwtFault.UNKNOWN, id="without an end"),
        pytest.param({"iat": None}, JwtFault.UNKNOWN, id="without a beginning"),
        pytest.param(
            {"exp": int(NOW.timestamp()) - 30}, JwtFault.EXPIRED, id="expired half a minute ago"
        ),
        pytest.param(
            {"nbf": int(NOW.timestamp()) + 31}, JwtFault.UNKNOWN, id="not before a later time"
        ),
        pytest.param({"iat": int(NOW.timestamp()) + 31}, JwtFault.UNKNOWN, id="made in the future"),
        pytest.param({"exp": True}, JwtFault.MALFORMED, id="an end that is no number"),
        pytest.param({"exp": "9999999999"}, JwtFault.MALFORMED, id="an end in quotes"),
        pytest.param({"exp": float("inf")}, JwtFault.MALFORMED, id="an end without end"),
        pytest.param({"exp": float("nan")}, JwtFault.MALFORMED, id="an end that is no moment"),
        pytest.param({"exp": 10**20}, JwtFault.MALFORMED, id="an end beyond the calendar"),
        pytest.param({"exp": 10**400}, JwtFault.MALFORMED, id="an end beyond every number"),
        pytest.param({"headers": {"typ": "logout+jwt"}}, JwtFault.UNKNOWN, id="a logout token"),
        pytest.param({"events": {}}, JwtFault.UNKNOWN, id="a logout token without its type"),
        pytest.param(
            {"headers": {"crit": ["x"], "x": 1}}, JwtFault.MALFORMED, id="critical header"
        ),
        pytest.param({"headers": {"kid": "nobody's"}}, JwtFault.UNKNOWN, id="an unknown key"),
        pytest.param({"key": new_key("first")}, JwtFault.UNKNOWN, id="another's key by its id"),
        pytest.param({"key": new_key("first", "EdDSA")}, JwtFault.UNKNOWN, id="another algorithm"),
    ],
)
async def test_what_is_wrong_is_refused(provider, fault, changed, expected):
    assert await fault(provider.token(NOW, **changed)) is expected


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="not base64 of JSON"),
        pytest.param("a.b", id="two parts"),
        pytest.param("é.é.é", id="not ASCII"),
        pytest.param("e30." + "A" * 16_384 + ".AA", id="too long"),
        pytest.param("W10.W10.AA", id="lists where objects belong"),
    ],
)
async def test_what_is_no_token_is_malformed(provider, fault, token):
    assert await fault(token) is JwtFault.MALFORMED
    assert provider.peer.asked == []


def compact(header, claims, sign):
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    signing_input = b".".join(parts)
    signature = urlsafe_b64encode(sign(signing_input)).rstrip(b"=")
    return (signing_input + b"." + signature).decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "HS256"])
async def test_the_public_key_is_no_password(provider, fault, algorithm):
    """Algorithm confusion: RFC 8725, 2.1."""
    provider.keys = [new_key("first", "RS256")]
    provider.publish()
    public = provider.keys[0].private.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = {"iss": provider.issuer, "sub": "ada", "aud": AUDIENCE, "iat": 1, "exp": 9**11}
    for secret in (pem, pem.strip(), json.dumps(provider.keys[0].jwk).encode()):
        token = compact(
            {"alg": algorithm, "kid": "first", "typ": "JWT"},
            claims,
            lambda text, secret=secret: (
                hmac(secret, text, sha256).digest() if algorithm == "HS256" else b""
            ),
        )
        assert await fault(token) is JwtFault.UNKNOWN


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param({"use": "enc"}, id="for encryption"),
        pytest.param({"alg": "ES384"}, id="for another algorithm"),
        pytest.param({"crv": "P-384"}, id="on another curve"),
        pytest.param({"kty": "RSA"}, id="of another type"),
        pytest.param({"kty": "oct", "k": "c2VjcmV0"}, id="a shared secret"),
        pytest.param({"x": "AA"}, id="no point"),
        pytest.param({"d": "AA"}, id="given away"),
    ],
)
async def test_a_published_key_that_does_not_fit_is_not_used(provider, fault, spoilt):
    provider.publish(jwks={"keys": [provider.keys[0].jwk | spoilt, "no key", None]})
    assert await fault(provider.token(NOW)) is JwtFault.UNKNOWN


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # in signing
async def test_a_short_rsa_key_is_refused(provider, fault):
    provider.keys = [new_key("short", "RS256", bits=1024)]
    provider.publish()
    assert await fault(provider.token(NOW)) is JwtFault.UNKNOWN


async def test_without_a_key_id_there_must_be_no_choice(provider, fault):
    provider.keys = [new_key("first"), new_key("second")]
    provider.publish()
    assert await fault(provider.token(NOW, headers={"kid": None})) is JwtFault.UNKNOWN


@pytest.mark.parametrize("algorithms", [(), ("HS256",), ("RS256", "none"), ("ES256K",)])
def test_unsafe_algorithms_cannot_be_configured(algorithms):
    with pytest.raises(ValueError, match="algorithms"):
        OidcProvider("https://login.example", AUDIENCE, algorithms=algorithms)


def test_an_audience_must_be_configured():
    with pytest.raises(ValueError, match="audience"):
        OidcProvider("https://login.example", "")


async def test_keys_are_fetched_once_for_everybody(provider, accepts):
    providers = accepts()
    token = provider.token(NOW)
    await gather(*(providers.verify(token, now=NOW) for _ in range(20)))
    await providers.verify(token, now=NOW)
    assert (provider.asked(METADATA), provider.asked(KEYS)) == (1, 1)


async def test_a_new_key_is_found_and_an_old_one_forgotten(provider, accepts, clock, fault):
    providers = accepts()
    old = provider.token(NOW)
    await providers.verify(old, now=NOW)
    provider.rotate()
    clock.now += timedelta(seconds=31)
    assert await providers.verify(provider.token(NOW), now=NOW)
    assert await fault(old, providers) is JwtFault.UNKNOWN
    assert provider.asked(KEYS) == 2


async def test_a_withdrawn_key_is_forgotten_once_keys_are_no_longer_fresh(
    provider, accepts, clock, fault
):
    providers = accepts()
    old = provider.token(NOW)
    await providers.verify(old, now=NOW)
    provider.rotate()
    clock.now += KeyTimes().fresh
    assert await fault(old, providers) is JwtFault.UNKNOWN


async def test_a_flood_of_made_up_keys_causes_no_flood_of_fetches(provider, accepts, clock, fault):
    providers = accepts()
    await providers.verify(provider.token(NOW), now=NOW)
    for number in range(50):
        clock.now += timedelta(seconds=1)
        token = provider.token(NOW, headers={"kid": f"made-up-{number}"})
        assert await fault(token, providers) is JwtFault.UNKNOWN
    assert provider.asked(KEYS) == 2
    assert await providers.verify(provider.token(NOW), now=NOW)


async def test_metadata_of_another_issuer_is_not_believed(provider, fault):
    provider.publish(issuer="https://other.example")
    assert await fault(provider.token(NOW)) is JwtFault.UNAVAILABLE
    assert provider.asked(KEYS) == 0


@pytest.mark.parametrize(
    ("path", "http_status", "body"),
    [
        pytest.param(METADATA, 500, b"{}", id="metadata fail"),
        pytest.param(METADATA, 200, b"[]", id="metadata are no object"),
        pytest.param(METADATA, 200, b"no JSON", id="metadata are no JSON"),
        pytest.param(KEYS, 404, b"{}", id="keys are not there"),
        pytest.param(KEYS, 200, b'{"keys": {}}', id="keys are no list"),
        pytest.param(KEYS, 200, b"{}", id="no keys"),
    ],
)
async def test_keys_that_cannot_be_had_are_no_verdict(provider, fault, path, http_status, body):
    provider.peer.says(path, http_status, body)
    assert await fault(provider.token(NOW)) is JwtFault.UNAVAILABLE


async def test_keys_on_a_private_address_are_not_fetched(provider, fault):
    metadata = {"issuer": provider.issuer, "jwks_uri": "https://127.0.0.1:1/keys"}
    provider.peer.says(METADATA, body=json.dumps(metadata).encode())
    assert await fault(provider.token(NOW)) is JwtFault.UNAVAILABLE


async def test_known_keys_serve_for_an_hour_while_the_provider_is_away(
    provider, accepts, clock, fault
):
    providers = accepts()
    await providers.verify(provider.token(NOW), now=NOW)
    provider.peer.says(METADATA, 503)
    clock.now += timedelta(minutes=59)
    assert await providers.verify(provider.token(NOW), now=NOW)
    clock.now += timedelta(minutes=1)
    assert await fault(provider.token(NOW), providers) is JwtFault.UNAVAILABLE


async def test_a_failing_provider_is_left_alone_for_a_while(provider, accepts, clock, fault):
    provider.peer.says(METADATA, 503)
    providers = accepts()
    for _ in range(10):
        assert await fault(provider.token(NOW), providers) is JwtFault.UNAVAILABLE
    assert provider.asked(METADATA) == 1
    provider.publish()
    clock.now += timedelta(seconds=31)
    assert await providers.verify(provider.token(NOW), now=NOW)


async def test_first_sight_opens_an_account_and_the_next_finds_it(database, provider, accepts):
    identity = await accepts().verify(provider.token(NOW, name="Ada"), now=NOW)
    answers = await gather(*(account_of(identity, now=NOW) for _ in range(8)))
    assert len(set(answers)) == 1
    assert await account_of(identity, now=NOW + MINUTE) == answers[0]
    assert await Account.all().count() == await ExternalIdentity.all().count() == 1
    assert (await read(answers[0])).display_name == "Ada"


async def test_odd_words_of_a_provider_open_an_account_too(database, provider, accepts):
    token = provider.token(NOW, sub="a\ud800\x00b", name="\x00\ud800\u202e" + "x" * 5000)
    identity = await accepts().verify(token, now=NOW)
    opened = await account_of(identity, now=NOW)
    assert await account_of(identity, now=NOW) == opened
    assert len((await read(opened)).display_name) <= 200


async def test_the_same_mail_at_another_subject_is_another_account(database, provider, accepts):
    providers = accepts(trusts_email=True)
    said = {"email": ADA, "email_verified": True}
    first, second = [
        await account_of(
            await providers.verify(provider.token(NOW, sub=sub, **said), now=NOW), now=NOW
        )
        for sub in ("ada", "eve")
    ]
    assert first != second
    assert await addresses.proven(first) == (ADA,)
    assert await addresses.proven(second) == ()


@pytest.mark.parametrize(
    ("trusts_email", "said", "proven"),
    [
        pytest.param(True, {"email_verified": True}, (ADA,), id="trusted and verified"),
        pytest.param(False, {"email_verified": True}, (), id="a provider not trusted with mail"),
        pytest.param(True, {"email_verified": False}, (), id="not verified"),
        pytest.param(True, {"email_verified": "true"}, (), id="verified, but only in words"),
        pytest.param(True, {}, (), id="nothing said"),
        pytest.param(True, {"email_verified": True, "email": "x"}, (), id="no address"),
        pytest.param(True, {"email_verified": True, "email": 7}, (), id="not even text"),
    ],
)
async def test_mail_counts_where_it_may(database, provider, accepts, trusts_email, said, proven):
    token = provider.token(NOW, **({"email": ADA} | said))
    identity = await accepts(trusts_email=trusts_email).verify(token, now=NOW)
    assert await addresses.proven(await account_of(identity, now=NOW)) == proven


async def test_a_provider_takes_no_address_from_an_account(database, provider, accepts):
    holder = await account_for(ADA, now=NOW)
    token = provider.token(NOW, email=ADA.upper(), email_verified=True)
    newcomer = await account_of(await accepts(trusts_email=True).verify(token, now=NOW), now=NOW)
    assert newcomer != holder
    assert await addresses.proven(holder) == (ADA,)
    assert [view.is_verified for view in await addresses.listed(newcomer)] == [False]
    assert await letters_to(ADA) == []
