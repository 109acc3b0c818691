import os
import sys
from asyncio import CancelledError, create_subprocess_exec, create_task, gather, sleep
from asyncio.subprocess import PIPE
from pathlib import Path
from signal import SIGKILL
from subprocess import Popen
from textwrap import dedent
from time import monotonic

import pytest

from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.test_compact_form import signed
from wallet.proofs.analysis import GuardFinding, LinkedDataTask
from wallet.proofs.frames import contexts_to_json, frame
from wallet.proofs.suites import task_for
from wallet.proofs.workers import InProcess, LinkedDataPool, PoolFullError, WorkerLostError

ROOT = Path(__file__).parents[2]


def hog():
    """A document within every cap that takes more than a second."""
    achievement = badge()["credentialSubject"]["achievement"]
    subjects = [
        {
            "id": f"urn:s:{index}",
            "type": ["AchievementSubject"],
            "achievement": {**achievement, "id": f"urn:a:{index}"},
        }
        for index in range(6000)
    ]
    return {**signed(), "credentialSubject": subjects}


def clique():
    nodes = [
        {
            "id": f"_:n{one}",
            "type": ["Profile"],
            "parentOrg": [{"id": f"_:n{other}"} for other in range(12) if one != other],
        }
        for one in range(12)
    ]
    document = signed()
    document["credentialSubject"]["achievement"]["creator"] = nodes
    return document


async def gone(pid):
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        await sleep(0.05)
    return False


async def test_a_worker_says_what_is_said_in_process():
    task = task_for({**signed(), "hacked": "\ud800"})
    plain = task_for(signed())
    here = InProcess(packaged_contexts())
    async with LinkedDataPool(packaged_contexts()) as pool:
        assert await pool.analyse(plain) == await here.analyse(plain)
        assert await pool.analyse(task) == await here.analyse(task)
        assert len(pool._idle) == 1


async def test_a_document_that_takes_too_long_is_stopped_while_others_go_on():
    async with LinkedDataPool(packaged_contexts(), workers=2, processor_seconds=0.3) as pool:
        await gather(*(pool.analyse(task_for(signed())) for _ in range(2)))
        first = {worker._process.pid for worker in pool._idle}
        slow = create_task(pool.analyse(task_for(hog())))
        answered = longest = 0
        while not slow.done():
            before = monotonic()
            assert (await pool.analyse(task_for(signed()))).findings == ()
            longest = max(longest, monotonic() - before)
            answered += 1
        assert (await slow).findings == (
            GuardFinding("CANON_WORK_EXCEEDED", None, "It took more than 0.3 s."),
        )
        assert (await slow).digests == (None,)
        assert answered > 3
        assert longest < 2
        await gather(*(pool.analyse(task_for(signed())) for _ in range(2)))
        assert {worker._process.pid for worker in pool._idle} != first


async def test_a_clique_of_blank_nodes_is_refused():
    async with LinkedDataPool(packaged_contexts()) as pool:
        analysis = await pool.analyse(task_for(clique()))
        assert "CANON_WORK_EXCEEDED" in {finding.code for finding in analysis.findings}
        assert analysis.digests == (None,)


async def test_a_worker_inherits_no_setting(monkeypatch):
    monkeypatch.setenv("WALLET_SECRET", "hunter2")
    async with LinkedDataPool(packaged_contexts()) as pool:
        await pool.analyse(task_for(signed()))
        pid = pool._idle[0]._process.pid
        assert b"hunter2" not in Path(f"/proc/{pid}/environ").read_bytes()


async def test_a_worker_that_was_killed_is_replaced():
    async with LinkedDataPool(packaged_contexts()) as pool:
        await pool.analyse(task_for(signed()))
        os.kill(pool._idle[0]._process.pid, SIGKILL)
        assert (await pool.analyse(task_for(signed()))).findings == ()


async def test_a_document_whose_workers_are_killed_twice_is_nobodys_fault():
    async with LinkedDataPool(packaged_contexts(), processor_seconds=60) as pool:
        slow = create_task(pool.analyse(task_for(hog())))
        killed = set()
        while not slow.done():
            for worker in list(pool._busy):
                if worker._process.pid not in killed:
                    killed.add(worker._process.pid)
                    os.kill(worker._process.pid, SIGKILL)
            await sleep(0.01)
        with pytest.raises(WorkerLostError):
            await slow
        assert len(killed) == 2


