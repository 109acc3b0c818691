"""Can the issuer's name be taken for what it looks like?

Source: Unicode Technical Report 36, "Bidirectional Text Spoofing".
"""

import unicodedata

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_INVISIBLE = {"Cf", "Cc", "Co", "Cs"}
_JOINERS = {"\u200c", "\u200d"}


async def look(case: Case) -> Observation:
    """Seek characters that no reader sees; joiners are part of honest names in many scripts."""
    for name in case.credential.issuer.name.values():
        if name.isprintable():
            continue
        if any(char not in _JOINERS and unicodedata.category(char) in _INVISIBLE for char in name):
            return Observation(Code.NAME_BIDI)
    return IN_ORDER


CHECK = Check(
    name="issuer.name",
    answer=VerificationAnswer.TRUST,
    in_order="The issuer's name holds no invisible characters.",
    codes=frozenset({Code.NAME_BIDI}),
    look=look,
)
