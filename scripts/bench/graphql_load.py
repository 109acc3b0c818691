"""Requests in, how many of them a server answers in a second out; by wrk where it is installed."""

import asyncio
import json
import re
import shutil
import time
from dataclasses import dataclass
from itertools import cycle
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


def tool() -> str:
    """Return the name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "a client in Python, which takes its share"


async def rate(port: int, asked: list[Asking], connections: int, seconds: float) -> float:
    """Return the answers per second over so many kept connections, which take turns in `asked`.

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


async def _by_wrk(port: int, asked: list[Asking], connections: int, seconds: float) -> float:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "script.lua"
        script.write_text(_lua(asked))
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s"]
        process = await asyncio.create_subprocess_exec(
            *command, "-s", str(script), f"http://127.0.0.1:{port}", stdout=asyncio.subprocess.PIPE
        )
        output = (await process.communicate())[0].decode()
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if found is None or "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"The load did not go through:\n{output}")
    return float(found[1])


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


async def _by_client(port: int, asked: list[Asking], connections: int, seconds: float) -> float:
    turns = cycle([one.octets for one in asked])
    begun = time.perf_counter()
    deadline = begun + seconds

    async def one_connection() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        count = 0
        while time.perf_counter() < deadline:
            await _exchange(reader, writer, next(turns))
            count += 1
        writer.close()
        return count

    counts = await asyncio.gather(*(one_connection() for _ in range(connections)))
    return sum(counts) / (time.perf_counter() - begun)


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, octets: bytes
) -> bytes:
    writer.write(octets)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: (\d+)", head)
    if not head.startswith(b"http/1.1 200") or length is None:
        raise SystemExit(f"The load did not go through: {head.decode()}")
    return await reader.readexactly(int(length[1]))
