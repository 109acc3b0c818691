"""An address that we would not ask: whoever brought it is told what to do, not to try again."""

from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from wallet.intake import Intake, Refused
from wallet.intake.examining import _NOT_FETCHED
from wallet.network import Fetcher
from wallet.network.errors import RefusalCode
from wallet.proofs.workers import InProcess
from wallet.verification.finding import Party
from wallet.verification.sources import LiveSources


def now():
    return datetime.now(UTC)


async def inwards(host):
    return (ip_address("10.0.0.1"),)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://127.0.0.1/badge.json", "ADDRESS_REFUSED"),
        ("https://[::1]/badge.json", "ADDRESS_REFUSED"),
        ("https://169.254.169.254/latest/meta-data", "ADDRESS_REFUSED"),
        ("https://inside.example/badge.json", "ADDRESS_REFUSED"),
        ("https://inside.example:22/badge.json", "PORT_REFUSED"),
        ("https://2130706433/badge.json", "HOST_INVALID"),
        ("ftp://issuer.example/badge.json", "SCHEME_REFUSED"),
    ],
)
async def test_it_says_what_to_do_and_that_asking_again_will_not_help(
    issuer_contexts, address, code
):
    fetcher = Fetcher(user_agent="wallet-tests", resolver=inwards)
    intake = Intake(LiveSources(fetcher, now), InProcess(issuer_contexts), now)
    refused = await intake.documents_at(address)
    await fetcher.aclose()
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert refused.message.endswith("Download the badge and bring its file.")
    assert not refused.retryable
    assert refused.mender is Party.LEARNER


def test_each_refusal_has_its_sentence():
    assert set(_NOT_FETCHED) == set(RefusalCode)
