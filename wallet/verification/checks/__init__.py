"""A case in, one observation for each rule out; the table is in the order of the path."""

from wallet.registry import registry
from wallet.verification.case import Check
from wallet.verification.checks import (
    format_detected,
    intake_fetch,
    intake_limits,
    intake_parse,
    intake_unbake,
    issuer_hosting_scope,
    issuer_key_binding,
    issuer_key_resolution,
    issuer_name,
    issuer_registry,
    jsonld_contexts,
    jsonld_signed_fields,
    proof_claims,
    proof_present,
    proof_purpose,
    proof_set,
    proof_signature,
    proof_suite,
    recipient_identity,
    semantics_subject,
    status_revocation,
    status_suspension,
    validity_period,
)

CHECKS = registry(
    intake_fetch.CHECK,
    intake_limits.CHECK,
    intake_unbake.CHECK,
    intake_parse.CHECK,
    format_detected.CHECK,
    jsonld_contexts.CHECK,
    jsonld_signed_fields.CHECK,
    proof_present.CHECK,
    proof_suite.CHECK,
    issuer_key_resolution.CHECK,
    proof_signature.CHECK,
    proof_purpose.CHECK,
    proof_claims.CHECK,
    proof_set.CHECK,
    issuer_key_binding.CHECK,
    issuer_hosting_scope.CHECK,
    semantics_subject.CHECK,
    validity_period.CHECK,
    status_revocation.CHECK,
    status_suspension.CHECK,
    recipient_identity.CHECK,
    issuer_registry.CHECK,
    issuer_name.CHECK,
    names=lambda check: (check.name,),
)

__all__ = ["CHECKS", "Check"]
