from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.fixtures.examined import NOW, examined
from wallet.documents.document import DocumentError
from wallet.documents.opening import open_documents
from wallet.intake.examining import Refused
from wallet.intake.finding import Found
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner.importing import IMPORT, run_import
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.rechecking import RECHECK
from wallet.learner.storing import store_examined
from wallet.store.connection import connection, transaction
from wallet.verification.codes import Code
from wallet.verification.finding import Party
from wallet.verification.sources import Answer, no_answer
from wallet.verification.verify import refuse

KINDS = {IMPORT: timedelta(minutes=1), RECHECK: timedelta(minutes=1)}


@dataclass
class Addresses:
    """Answers from a dictionary; every other address is silent."""

    bodies: dict = field(default_factory=dict)

    async def fetch(self, url, *, plain_http=False, wanted=None):
        if url not in self.bodies:
            return no_answer(url, "CONNECTION_FAILED", NOW)
        return Answer(url, url, 200, "", self.bodies[url], NOW)


@dataclass
class PreparedIntake:
    """Opens bytes for real and says of each badge what `badges` holds under its number.

    An address leads to what `leads` holds for it, else to the bytes of `sources`.
    """

    sources: Addresses = field(default_factory=Addresses)
    badges: dict = field(default_factory=dict)
    leads: dict = field(default_factory=dict)
    known: list = field(default_factory=list)
    before_answer: list = field(default_factory=list)

    async def find(self, url):
        answer = await self.sources.fetch(url)
        if url in self.leads:
            return self.leads[url]
        if answer.body is None:
            return refused("CONNECTION_FAILED", retryable=True)
        documents = self.documents_in(answer.body)
        return documents if isinstance(documents, Refused) else Found(documents)

    def documents_in(self, original, label=""):
        try:
            return open_documents(original)
        except DocumentError as error:
            return refused(error.code)

    async def examine(self, document, *, known, now=None, sources=None):
        self.known.append(known)
        number = document.content["number"]
        said = self.badges.get(number, examined(number))
        for act in self.before_answer:
            await act()
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Refused):
            return said
        return replace(said, document=document)


def refused(code, *, retryable=False):
    report = refuse(Code.FORMAT_UNKNOWN, "no", NOW)
    return Refused("label", code, f"{code}: bring another.", Party.LEARNER, retryable, report)


@pytest.fixture
def learner(database):
    return Learner(uuid4())


@pytest.fixture
def other(database):
    return Learner(uuid4())


@pytest.fixture
def intake():
    return PreparedIntake()


@pytest.fixture
def take():
    """Claims the next job as a worker does; `lapse` first lets every lease end."""

    async def take(*, lapse=False):
        if lapse:
            await connection().execute_script(
                "UPDATE job SET due_at = created_at WHERE state = 'RUNNING'"
            )
        (held,) = await claim(KINDS, 1)
        return RunningJob(held)

    return take


@pytest.fixture
def work(take, intake):
    """Runs the next import."""

    async def work(learner, **how):
        job = await take(**how)
        await run_import(learner, job, intake)
        return job

    return work


@pytest.fixture
def holds():
    """Puts an examined badge into a wallet and returns what came of it."""

    async def hold(learner, *args, picture=None, **kwargs):
        async with transaction():
            await take_turns(learner)
            return await store_examined(learner, examined(*args, **kwargs), picture, NOW)

    return hold
