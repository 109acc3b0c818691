"""Is the issuer on a list of known issuers? No answer makes anybody look forged."""

from dataclasses import replace

import pytest

from tests.verification.samples import KEY, did_of, encoded, found, intake_of, signed
from wallet.verification.known_issuers import KnownIssuer, KnownIssuers

CHECK = "issuer.registry"
LISTED = KnownIssuer(did_of(KEY), "Example Workshop", "Workshops of the World")


class Fixed:
    """Lists that were read already."""

    def __init__(self, known):
        self.value = known

    async def known(self):
        return self.value


async def judge(known, badge=None):
    intake = replace(intake_of(), registries=Fixed(known))
    (document,) = intake.documents_in(encoded(badge or signed()))
    return await intake.examine(document, known=None)


@pytest.mark.parametrize(
    ("known", "code", "outcome", "trust"),
    [
        (None, "NO_REGISTRY", "SKIPPED", "KEY_ONLY"),
        (KnownIssuers((LISTED,)), None, "PASS", "REGISTERED"),
        (KnownIssuers((LISTED,), ("other",)), None, "PASS", "REGISTERED"),
        (KnownIssuers(), "ISSUER_NOT_LISTED", "WARN", "KEY_ONLY"),
        (KnownIssuers((), ("lost",)), "REGISTRY_UNREACHABLE", "UNKNOWN", "KEY_ONLY"),
    ],
    ids=["no-list", "listed", "listed-on-one-of-two", "not-listed", "list-not-read"],
)
async def test_no_answer_has_a_part_in_the_verdict(known, code, outcome, trust):
    examined = await judge(known)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (code, outcome, "TRUST")
    assert examined.report.trust == trust
    assert (examined.report.verdict, examined.report.integrity) == ("VERIFIED", "INTACT")


async def test_the_name_on_the_list_is_told_where_the_credential_has_another():
    other = replace(LISTED, name="Workshop of Example Street")
    finding = found(await judge(KnownIssuers((other,))), CHECK)
    assert finding.message.endswith("Workshops of the World calls it Workshop of Example Street.")
    assert found(await judge(KnownIssuers((LISTED,))), CHECK).detail == ""


async def test_a_list_that_was_not_read_is_named():
    finding = found(await judge(KnownIssuers((), ("lost.json",))), CHECK)
    assert "lost.json" in finding.message


async def test_who_names_a_listed_issuer_without_its_key_is_not_registered():
    forged = signed(after={"/name": "Forged"})
    examined = await judge(KnownIssuers((LISTED,)), forged)
    assert (examined.report.trust, found(examined, CHECK).outcome) == ("NONE", "SKIPPED")
