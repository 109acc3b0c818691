from contextlib import asynccontextmanager
from os import getpid

import pytest

from tests.verification.samples import NOW, Answering, contexts, encoded, signed, token
from wallet.intake import Intake, Refused
from wallet.intake.in_bulk import Bulk
from wallet.proofs.workers import InProcess


@asynccontextmanager
async def opened():
    yield Intake(Answering({}), InProcess(contexts()), lambda: NOW)


async def verdict_and_process(intake, original):
    documents = intake.documents_in(original)
    if isinstance(documents, Refused):
        return documents.code, getpid()
    return (await intake.examine(documents[0], known=None)).report.verdict.value, getpid()


async def fail(_intake, item):
    raise ValueError(item)


async def test_each_input_is_answered_in_its_place_by_several_processes():
    inputs = [encoded(signed()), encoded(token()), encoded(signed(after={"/name": "X"})), b"{"]
    expected = ["VERIFIED", "VERIFIED", "NOT_VERIFIED", "JSON_INVALID"]
    async with Bulk(opened, verdict_and_process, processes=2) as bulk:
        answers = await bulk.each(inputs * 100)
        assert [verdict for verdict, _ in answers] == expected * 100
        processes = {process for _, process in answers}
        assert len(processes) == 2
        assert getpid() not in processes
        assert {process for _, process in await bulk.each(inputs)} <= processes
        assert await bulk.each([]) == []


async def test_what_goes_wrong_in_a_process_is_raised_here():
    async with Bulk(opened, fail, processes=1) as bulk:
        with pytest.raises(ValueError, match="seven"):
            await bulk.each(["seven"])
