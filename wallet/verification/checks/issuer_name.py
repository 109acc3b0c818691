"""Can the issuer's name be taken for what it looks like?

Sources: Unicode Technical Report 36, "Bidirectional Text Spoofing"; Unicode Technical Standard 39,
4 "Confusable Detection" and 5.1 "Mixed-Script Detection".
"""

import unicodedata

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.domains import domain_of, written_out
from wallet.verification.finding import VerificationAnswer
from wallet.verification.known_issuers import KnownIssuer
from wallet.verification.lookalikes import mixes_scripts

_INVISIBLE = {"Cf", "Cc", "Co", "Cs"}
_JOINERS = {"\u200c", "\u200d"}
_LONGEST_NAME = 500


async def look(case: Case) -> Observation:
    """Seek what no reader sees, and what a reader takes for something else.

    Joiners are part of honest names in many scripts. A name is compared with those of known
    issuers alone, and only where its issuer is none of them.
    """
    names = [name[:_LONGEST_NAME] for name in case.credential.issuer.name.values()]
    if any(_hides_something(name) for name in names):
        return Observation(Code.NAME_BIDI)
    if any(mixes_scripts(name) for name in names):
        return Observation(Code.NAME_CONFUSABLE, "The name mixes alphabets within a word.")
    domain = domain_of(case.credential.issuer.id)
    if domain is not None and mixes_scripts(written_out(domain)):
        return _confusable("The address mixes alphabets within a word: {domain}.", domain=domain)
    double = _double(case, names, domain)
    if double is None:
        return IN_ORDER
    return _confusable("It looks like {name}, which is {id}.", name=double.name, id=double.id)


def _hides_something(name: str) -> bool:
    return not name.isprintable() and any(
        char not in _JOINERS and unicodedata.category(char) in _INVISIBLE for char in name
    )


def _double(case: Case, names: list[str], domain: str | None) -> KnownIssuer | None:
    """Return the known issuer that it can be taken for."""
    known = case.known_issuers
    if known is None or known.find(case.credential.issuer.id or "") is not None:
        return None
    doubles = [known.double_of(name) for name in names]
    if domain is not None:
        doubles.append(known.double_of_domain(domain))
    return next((double for double in doubles if double is not None), None)


def _confusable(detail: str, **particulars: str) -> Observation:
    return Observation(Code.NAME_CONFUSABLE, detail, particulars=particulars)


CHECK = Check(
    name="issuer.name",
    answer=VerificationAnswer.TRUST,
    in_order="The issuer's name is what it looks like.",
    codes=frozenset({Code.NAME_BIDI, Code.NAME_CONFUSABLE}),
    look=look,
)