async def test_a_stuck_worker_is_given_up():
    async with LinkedDataPool(packaged_contexts(), patience_seconds=0.001) as pool:
        with pytest.raises(WorkerLostError):
            await pool.analyse(task_for(signed()))


async def test_a_cancelled_task_leaves_no_answer_for_the_next():
    async with LinkedDataPool(packaged_contexts(), processor_seconds=60) as pool:
        await pool.analyse(task_for(signed()))
        slow = create_task(pool.analyse(task_for(hog())))
        await sleep(0.1)
        (worker,) = pool._busy
        slow.cancel()
        with pytest.raises(CancelledError):
            await slow
        assert await gone(worker._process.pid)
        assert (await pool.analyse(task_for(signed()))).findings == ()


async def test_a_full_pool_refuses_at_once():
    async with LinkedDataPool(packaged_contexts(), processor_seconds=60, most_waiting=1) as pool:
        tasks = [create_task(pool.analyse(task_for(hog()))) for _ in range(2)]
        await sleep(0.05)
        with pytest.raises(PoolFullError):
            await pool.analyse(task_for(signed()))
        for task in tasks:
            task.cancel()
        await gather(*tasks, return_exceptions=True)
        assert (await pool.analyse(task_for(signed()))).findings == ()


async def test_closing_ends_every_worker():
    pool = LinkedDataPool(packaged_contexts(), processor_seconds=60)
    await pool.analyse(task_for(signed()))
    slow = create_task(pool.analyse(task_for(hog())))
    await sleep(0.05)
    (worker,) = pool._busy
    await pool.close()
    assert await gone(worker._process.pid)
    with pytest.raises(WorkerLostError):
        await slow


async def test_a_document_nested_beyond_json_is_refused():
    deep = []
    for _ in range(5000):
        deep = [deep]
    async with LinkedDataPool(packaged_contexts()) as pool:
        analysis = await pool.analyse(LinkedDataTask({"a": deep}, ({},), (None,)))
    assert [finding.code for finding in analysis.findings] == ["CANON_WORK_EXCEEDED"]


SCRIPT = """
import asyncio
from tests.proofs.samples import packaged_contexts
from tests.proofs.test_compact_form import signed
from tests.proofs.test_workers import hog
from wallet.proofs.frames import contexts_to_json, frame
from wallet.proofs.suites import task_for
from wallet.proofs.workers import LinkedDataPool

async def main():
    async with LinkedDataPool(packaged_contexts(), processor_seconds=60) as pool:
        analysis = await pool.analyse(task_for(signed()))
        assert analysis.findings == (), analysis
        print(pool._idle[0]._process.pid, flush=True)
        {then}

asyncio.run(main())
"""


async def run(folder, then):
    script = folder / "script.py"
    script.write_text(dedent(SCRIPT).replace("{then}", then))
    return await create_subprocess_exec(
        sys.executable,
        "-P",
        str(script),
        stdout=PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


async def test_it_works_from_a_plain_script_in_a_folder_of_hostile_modules(tmp_path):
    for name in ("json", "queue", "wallet", "pyld"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the folder')")
    process = await run(tmp_path, "pass")
    output, _ = await process.communicate()
    assert process.returncode == 0
    assert int(output) > 0


async def test_a_worker_ends_amid_work_when_its_parent_is_killed(tmp_path):
    process = await run(tmp_path, "await pool.analyse(task_for(hog()))")
    pid = int(await process.stdout.readline())
    await sleep(0.2)
    process.kill()
    await process.wait()
    assert await gone(pid)


def test_a_worker_whose_parent_was_killed_ends_without_a_word():
    setup = {"contexts": contexts_to_json(packaged_contexts()), "processor_seconds": 2.0}
    unread, written = os.pipe()
    os.close(unread)
    with Popen(
        [sys.executable, "-m", "wallet.proofs.worker_process"],
        stdin=PIPE,
        stdout=written,
        stderr=PIPE,
        cwd=ROOT,
    ) as worker:
        os.close(written)
        worker.stdin.write(frame(setup))
        worker.stdin.flush()
        assert worker.stderr.read() == b""
        assert worker.wait() == 0
