"""Links whose every text field holds an attack."""

from dataclasses import replace

from tests.web import samples
from wallet.credentials.credential import Alignment, Evidence, ResultDescription
from wallet.sharing.shared import (
    OpenedShare,
    SharedAchievement,
    SharedCredential,
    SharedIssuer,
    SharedResult,
)
from wallet.verification.report import Report

MARK = "wallet_was_here"
CORPUS = (
    f"<script>window.{MARK}=1</script>",
    f"</title><script>window.{MARK}=1</script>",
    f"</style><script>window.{MARK}=1</script>",
    f'"><img src=x onerror="window.{MARK}=1">',
    f"'><svg/onload=window.{MARK}=1>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
    f"<details open ontoggle=window.{MARK}=1>",
    f'<a href="javascript:window.{MARK}=1">x</a>',
    f"[x](javascript:window.{MARK}=1)",
    "![x](https://evil.example/pixel.png)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<form action=https://evil.example/><button>Check again</button></form>",
    "<base href=https://evil.example/>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}{issuer}{0.__class__}%s",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--><script>alert(1)</script-->",
    "\u202egpj.exe\u2066",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "https://user:password@evil.example/",
    'https://evil.example/" onmouseover="alert(1)',
    "file:///etc/passwd",
    "https://",
)


def hostile_share(text: str, address: str = "javascript:alert(1)") -> OpenedShare:
    """Make a link of a genuine and an altered credential, all texts and addresses the attack."""
    items = (
        _hostile(samples.credential(), text, address),
        _hostile(samples.altered(), text, address),
    )
    return replace(samples.share(*items), title=text, message=f"{text}\n\n{text}")


def _hostile(item: SharedCredential, text: str, address: str) -> SharedCredential:
    said = {"en": text}
    return replace(
        item,
        title=said,
        description=said,
        issuer=SharedIssuer({text: text}, address, address),
        achievement=SharedAchievement(
            id=address,
            name=said,
            description=said,
            criteria=said,
            criteria_url=address,
            kind=text,
            tags=(text, text),
            alignments=(Alignment(text, address, text, text, text, text),),
        ),
        recipient_name=text,
        narrative={"en": text},
        evidence=(Evidence(address, said, said, said), Evidence(address)),
        results=(
            SharedResult(
                said, text, said, ResultDescription(text, said, text, (text,), text, text, said)
            ),
        ),
        report=_talking(item.report, text),
        media_type=text,
    )


def _talking(report: Report | None, text: str) -> Report | None:
    if report is None:
        return None
    findings = tuple(
        replace(finding, message=text, looked_at=text, pointer=text) for finding in report.findings
    )
    return replace(report, findings=findings)
