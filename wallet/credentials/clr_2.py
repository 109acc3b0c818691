"""Comprehensive Learner Record 2.0: one credential with achievements and credentials within.

The credentials within are not read here: each is secured by itself, and becomes a credential of
its own. The record's own proof says no more than that its issuer put them together.

Source: CLR 2.0, "ClrCredential", "ClrSubject", "Association".
"""

from dataclasses import replace

from wallet.credentials import verifiable_credential
from wallet.credentials.achievements import read_achievement
from wallet.credentials.credential import Association, Credential, CredentialFormat
from wallet.credentials.embedding import SUBJECT, parts_within
from wallet.credentials.members import is_true, objects, only_text, reference, sequence
from wallet.credentials.reader import Linked, Reader
from wallet.credentials.verifiable_credential import is_record, lacks, secured
from wallet.documents.document import Document, JSONObject


def _recognises(document: Document) -> bool:
    found = secured(document)
    return found is not None and is_record(found.content)


def read(document: Document, linked: Linked) -> Credential:
    """Read the record: its own name, its achievements, and how they hang together.

    Raises:
        CredentialError: FORMAT_UNKNOWN.
    """
    credential = verifiable_credential.read(document, linked)
    subjects = objects(credential.content.get(SUBJECT))
    return replace(
        credential,
        format=_format(document),
        achievements=tuple(
            read_achievement(achievement)
            for subject in subjects
            for achievement in sequence(subject.get("achievement"))
        ),
        associations=tuple(
            _association(item)
            for subject in subjects
            for item in objects(subject.get("association"))
        ),
        parts=parts_within(credential.content),
        is_partial=is_true(credential.content.get("partial")),
    )


def _format(document: Document) -> CredentialFormat:
    return (
        CredentialFormat.CLR_2_LINKED_DATA if document.jws is None else CredentialFormat.CLR_2_JWT
    )


def _association(said: JSONObject) -> Association:
    return Association(
        source=reference(said.get("sourceId")),
        target=reference(said.get("targetId")),
        kind=only_text(said.get("associationType")),
    )


READER = Reader(
    formats=(CredentialFormat.CLR_2_LINKED_DATA, CredentialFormat.CLR_2_JWT),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
