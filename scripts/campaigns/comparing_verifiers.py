"""The same files through this wallet and through three verifiers that are not ours.

Each verifier gets the same document, the same contexts, the same answers at each address and the
same moment, and nobody has a network. Where a verdict differs from ours, a rule in
`verifier_differences` must say why ours is right; a difference without one ends with status 1.
"""

import argparse
import asyncio
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob2 import OB2Verifier
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.verify import issuer_did_from_document, issuer_did_from_token

from scripts.campaigns.verifier_differences import Seen, why
from tests import vector_webs, vectors
from tests.vector_webs import Web
from wallet.documents.document import Document
from wallet.intake import Examined, Refused
from wallet.verification.report import Verdict

PEERS = Path(vectors.__file__).parent / "peers"
ROOT = vectors.VECTORS
BLOCKCERTS = ROOT / "blockchain-certificates/cert-verifier-js/test/fixtures"
BBS = ROOT / "w3c/vc-di-bbs/TestVectors"
CLR = vectors.EDTECH.parents[3] / "inspector-clr/src/test/resources/clr20"

_VERDICTS = {
    Verdict.VERIFIED: "valid",
    Verdict.VERIFIED_WITH_WARNINGS: "valid",
    Verdict.INCOMPLETE: "unknown",
    Verdict.NOT_VERIFIED: "invalid",
}
_READS_NO = {"verdict": "unreadable", "reason": "it reads no such file"}
_NOT_FOR_OPENBADGESLIB = re.compile(
    "is not a DID|not an OpenBadgeCredential|no supported Data Integrity proof|bundled allowlist"
    "|@context must be|@context\\[0\\] must be|verification.type must be|badge must be a string"
)
"""It reads Open Badges 2.0 and 3.0 by issuers with a DID, in the contexts that it brings."""


@dataclass(frozen=True, slots=True)
class File:
    """A file, and what lies at the addresses that it names."""

    path: Path
    web: Web

    @property
    def name(self) -> str:
        """Where it lies below the folder of vectors."""
        return self.path.relative_to(ROOT).as_posix()


KINDS = ("alike", "different", "not read by it")
UNEXPLAINED = "NOBODY HAS SAID WHY"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """What one verifier says of a file, beside what we say."""

    peer: str
    name: str
    ours: Seen = field(compare=False)
    theirs: dict[str, str] = field(compare=False)

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        if self.theirs["verdict"] == "unreadable":
            return "not read by it"
        return "alike" if self.theirs["verdict"] == self.ours.verdict else "different"

    @property
    def reason(self) -> str:
        """Why we are right where it differs; empty where nobody has said so."""
        known = why(self.peer, self.name, self.ours, self.theirs)
        return "" if known is None else known.sentence


def files() -> Iterator[File]:
    """Yield every file of the vectors that is, or was meant to be, one credential."""
    dcc = vector_webs.web_of_dcc()
    for path in _below(vectors.DCC / "verifiableCredentials", ".json"):
        yield File(path, {**dcc, **vectors.schemas_named_in(_said_in(path))})
    for path in _below(vectors.OB30, ".json", ".jwt", ".png", ".svg", ".1ob"):
        yield File(path, vector_webs.web_of_open_badges_3(path))
    for path in _below(CLR, ".json", ".jwt"):
        yield File(path, vector_webs.web_of_open_badges_3(path))
    for path in sorted(vectors.OB20.glob("*.*")):
        if _is_assertion(path):
            yield File(path, vector_webs.web_of_open_badges_2(path))
    for path in sorted(vector_webs.COMPONENTS.glob("[01]_*assertion*.json")):
        yield File(path, vector_webs.web_of_open_badges_1())
    for folder in (vectors.EDDSA, vectors.ECDSA, BBS, BLOCKCERTS):
        for path in _below(folder, ".json"):
            if _is_secured(path):
                yield File(path, {})


def _below(folder: Path, *endings: str) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in endings)
    return [path for path in found if path.stat().st_size]


def _is_assertion(path: Path) -> bool:
    if path.suffix in {".png", ".jwt"}:
        return True
    said = _said_in(path)
    return "badge" in said and "id" in said


def _is_secured(path: Path) -> bool:
    said = _said_in(path)
    is_credential = "credentialSubject" in said or "badge" in said
    return is_credential and ("proof" in said or "signature" in said)


def _said_in(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_bytes())
    except ValueError:  # some are examples of what is no JSON
        return {}
    return said if isinstance(said, dict) else {}


async def ours(file: File) -> tuple[Seen, Document | None]:
    """Judge a file ourselves, and return the document that the others are to judge."""
    intake = vectors.intake_over(file.web)
    documents = intake.documents_in(file.path.read_bytes())
    if isinstance(documents, Refused):
        return Seen("unreadable", frozenset({documents.code})), None
    examined = await intake.examine(documents[0], known=None)
    if isinstance(examined, Refused):
        return Seen("unreadable", frozenset({examined.code})), documents[0]
    return _seen(examined), examined.document


def _seen(examined: Examined) -> Seen:
    report = examined.report
    codes = {found.code for found in report.findings if found.outcome not in {"PASS", "SKIPPED"}}
    return Seen(_VERDICTS[report.verdict], frozenset(code for code in codes if code is not None))


