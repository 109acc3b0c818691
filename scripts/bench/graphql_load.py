"""Requests in, how fast a server answers them out; measured by wrk where it is installed."""

import asyncio
import json
import re
import shutil
import time
from dataclasses import dataclass
from itertools import chain, cycle
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class Asking:
    """One request, which is sent again and again."""

    method: str
    path: str
    headers: dict[str, str]
    body: str = ""

    @property
    def octets(self) -> bytes:
        """The request as HTTP/1.1 writes it."""
        headers = {"Host": "127.0.0.1", **self.headers, "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers in a second, and how long one takes in milliseconds: half of them, 99 of 100."""

    rate: float
    p50: float
    p99: float


def tool() -> str:
    """Return the name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "a client in Python, which takes its share"


async def measured(port: int, asked: list[Asking], connections: int, seconds: float) -> Measured:
    """Measure the answers over so many kept connections, which take turns in `asked`.

    Raises:
        SystemExit: anything but 200 was answered.
    """
    if shutil.which("wrk"):
        return await _by_wrk(port, asked, connections, seconds)
    return await _by_client(port, asked, connections, seconds)


async def answer(port: int, asked: Asking) -> bytes:
    """Return the body of one answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = await _exchange(reader, writer, asked.octets)
    writer.close()
    return body


async def _by_wrk(port: int, asked: list[Asking], connections: int, seconds: float) -> Measured:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.lua"
        script.write_text(_lua(asked))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency"]
        process = await asyncio.create_subprocess_exec(
            *command, "-s", str(script), f"http://127.0.0.1:{port}", stdout=asyncio.subprocess.PIPE
        )
        output = (await process.communicate())[0].decode()
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if found is None or "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"The load did not go through:\n{output}")
    return Measured(float(found[1]), _latency(output, "50"), _latency(output, "99"))


def _latency(output: str, percentile: str) -> float:
    found = re.search(rf"^ *{percentile}% +([\d.]+)(us|ms|s)$", output, re.MULTILINE)
    if found is None:
        raise SystemExit(f"wrk tells no latency:\n{output}")
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _lua(asked: list[Asking]) -> str:
    formatted = ",\n".join(
        f"wrk.format({json.dumps(one.method)}, {json.dumps(one.path)}, "
        f"{{{', '.join(f'[{json.dumps(k)}]={json.dumps(v)}' for k, v in one.headers.items())}}}, "
        f"{_lua_text(one.body)})"
        for one in asked
    )
    return (
        "local asked, turn\n"
        f"init = function() asked = {{{formatted}}} turn = 0 end\n"
        "request = function() turn = turn % #asked + 1 return asked[turn] end\n"
    )


def _lua_text(text: str) -> str:
    return f"[==[{text}]==]" if text else "nil"


async def _by_client(port: int, asked: list[Asking], connections: int, seconds: float) -> Measured:
    turns = cycle([one.octets for one in asked])
    begun = time.perf_counter()
    deadline = begun + seconds

    async def one_connection() -> list[float]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        taken = []
        while (asked_at := time.perf_counter()) < deadline:
            await _exchange(reader, writer, next(turns))
            taken.append((time.perf_counter() - asked_at) * 1000)
        writer.close()
        return taken

    each = await asyncio.gather(*(one_connection() for _ in range(connections)))
    taken = sorted(chain.from_iterable(each))
    seconds_taken = time.perf_counter() - begun
    return Measured(
        len(taken) / seconds_taken, taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    )


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, octets: bytes
) -> bytes:
    writer.write(octets)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: (\d+)", head)
    if not head.startswith(b"http/1.1 200") or length is None:
        raise SystemExit(f"The load did not go through: {head.decode()}")
    return await reader.readexactly(int(length[1]))
