"""Real servers on loopback that behave as scripted, and an authority that vouches for them."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import (
    BasicConstraints,
    CertificateBuilder,
    DNSName,
    IPAddress,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID

LOOPBACK = ip_address("127.0.0.1")


@dataclass
class Authority:
    """A certificate authority for the names it is given, kept in a folder of the test's."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def __post_init__(self):
        name = _name("A test's authority")
        self.certificate = (
            _certificate(name, name, self.key)
            .add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def believer(self) -> ssl.SSLContext:
        """Return what a client uses that believes this authority and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(
            cadata=self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        )
        return context

    def proof_for(self, *names: str) -> ssl.SSLContext:
        """Return what a server uses that is called `names`."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternatives = SubjectAlternativeName(
            [IPAddress(LOOPBACK) if name == str(LOOPBACK) else DNSName(name) for name in names]
        )
        leaf = (
            _certificate(_name(names[0]), self.certificate.subject, key)
            .add_extension(alternatives, critical=False)
            .sign(self.key, hashes.SHA256())
        )
        kept = self.folder / f"{names[0]}.pem"
        kept.write_bytes(
            leaf.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(kept)
        return context


@dataclass
class Asked:
    """One request as the peer read it."""

    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    method: str = "GET"
    body: bytes = b""

    async def reply(self, http_status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; `content_type="x/y"` becomes `content-type: x/y`."""
        self.begin(http_status, content_length=str(len(body)), **headers)
        self.writer.write(body)
        await self.writer.drain()

    def begin(self, http_status: int = 200, **headers: str) -> None:
        """Send the head of an answer."""
        head = [f"HTTP/1.1 {http_status} Said"]
        head += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
        self.writer.write("\r\n".join([*head, "", ""]).encode("latin-1"))


Answering = Callable[[Asked], Awaitable[None]]


@dataclass
class Peer:
    """A website on loopback: path to what it does. Remembers what it was asked."""

    port: int = 0
    answers: dict[str, Answering] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    open_connections: int = 0
    most_connections: int = 0

    def url(self, path: str, host: str = "issuer.example", scheme: str = "https") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def says(self, path: str, http_status: int = 200, body: bytes = b"{}", **headers: str) -> None:
        """Answer `path` so, as JSON unless `content_type` is given."""
        headers.setdefault("content_type", "application/json")
        self.answers[path] = lambda asked: asked.reply(http_status, body, **headers)

    def sends_on(self, path: str, location: str, http_status: int = 302) -> None:
        """Redirect `path` to `location`."""
        self.answers[path] = lambda asked: asked.reply(http_status, location=location)

    async def closed(self) -> None:
        """Wait until nobody is connected."""
        async with asyncio.timeout(2):
            while self.open_connections:  # noqa: ASYNC110  polled in tests alone
                await asyncio.sleep(0.005)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open_connections += 1
        self.most_connections = max(self.most_connections, self.open_connections)
        try:
            asked = _read_request(await reader.readuntil(b"\r\n\r\n"), writer)
            asked.body = await reader.readexactly(int(asked.headers.get("content-length", "0")))
            self.asked.append(asked)
            answering = asyncio.ensure_future(self.answers[asked.path](asked))
            hung_up = asyncio.ensure_future(reader.read())
            await asyncio.wait({answering, hung_up}, return_when=asyncio.FIRST_COMPLETED)
            for task in (answering, hung_up):
                task.cancel()
            await asyncio.gather(answering, hung_up, return_exceptions=True)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self.open_connections -= 1
            writer.close()


def _read_request(head: bytes, writer: asyncio.StreamWriter) -> Asked:
    request, *lines = head.decode("latin-1").rstrip().split("\r\n")
    fields = (line.partition(": ") for line in lines)
    headers = {name.lower(): text for name, _, text in fields}
    method, path, _ = request.split(" ")
    return Asked(path, headers, writer, method)


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None) -> AsyncIterator[Peer]:
    """Run a peer on an ephemeral port until the block ends."""
    peer = Peer()
    serving_tasks: set[asyncio.Task[None]] = set()

    def welcome(reader, writer):
        task = asyncio.ensure_future(peer.serve(reader, writer))
        serving_tasks.add(task)
        task.add_done_callback(serving_tasks.discard)

    server = await asyncio.start_server(welcome, str(LOOPBACK), 0, ssl=tls)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
        for task in tuple(serving_tasks):
            task.cancel()
        await asyncio.gather(*serving_tasks, return_exceptions=True)
        await server.wait_closed()


def _name(text: str) -> Name:
    return Name([NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: Name, issuer: Name, key: ec.EllipticCurvePrivateKey
) -> CertificateBuilder:
    now = datetime.now(UTC)
    return (
        CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
