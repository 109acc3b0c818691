"""A signed statement is taken out of the JSON and hidden in the language of a text beside it.

Written out as N-Quads, the two documents are the same text (where it is in lower case, as languages
are made to be), so a signature over it fits both.
"""

from tests.verification.samples import contexts, examine, found, signed
from wallet.proofs.linked_data import engine_for

SUMMARY = {"@value": "What it is about.", "@language": "en"}


async def test_a_name_hidden_in_a_language_is_missed() -> None:
    badge = signed({"/description": SUMMARY, "/name": "not for use in hospitals"})
    assert (await examine(badge)).report.verdict == "VERIFIED"
    body = {name: value for name, value in badge.items() if name != "proof"}
    canonical, _ = engine_for(contexts()).examine(body, "")
    assert canonical is not None
    _, _, after = canonical.decode().partition('"@en .\n')
    hidden, _, _ = after.partition(" .\n")
    assert "not for use in hospitals" in hidden
    forged = {name: value for name, value in badge.items() if name != "name"}
    forged["description"] = SUMMARY | {"@language": f"en .\n{hidden}"}
    examined = await examine(forged)
    assert examined.report.verdict == "NOT_VERIFIED"
    assert found(examined, "jsonld.signed_fields").code == "RELATIVE_IRI"
