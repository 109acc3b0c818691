import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import STRANGER, TOKEN_KEY, Answering, did_of, examine, found, token
from tests.verification.within import BADGE

CHECK = "refresh.service"
URL = "https://workshop.example/refresh/1"
SERVICE = {"/refreshService": {"id": URL, "type": "1EdTechCredentialRefresh"}}
LOST = "did:web:lost.example"
OLD = {**SERVICE, "/validUntil": "2026-06-01T00:00:00Z"}
NEWER = {"/validFrom": "2026-05-01T00:00:00Z", "/validUntil": "2027-06-01T00:00:00Z"}


async def test_a_newer_edition_gives_its_dates():
    examined = await examine(token(OLD), {URL: token(NEWER)})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.looked_at) == ("REFRESH_USED", "WARN", URL)
    assert examined.report.standing == "CURRENT"
    assert examined.report.verdict == "VERIFIED"


async def test_a_newer_edition_gives_its_status():
    status = {"id": "https://workshop.example/revoked", "type": "1EdTechRevocationList"}
    badge = token({**NEWER, "/credentialStatus": status})
    listed = {"issuer": did_of(TOKEN_KEY), "revokedCredential": [BADGE]}
    examined = await examine(token(SERVICE), {URL: badge, status["id"]: listed})
    assert found(examined, CHECK).code == "REFRESH_USED"
    assert examined.report.standing == "REVOKED"


async def test_what_is_shown_stays_the_one_in_hand():
    renewed = token({**NEWER, "/credentialSubject/achievement/name": "Welding"})
    examined = await examine(token(OLD), {URL: renewed})
    assert examined.credential.title == {"und": "Soldering"}


async def test_the_same_edition_is_no_news():
    badge = token(SERVICE)
    finding = found(await examine(badge, {URL: badge}), CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")


async def test_it_is_asked_once():
    sources = Answering({URL: token({**NEWER, **SERVICE})})
    await examine(token(OLD), sources)
    assert sources.asked.count(URL) == 1


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(token({**NEWER, "/id": "urn:uuid:1"}), id="another-credential"),
        pytest.param(token(NEWER, key=STRANGER), id="another-issuer"),
        pytest.param(token(NEWER)[:-6] + "AAAAAA", id="altered"),
        pytest.param(token({**NEWER, "/id": REMOVED}), id="without-an-id"),
        pytest.param(token({"/validFrom": "2025-01-01T00:00:00Z"}), id="older"),
        pytest.param({"hello": 1}, id="something-else"),
    ],
)
async def test_what_is_not_the_same_is_ignored(shown):
    examined = await examine(token(OLD), {URL: shown})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("REFRESH_NOT_EQUIVALENT", "WARN")
    assert examined.report.standing == "EXPIRED"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        pytest.param(SERVICE, {}, id="silent"),
        pytest.param({"/refreshService": {**SERVICE["/refreshService"], "id": "urn:a:b"}}, {}),
        pytest.param(
            SERVICE, {URL: token({**NEWER, "/issuer/id": LOST}, key_id=f"{LOST}#k")}, id="in-doubt"
        ),
    ],
)
async def test_one_that_could_not_be_had_leaves_the_one_in_hand(edits, said):
    examined = await examine(token(edits), said)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("REFRESH_UNREACHABLE", "WARN")
    assert examined.report.verdict == "VERIFIED"


async def test_of_a_broken_badge_nobody_is_asked():
    sources = Answering({URL: token(NEWER)})
    examined = await examine(token(OLD)[:-6] + "AAAAAA", sources)
    assert found(examined, CHECK).code == "NOT_REACHED"
    assert sources.asked == []


@pytest.mark.parametrize(
    "edits",
    [{}, {"/refreshService": {"id": URL, "type": "Another"}}],
)
async def test_a_badge_that_is_not_refreshed(edits):
    assert found(await examine(token(edits)), CHECK).code == "DOES_NOT_APPLY"
