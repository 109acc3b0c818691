"""Linked-data tasks in, analyses out, made in processes that can be stopped.

Expanding a hostile document can take any time, and would hold up everybody else: so it is done
in processes of their own, each of which the kernel ends when a task exceeds its processor time.
"""

import sys
from asyncio import IncompleteReadError, Semaphore, StreamReader, StreamWriter, timeout
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from contextlib import suppress
from os import environ, pathsep
from pathlib import Path
from signal import SIGPROF
from typing import Self

from wallet.proofs.analysis import Analysis, GuardFinding, LinkedDataTask
from wallet.proofs.compiled_analysis import CompiledAnalysis
from wallet.proofs.contexts import Contexts
from wallet.proofs.frames import (
    LENGTH,
    analysis_from_json,
    contexts_to_json,
    frame,
    task_to_json,
    unframe,
)
from wallet.proofs.linked_data import analyse

PROCESSOR_SECONDS = 2.0
"""What one document may take; an ordinary one takes some thousandths."""

PATIENCE_SECONDS = 30.0
"""Wall time after which a worker that has not used up its time is given up as stuck."""

MOST_WAITING = 1_000
_ATTEMPTS = 2
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "LANG", "LC_ALL")
_ROOT = str(Path(__file__).parents[2])


class PoolFullError(Exception):
    """More documents wait than we keep waiting: try again later."""


class WorkerLostError(Exception):
    """A worker ended or got stuck, twice, through no known fault of the document: try again."""


class InProcess:
    """Analyses here and now, with nothing to stop it: for benchmarks, and for what we signed."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._compiled = CompiledAnalysis(contexts)

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Return the analysis of one document."""
        return self._compiled.analyse(task) or analyse(task, self._contexts)


class LinkedDataPool:
    """A few worker processes, started when first needed and kept warm.

    `processor_seconds` is what one document may take, `patience_seconds` the wall time after
    which a worker counts as lost, `most_waiting` how many documents may wait for a worker.
    """

    def __init__(
        self,
        contexts: Contexts,
        *,
        workers: int = 1,
        processor_seconds: float = PROCESSOR_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._contexts = contexts
        self._processor_seconds = processor_seconds
        self._patience_seconds = patience_seconds
        self._most_waiting = most_waiting
        self._turns = Semaphore(workers)
        self._waiting = 0
        self._closed = False
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Return the analysis of one document, CANON_WORK_EXCEEDED where it takes too long.

        Raises:
            PoolFullError: too many documents wait already.
            WorkerLostError: no worker could finish it, for a reason that lies with the machine.
        """
        try:
            framed = frame(task_to_json(task))
        except RecursionError:
            return _exceeded(task, "It is nested too deeply.")
        if self._waiting >= self._most_waiting:
            raise PoolFullError(f"{self._waiting} documents are waiting.")
        self._waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._with_attempts(task, framed)
        finally:
            self._turns.release()

    async def close(self) -> None:
        """End every worker, those at work too; the pool takes nothing more."""
        self._closed = True
        workers = [*self._idle, *self._busy]
        self._idle.clear()
        for worker in workers:
            await worker.end()

    async def _with_attempts(self, task: LinkedDataTask, framed: bytes) -> Analysis:
        for _ in range(_ATTEMPTS):
            if self._closed:
                raise WorkerLostError("The pool is closed.")
            try:
                return await self._attempt(framed)
            except _TimeSpentError:
                return _exceeded(task, f"It took more than {self._processor_seconds:g} s.")
            except _LostError:
                continue
        raise WorkerLostError("Two workers in a row were lost.")

    async def _attempt(self, framed: bytes) -> Analysis:
        worker = self._idle.pop() if self._idle else await self._start()
        self._busy.add(worker)
        whole = False
        try:
            async with timeout(self._patience_seconds):
                analysis = analysis_from_json(unframe(await worker.exchange(framed)))
            whole = True
        except TimeoutError as error:
            raise _LostError from error
        finally:
            # A worker whose answer was not awaited, be it that we were cancelled, is of no use.
            self._busy.discard(worker)
            if whole:
                self._idle.append(worker)
            else:
                await worker.end()
        return analysis

    async def _start(self) -> "_Worker":
        setup = {
            "contexts": contexts_to_json(self._contexts),
            "processor_seconds": self._processor_seconds,
        }
        worker = await _Worker.start()
        try:
            async with timeout(self._patience_seconds):
                answer = unframe(await worker.exchange(frame(setup)))
        except TimeoutError as error:
            await worker.end()
            raise _LostError from error
        except BaseException:
            await worker.end()
            raise
        if answer["holds"] != self._contexts.digest():
            await worker.end()
            raise WorkerLostError("A worker holds other contexts than it was given.")
        return worker


class _LostError(Exception):
    """A worker ended or got stuck."""


class _TimeSpentError(Exception):
    """A worker was ended because it used up its processor time."""


class _Worker:
    """One process and its two pipes."""

    def __init__(self, process: Process, to: StreamWriter, back: StreamReader) -> None:
        self._process = process
        self._to = to
        self._back = back

    @classmethod
    async def start(cls) -> "_Worker":
        """Start a process that knows none of our secrets.

        -P keeps modules of the current folder out of it.
        """
        paths = [_ROOT, *filter(None, [environ.get("PYTHONPATH")])]
        inherited = {name: environ[name] for name in _INHERITED if name in environ}
        process = await create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "wallet.proofs.worker_process",
            stdin=PIPE,
            stdout=PIPE,
            env={**inherited, "PYTHONPATH": pathsep.join(paths)},
        )
        if process.stdin is None or process.stdout is None:
            raise AssertionError("Both were asked for.")
        return cls(process, process.stdin, process.stdout)

    async def exchange(self, framed: bytes) -> bytes:
        """Send a frame and return the body of the answer.

        Raises:
            _TimeSpentError: the kernel ended the process for the time it took.
            _LostError: it ended for another reason.
        """
        try:
            self._to.write(framed)
            await self._to.drain()
            head = await self._back.readexactly(LENGTH.size)
            return await self._back.readexactly(LENGTH.unpack(head)[0])
        except (IncompleteReadError, ConnectionError) as error:
            if await self._process.wait() == -SIGPROF:
                raise _TimeSpentError from error
            raise _LostError from error

    async def end(self) -> None:
        """Kill the process, if it is not gone yet, and wait until it is."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):  # it may go by itself in between
                self._process.kill()
        self._to.close()
        await self._process.wait()


def _exceeded(task: LinkedDataTask, detail: str) -> Analysis:
    finding = GuardFinding("CANON_WORK_EXCEEDED", None, detail)
    return Analysis((finding,), (None,) * len(task.proofs))