def judged_by_node(cases: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, str]]]:
    """Have npm @digitalbazaar/vc and @digitalcredentials/verifier-core judge JSON-LD documents."""
    contexts = {url: dict(text) for url, text in vectors.contexts().texts().items()}
    asked = {"moment": vectors.SEEN_AT.isoformat(), "contexts": contexts, "cases": cases}
    done = subprocess.run(
        ["node", "judge.mjs"],
        cwd=PEERS,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"node did not end well: {done.stderr[-2000:]}")
    said: dict[str, dict[str, dict[str, str]]] = json.loads(done.stdout)
    return said


def judged_by_openbadgeslib(file: File, document: Document | None) -> dict[str, str]:
    """Have openbadgeslib judge an Open Badge of version 2 or 3."""
    if document is None or document.content is None:
        return _READS_NO

    def download(url: str) -> bytes:
        if url not in file.web:
            raise ConnectionError(f"{url} is not to be had")
        return file.web[url]

    judge = _openbadgeslib_for(document, download)
    if judge is None:
        return _READS_NO
    try:
        judge()
    except (LibOpenBadgesException, ValueError, LookupError, TypeError, ConnectionError) as error:
        reason = f"{type(error).__name__}: {error}"
        if _NOT_FOR_OPENBADGESLIB.search(reason):
            return {"verdict": "unreadable", "reason": reason[:300]}
        could_not = "not to be had" in reason or "nsupported" in reason
        return {"verdict": "unknown" if could_not else "invalid", "reason": reason[:300]}
    return {"verdict": "valid", "reason": ""}


def _openbadgeslib_for(
    document: Document, download: Callable[[str], bytes]
) -> Callable[[], object] | None:
    content = dict(document.content or {})
    if "badge" in content:
        verifier = OB2Verifier(download=download)
        if document.jws is not None:
            token = document.jws.token
            return lambda: verifier.verify(token, check_revocation=True)
        return lambda: verifier.verify_hosted(content)
    if "credentialSubject" not in content and "vc" not in content:
        return None
    if document.jws is not None:
        token = document.jws.token

        def judge_token() -> object:
            did = issuer_did_from_token(token)
            by_token = OB3Verifier.for_issuer_did(did, download=download)
            return by_token.verify(token, check_status=True, download=download)

        return judge_token

    def judge_document() -> object:
        did = issuer_did_from_document(json.dumps(content))
        by_document = OB3LdpVerifier.for_issuer_did(did, download=download)
        return by_document.verify(content, check_status=True, download=download)

    return judge_document


async def compare() -> tuple[int, list[Row]]:
    """Judge everything by everybody; return how many files, and what each verifier says of each."""
    judged = [(file, *await ours(file)) for file in files()]
    said = judged_by_node(
        [_case(file, document) for file, _, document in judged if _is_json_ld(document)]
    )
    rows: list[Row] = []
    for file, mine, document in judged:
        theirs = said.get(file.name, {"digitalbazaar": _READS_NO, "verifier-core": _READS_NO})
        theirs["openbadgeslib"] = judged_by_openbadgeslib(file, document)
        rows += [Row(peer, file.name, mine, one) for peer, one in theirs.items()]
    return len(judged), rows


def _is_json_ld(document: Document | None) -> bool:
    if document is None or document.content is None or document.jws is not None:
        return False
    return "credentialSubject" in document.content


def _case(file: File, document: Document | None) -> dict[str, Any]:
    web = {url: text.decode("utf-8", "replace") for url, text in file.web.items()}
    content = None if document is None else document.content
    return {"id": file.name, "document": content, "web": web}


def show(count: int, rows: list[Row], *, every_file: bool) -> None:
    """Print how often each verifier agrees, then the differences by their reason."""
    print(f"{count} files by other people, judged as of {vectors.SEEN_AT:%d %B %Y}\n")
    tally = Counter((row.peer, row.kind) for row in rows)
    print(f"{'':<22}" + "".join(f"{kind:>16}" for kind in KINDS))
    for peer in dict.fromkeys(row.peer for row in rows):
        print(f"{peer:<22}" + "".join(f"{tally[peer, kind]:>16}" for kind in KINDS))
    differing = sorted((row.peer, row.reason, row) for row in rows if row.kind == "different")
    for (peer, reason), group in groupby(differing, key=itemgetter(0, 1)):
        found = [row for *_, row in group]
        print(f"\n{peer}, {len(found)}: {reason or UNEXPLAINED}")
        for row in found if every_file or not reason else found[:3]:
            codes = ", ".join(sorted(row.ours.codes)) or "nothing to object to"
            theirs = f"{row.theirs['verdict']} {row.theirs['reason'][:150]}"
            print(f"  {row.name}\n    we: {row.ours.verdict} ({codes}); it: {theirs}")


def main() -> int:
    """Compare as the command line asks; 1 where a difference has no reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="name every file, not three a reason")
    asked = parser.parse_args()
    if not ROOT.is_dir():
        raise SystemExit("The folder of vectors is not here: set WALLET_VECTORS.")
    count, rows = asyncio.run(compare())
    show(count, rows, every_file=asked.all)
    return int(any(row.kind == "different" and not row.reason for row in rows))


if __name__ == "__main__":
    sys.exit(main())
