"""Frames of tasks on standard input, frames of analyses on standard output, until the input ends.

It takes its contexts first and says which set it holds. The kernel ends it where one task takes
more processor time than it was allowed; it ends by itself when its parent is gone, also amid work.
"""

import os
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from wallet.proofs.frames import (
    LENGTH,
    analysis_to_json,
    contexts_from_json,
    frame,
    task_from_json,
    unframe,
)
from wallet.proofs.linked_data import analyse


def main() -> None:
    """Work until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # so that no library can print between two frames
    arrived: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, arrived), daemon=True).start()
    setup = unframe(arrived.get())
    contexts = contexts_from_json(setup["contexts"])
    _write(output, frame({"holds": contexts.digest()}))
    while True:
        task = task_from_json(unframe(arrived.get()))
        signal.setitimer(signal.ITIMER_PROF, setup["processor_seconds"])
        analysis = analyse(task, contexts)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(output, frame(analysis_to_json(analysis)))


def _read(source: BinaryIO, arrived: SimpleQueue[bytes]) -> None:
    """Pass frames on, and end the process with the input, whatever it is doing."""
    while True:
        head = source.read(LENGTH.size)
        body = source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
        if not body:
            os._exit(0)
        arrived.put(body)


def _write(output: BinaryIO, framed: bytes) -> None:
    try:
        output.write(framed)
        output.flush()
    except BrokenPipeError:
        os._exit(0)  # nobody is there to read it


if __name__ == "__main__":
    main()
