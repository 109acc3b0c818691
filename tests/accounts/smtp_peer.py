"""A mail server on loopback that takes letters, or refuses them as it is told."""

from asyncio import StreamReader, StreamWriter, Task, ensure_future, gather, start_server
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext


@dataclass
class SmtpPeer:
    """Remembers letters and log-ins; `answers` gives the reply to a verb in place of its own."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
        finally:
            writer.close()

    async def _converse(self, reader, writer) -> None:
        writer.write(b"220 peer.example\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.split(" ")[0].upper()
            reply = self.answers.get(verb) or await self._reply(verb, line, reader, writer)
            writer.write(f"{reply}\r\n".encode())
            if verb == "QUIT":
                return

    async def _reply(self, verb, line, reader, writer) -> str:
        match verb:
            case "EHLO":
                return "250-peer.example\r\n250 AUTH PLAIN"
            case "AUTH":
                self.passwords.append(line)
                return "235 welcome"
            case "RCPT":
                self.recipients.append(line)
                return "250 ok"
            case "DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append(message_from_bytes(body[:-3], policy=policy.default))
                return "250 taken"
            case _:
                return "250 ok"


@asynccontextmanager
async def mail_server(tls: SSLContext | None = None) -> AsyncIterator[SmtpPeer]:
    """Run one on an ephemeral port until the block ends."""
    peer = SmtpPeer()
    visits: set[Task[None]] = set()

    def welcome(reader: StreamReader, writer: StreamWriter) -> None:
        visit = ensure_future(peer.serve(reader, writer))
        visits.add(visit)
        visit.add_done_callback(visits.discard)

    server = await start_server(welcome, "127.0.0.1", 0, ssl=tls)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
        await gather(*visits, return_exceptions=True)
        await server.wait_closed()
