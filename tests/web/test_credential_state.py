"""What a visitor is told first, and how the four questions are answered."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.web import samples
from tests.web.samples import finding, report
from wallet.credentials.credential import CredentialFormat
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import SharedIssuer
from wallet.verification.finding import Outcome, VerificationAnswer
from wallet.verification.report import Integrity, Standing, TrustAnchor, Verdict
from wallet.web.credential_state import TONES, State, Tone, issuer_domain, state_of, tone_of
from wallet.web.share_view import view_of
from wallet.web.words import ENGLISH

UNVERIFIED = {"level": DisclosureLevel.UNVERIFIED, "intact_at": None}


def failed(check, code="CODE"):
    return report(finding(check, Outcome.FAIL, code, "It fails."))


def unknown(check, code):
    return report(finding(check, Outcome.UNKNOWN, code, "It is not known."))


def view(item):
    shown = view_of(
        samples.share(item),
        url="https://w.example/s/t",
        path="/s/t",
        now=samples.NOW,
        wording=ENGLISH,
    )
    return shown.credentials[0]


STATES = [
    pytest.param(samples.credential(), State.GENUINE, "Genuine and valid", id="genuine"),
    pytest.param(samples.hosted(), State.GENUINE_HOSTED, "Genuine and valid", id="hosted"),
    pytest.param(samples.subset(), State.GENUINE_SUBSET, "Genuine and valid, in part", id="subset"),
    pytest.param(
        samples.excerpt(), State.EXCERPT, "Excerpt of a credential that we checked", id="excerpt"
    ),
    pytest.param(
        replace(samples.self_declared(), level=DisclosureLevel.ISSUER_SUBSET),
        State.SELF_DECLARED,
        "Unaltered, but the issuer is not confirmed",
        id="subset by a key without a name",
    ),
    pytest.param(
        replace(samples.once_genuine(), level=DisclosureLevel.ISSUER_SUBSET),
        State.ONCE_GENUINE,
        "We could not reach the issuer; last good check 20 November 2026",
        id="subset of once",
    ),
    pytest.param(
        samples.credential(report=report(finding("proof.suite", Outcome.WARN, "OLD", "Old."))),
        State.GENUINE_WITH_REMARKS,
        "Genuine, with a remark",
        id="remark",
    ),
    pytest.param(
        samples.self_declared(),
        State.SELF_DECLARED,
        "Unaltered, but the issuer is not confirmed",
        id="self-declared",
    ),
    pytest.param(
        samples.expired(), State.EXPIRED, "Genuine, but expired on 3 March 2026", id="expired"
    ),
    pytest.param(
        replace(
            samples.expired(),
            report=report(
                finding("validity.period", Outcome.FAIL, "EXPIRED", "Over."),
                trust=TrustAnchor.KEY_ONLY,
            ),
        ),
        State.EXPIRED_UNCONFIRMED,
        "Expired on 3 March 2026",
        id="expired and self-declared",
    ),
    pytest.param(
        samples.credential(report=failed("validity.period", "DATES_INVERTED")),
        State.DATES_CONTRADICT,
        "Not valid: its dates contradict each other",
        id="contradicting dates",
    ),
    pytest.param(
        samples.credential(
            valid_from=datetime(2027, 1, 2, tzinfo=UTC),
            report=failed("validity.period", "NOT_YET_VALID"),
        ),
        State.NOT_YET_VALID,
        "Not valid yet, from 2 January 2027 on",
        id="not yet valid",
    ),
    pytest.param(
        samples.credential(report=failed("status.suspension", "SUSPENDED")),
        State.SUSPENDED,
        "Suspended by the issuer",
        id="suspended",
    ),
    pytest.param(samples.withdrawn(), State.WITHDRAWN, "Withdrawn by the issuer", id="withdrawn"),
    pytest.param(
        samples.credential(report=unknown("status.revocation", "STATUS_UNREACHABLE")),
        State.STANDING_UNKNOWN,
        "Unaltered; whether it still holds is not known",
        id="standing unknown",
    ),
    pytest.param(
        samples.once_genuine(),
        State.ONCE_GENUINE,
        "We could not reach the issuer; last good check 20 November 2026",
        id="once genuine",
    ),
    pytest.param(
        samples.unreachable(),
        State.UNREACHABLE,
        "Not confirmed: we could not reach the issuer",
        id="unreachable",
    ),
    pytest.param(
        samples.credential(report=unknown("jsonld.contexts", "CONTEXT_NOT_PINNED"), **UNVERIFIED),
        State.NOT_CHECKABLE,
        "Not confirmed: we could not check all of it",
        id="not checkable",
    ),
    pytest.param(
        samples.credential(report=None, **UNVERIFIED),
        State.NOT_CHECKED,
        "Not checked yet",
        id="not checked",
    ),
    pytest.param(
        samples.altered(),
        State.ALTERED,
        "Altered: this is not what example.edu issued",
        id="altered",
    ),
    pytest.param(
        samples.credential(report=failed("issuer.key_binding"), **UNVERIFIED),
        State.FOREIGN_KEY,
        "Not from example.edu: signed with somebody else’s key",  # noqa: RUF001 -- typography
        id="somebody else's key",
    ),
    pytest.param(
        samples.credential(report=failed("issuer.hosting_scope"), **UNVERIFIED),
        State.FOREIGN_HOST,
        "Not confirmed by example.edu",
        id="somebody else's host",
    ),
    pytest.param(
        samples.credential(report=failed("proof.present"), **UNVERIFIED),
        State.UNSIGNED,
        "Not signed",
        id="unsigned",
    ),
    pytest.param(
        samples.credential(report=failed("schema.canonical"), **UNVERIFIED),
        State.MALFORMED,
        "Not valid: it breaks the rules of its format",
        id="malformed",
    ),
]


@pytest.mark.parametrize(("item", "state", "headline"), STATES)
def test_leads_with(item, state, headline):
    assert state_of(item) is state
    assert view(item).headline == headline


def test_an_excerpt_never_looks_like_what_an_issuer_signed():
    shown = view(samples.excerpt())
    assert shown.tone is Tone.NEUTRAL
    assert shown.answers[0].tone is Tone.NEUTRAL
    assert "attest that these items are copied from it" in shown.sentence
    assert view(replace(samples.excerpt(), form=CredentialFormat.OPEN_BADGES_2_HOSTED)).sentence


def test_every_state_is_led_with_by_some_credential():
    assert {parameters.values[1] for parameters in STATES} == set(State)
    assert set(TONES) == set(ENGLISH.share.states) == set(State)


@pytest.mark.parametrize(("item", "state", "headline"), STATES)
def test_no_sentence_is_left_with_a_gap(item, state, headline):
    shown = view(item)
    said = [shown.headline, shown.sentence, shown.checked]
    said += [text for answer in shown.answers for text in (answer.answer, answer.meaning)]
    for text in said:
        assert text
        assert not re.search(r"[{}]|None", text)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("standing", list(Standing))
@pytest.mark.parametrize("integrity", list(Integrity))
@pytest.mark.parametrize("trust", list(TrustAnchor))
def test_nothing_unverified_or_fallen_is_green(integrity, standing, verdict, trust):
    """Whatever a report claims: green is for what is intact, current and confirmed alone."""
    claimed = replace(
        report(), integrity=integrity, standing=standing, verdict=verdict, trust=trust
    )
    for level in DisclosureLevel:
        item = samples.credential(level=level, report=claimed)
        good = (
            level not in {DisclosureLevel.UNVERIFIED, DisclosureLevel.WALLET_EXCERPT}
            and integrity is Integrity.INTACT
            and standing is Standing.CURRENT
            and trust in {TrustAnchor.DOMAIN, TrustAnchor.REGISTERED}
        )
        assert (tone_of(item) is Tone.GENUINE) == good
        if level is DisclosureLevel.UNVERIFIED:
            assert all(answer.tone is not Tone.GENUINE for answer in view(item).answers)


def test_trust_and_recipient_stand_beside_every_verdict():
    for parameters in STATES:
        questions = [answer.question for answer in view(parameters.values[0]).answers]
        assert questions == [
            "Who made it?",
            "Does it still hold?",
            "Who is behind the name?",
            "Whose is it?",
        ]


def test_a_self_declared_key_speaks_for_no_organisation():
    shown = view(samples.self_declared())
    trust = shown.answers[2]
    assert trust.answer == "Not confirmed"
    assert "we cannot confirm the organisation behind the name" in trust.meaning
    assert shown.issuer.domain is None
    assert shown.issuer.site is None
    assert "Issued and signed by" not in shown.sentence


def test_an_issuer_is_named_by_its_domain_in_ascii():
    cyrillic = SharedIssuer({"en": "Apple"}, "https://аррӏе.com/issuer", None)  # noqa: RUF001
    assert view(samples.credential(issuer=cyrillic)).issuer.domain == "xn--80ak6aa92e.com"


def test_a_name_that_looks_like_another_is_warned_of():
    warned = finding("issuer.name", Outcome.WARN, "NAME_CONFUSABLE", "Mixed scripts.")
    assert warned.answer is VerificationAnswer.TRUST
    trust = view(samples.credential(report=report(warned))).answers[2]
    assert trust.tone is Tone.REMARK
    assert "Go by the domain." in trust.meaning


def test_the_date_of_the_status_is_said():
    assert (
        "Not withdrawn (asked 23 November 2026, 14:49 UTC)"
        in view(samples.credential()).answers[1].meaning
    )


@pytest.mark.parametrize(
    ("check", "answer"),
    [
        pytest.param("proof.signature", "Not example.edu", id="a broken signature"),
        pytest.param("issuer.key_binding", "Not example.edu", id="somebody else's key"),
        pytest.param("proof.present", "Not known", id="no signature"),
        pytest.param("schema.canonical", "No answer", id="a fault of form accuses nobody"),
    ],
)
def test_says_who_made_what_is_broken(check, answer):
    answers = view(samples.credential(report=failed(check), **UNVERIFIED)).answers
    assert answers[0].answer == answer
    assert answers[1].answer == answers[3].answer == "No answer"


def test_what_was_altered_is_folded_away_as_a_claim():
    assert view(samples.credential()).believable
    assert not view(samples.altered()).believable


def test_a_name_is_said_only_where_genuine_credentials_agree():
    def prepared(*items):
        return view_of(
            samples.share(*items), url="", path="", now=samples.NOW, wording=ENGLISH
        ).prepared_by

    ada = samples.credential(recipient_name="Ada")
    assert prepared(ada, ada).endswith("made out to Ada")
    for other in (
        samples.credential(recipient_name="Bea"),
        samples.credential(),
        replace(samples.altered(), recipient_name="Ada"),
    ):
        assert "Ada" not in prepared(ada, other)


def test_what_a_page_showed_is_never_genuine():
    item = samples.credential(
        form=CredentialFormat.PAGE_ATTESTED,
        report=unknown("issuer.page", "PAGE_ATTESTED"),
        **UNVERIFIED,
    )
    assert state_of(item) is State.NOT_CHECKABLE
    assert tone_of(item) is Tone.UNKNOWN
    assert not view(item).issuer.proven


@pytest.mark.parametrize(
    ("trust", "domain"), [(TrustAnchor.DOMAIN, "badges.example"), (TrustAnchor.KEY_ONLY, None)]
)
def test_a_bare_key_shows_the_domain_of_the_site_that_names_it(trust, domain):
    listed = replace(
        finding("status.revocation", Outcome.PASS, None, "It stands."),
        answer=VerificationAnswer.STANDING,
        looked_at="https://badges.example/revoked/1",
    )
    item = samples.credential(
        issuer=SharedIssuer({"en": "School"}, "did:key:z6MkSchool", "https://claimed.example"),
        report=report(listed, trust=trust),
    )
    assert view(item).issuer.domain == domain
    assert issuer_domain(item) == domain
