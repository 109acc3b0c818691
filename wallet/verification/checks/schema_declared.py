"""Does it fit the schemas that its issuer names?

Sources: Open Badges 3.0, "1EdTechJsonSchemaValidator2019"; VC JSON Schema, "JsonSchema" and
"JsonSchemaCredential". A schema comes through the case's sources, as do those that it refers to.
"""

from anyio.to_thread import run_sync

from wallet.credentials.members import address, objects, only_object, reference, types
from wallet.documents.document import JSONObject
from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.digests import have_digests, stated_digests
from wallet.verification.finding import VerificationAnswer
from wallet.verification.json_schema import SchemaUnusableError, apply_schema
from wallet.verification.nested import examine_nested
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer

MOST_SCHEMAS = 4
MOST_REFERENCES = 6
_EDTECH, _PLAIN, _SIGNED = "1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaCredential"


async def look(case: Case) -> Observation:
    """Apply each schema that is named, and report the gravest of what came of it."""
    named = objects(case.credential.content.get("credentialSchema"))
    if not named or not case.credential.format.is_verifiable_credential:
        return DOES_NOT_APPLY
    if case.depth > 0:
        return Observation(Code.SCHEMA_NOT_ASKED)
    seen = [await _look_at(schema, case) for schema in named[:MOST_SCHEMAS]]
    if len(named) > MOST_SCHEMAS:
        crowd = f"It names {len(named)}, more than are asked."
        seen.append(Observation(Code.SCHEMA_UNREACHABLE, crowd))
    return gravest(*seen)


async def _look_at(named: JSONObject, case: Case) -> Observation:
    kinds = types(named.get("type"))
    if not {_EDTECH, _PLAIN, _SIGNED} & {*kinds}:
        return Observation(Code.SCHEMA_TYPE_UNKNOWN, f"Its kind is {', '.join(kinds)[:100]}.")
    url = address(named.get("id"))
    if url is None:
        return Observation(Code.SCHEMA_UNREACHABLE, "It is at no address.")
    try:
        digests = stated_digests(named)
    except ValueError:
        return Observation(Code.SCHEMA_UNREADABLE, "Its digest cannot be read.")
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.body is None:
        return Observation(Code.SCHEMA_UNREACHABLE, seen=answer)
    if not have_digests(answer.body, digests):
        return Observation(Code.SCHEMA_DIGEST_MISMATCH, seen=answer)
    if _SIGNED in kinds:
        return await _look_at_signed(answer, answer.body, case)
    return await _apply(answer.content, url, answer, case)


async def _look_at_signed(answer: Answer, body: bytes, case: Case) -> Observation:
    """Apply the schema in a credential whose own signature holds."""
    nested = await examine_nested(body, case)
    if nested is None or nested[1] is not Integrity.INTACT:
        detail = "The credential that it lies in does not hold, or could not be checked."
        return Observation(Code.SCHEMA_UNREADABLE, detail, seen=answer)
    subject = only_object(nested[0].content.get("credentialSubject")) or {}
    inner = only_object(subject.get("jsonSchema"))
    if inner is None and reference(subject) is not None and subject.get("type") == _PLAIN:
        return await _look_at(subject, case)
    return await _apply(inner, answer.url, answer, case)


async def _apply(schema: JSONObject | None, url: str, answer: Answer, case: Case) -> Observation:
    """Apply a schema beside the event loop, fetching what it refers to."""
    others: dict[str, JSONObject] = {}
    while schema is not None and len(others) <= MOST_REFERENCES:
        content = case.credential.content
        try:
            applied = await run_sync(apply_schema, schema, url, content, others)
        except SchemaUnusableError as error:
            return Observation(Code.SCHEMA_UNREADABLE, str(error), seen=answer)
        if applied.misfit is not None:
            return Observation(Code.SCHEMA_INVALID, applied.misfit, applied.pointer, answer)
        if applied.lacks is None:
            return Observation(seen=answer)
        brought = await case.sources.fetch(applied.lacks)
        if not brought.arrived or brought.content is None:
            return Observation(Code.SCHEMA_UNREACHABLE, seen=brought)
        others[applied.lacks] = brought.content
    return Observation(Code.SCHEMA_UNREADABLE, seen=answer)


CHECK = Check(
    name="schema.declared",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The document fits the schemas that its issuer names.",
    codes=frozenset(
        {
            Code.SCHEMA_INVALID,
            Code.SCHEMA_UNREACHABLE,
            Code.SCHEMA_DIGEST_MISMATCH,
            Code.SCHEMA_UNREADABLE,
            Code.SCHEMA_TYPE_UNKNOWN,
            Code.SCHEMA_NOT_ASKED,
        }
    ),
    look=look,
)
