"""Pinned contexts that are not at hand are fetched, each once; nothing else ever is."""

import asyncio
import json
from datetime import timedelta
from functools import partial

import pytest
from anyio import fail_after

from tests.fixtures.credentials import open_badge
from tests.vectors import SEEN_AT, VECTORS, MappedSources, needs_vectors
from wallet.intake.learning_contexts import ASK_AGAIN_AFTER, LearningPool
from wallet.proofs.analysis import Analysis
from wallet.proofs.contexts import Contexts
from wallet.proofs.suites import task_for
from wallet.verification.sources import Answer

BADGES_UNVERSIONED = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
CREDENTIALS_1 = "https://www.w3.org/2018/credentials/v1"


class CountingSources(MappedSources):
    """Sources that remember what they were asked."""

    def __init__(self, texts: dict[str, bytes]) -> None:
        super().__init__(texts)
        self.asked: list[str] = []

    async def fetch(self, url: str, *, plain_http: bool = False, wanted=None) -> Answer:
        self.asked.append(url)
        return await super().fetch(url, plain_http=plain_http)


def _codes(analysis: Analysis) -> set[str]:
    return {finding.code for finding in analysis.findings}


def _text() -> bytes:
    return (VECTORS / "contexts/ob-v3p0-context.json").read_bytes()


@pytest.fixture
def task():
    return task_for(open_badge((CREDENTIALS_1, BADGES_UNVERSIONED)))


@needs_vectors
async def test_a_pinned_text_is_fetched_once_and_kept(task) -> None:
    sources, kept = CountingSources({BADGES_UNVERSIONED: _text()}), []

    async def keep(answer: Answer) -> None:
        kept.append(answer.url)

    async with LearningPool(
        partial(Contexts.gather, None), sources, lambda: SEEN_AT, keep=keep
    ) as pool:
        assert _codes(await pool.analyse(task)) == set()
        assert _codes(await pool.analyse(task)) == set()
    assert sources.asked == kept == [BADGES_UNVERSIONED]


@needs_vectors
async def test_what_was_kept_is_not_asked_for_again(task) -> None:
    sources = CountingSources({})
    async with LearningPool(
        partial(Contexts.gather, None),
        sources,
        lambda: SEEN_AT,
        kept={BADGES_UNVERSIONED: _text()},
    ) as pool:
        assert _codes(await pool.analyse(task)) == set()
    assert sources.asked == []


async def test_a_text_with_another_digest_is_never_used(task) -> None:
    forged = json.dumps({"@context": {"@vocab": "https://attacker.example/"}}).encode()
    sources = CountingSources({BADGES_UNVERSIONED: forged})
    async with LearningPool(partial(Contexts.gather, None), sources, lambda: SEEN_AT) as pool:
        assert "CONTEXT_NOT_PINNED" in _codes(await pool.analyse(task))


async def test_one_that_cannot_be_had_is_asked_for_again_only_later(task) -> None:
    sources, moments = CountingSources({}), [SEEN_AT]
    async with LearningPool(partial(Contexts.gather, None), sources, lambda: moments[0]) as pool:
        await pool.analyse(task)
        await pool.analyse(task)
        assert sources.asked == [BADGES_UNVERSIONED]
        moments[0] = SEEN_AT + ASK_AGAIN_AFTER + timedelta(seconds=1)
        await pool.analyse(task)
    assert sources.asked == [BADGES_UNVERSIONED] * 2


async def test_a_context_that_nobody_pinned_is_never_asked_for() -> None:
    sources = CountingSources({})
    unknown = task_for(open_badge((CREDENTIALS_1, "https://attacker.example/context.json")))
    async with LearningPool(partial(Contexts.gather, None), sources, lambda: SEEN_AT) as pool:
        assert "CONTEXT_NOT_PINNED" in _codes(await pool.analyse(unknown))
    assert sources.asked == []


async def test_a_document_that_lacks_nothing_waits_for_nobodys_context(task) -> None:
    asked, answered = asyncio.Event(), asyncio.Event()

    class SlowSources(CountingSources):
        async def fetch(self, url: str, *, plain_http: bool = False, wanted=None) -> Answer:
            asked.set()
            await answered.wait()
            return await super().fetch(url, plain_http=plain_http)

    async with LearningPool(
        partial(Contexts.gather, None), SlowSources({}), lambda: SEEN_AT
    ) as pool:
        lacking = asyncio.create_task(pool.analyse(task))
        await asked.wait()
        with fail_after(30):
            assert _codes(await pool.analyse(task_for(open_badge()))) == set()
        answered.set()
        assert "CONTEXT_NOT_PINNED" in _codes(await lacking)


@needs_vectors
async def test_two_that_lack_the_same_context_both_wait_for_it(task) -> None:
    sources = CountingSources({BADGES_UNVERSIONED: _text()})
    async with LearningPool(partial(Contexts.gather, None), sources, lambda: SEEN_AT) as pool:
        both = await asyncio.gather(pool.analyse(task), pool.analyse(task))
    assert [_codes(analysis) for analysis in both] == [set(), set()]
    assert sources.asked == [BADGES_UNVERSIONED]
