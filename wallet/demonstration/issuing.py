"""An issuance in, every award signed once out, by the name of the award."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from wallet.demonstration import awards, open_badges_2, open_badges_3
from wallet.demonstration.awards import Award
from wallet.demonstration.issuance import Issuance
from wallet.demonstration.issuer import Issuer, academy_of, camp_of, library_of, university_of
from wallet.demonstration.moments import issued
from wallet.proofs.contexts import Contexts
from wallet.proofs.jose import sign_compact
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt

RECIPIENT = "demo@wallet.example"


@dataclass(frozen=True, slots=True)
class Maker:
    """Signs and packs awards for one recipient."""

    issuance: Issuance
    contexts: Contexts
    recipient: str = RECIPIENT

    def hosted(self, award: Award, issuer: Issuer) -> dict[str, Any]:
        """Return an Open Badges 2.0 assertion, to be hosted."""
        return open_badges_2.hosted_assertion(award, issuer, self.issuance, self.recipient)

    def signed(self, award: Award, issuer: Issuer) -> str:
        """Return an Open Badges 2.0 assertion as a JWS."""
        assertion = open_badges_2.signed_assertion(award, issuer, self.issuance, self.recipient)
        return sign_compact({"typ": "JWT"}, assertion, issuer.key_for_tokens)

    def with_proof(
        self, award: Award, issuer: Issuer, *, has_status: bool = False
    ) -> dict[str, Any]:
        """Return an Open Badges 3.0 credential on VC 2.0 with an eddsa-rdfc-2022 proof."""
        unsigned = open_badges_3.credential(
            award, issuer, self.issuance, self.recipient, has_status=has_status
        )
        return self.prove(unsigned, issuer, "eddsa-rdfc-2022", award)

    def with_signature_2020(self, award: Award, issuer: Issuer) -> dict[str, Any]:
        """Return an Open Badges 3.0 credential on VC 1.1 with an Ed25519Signature2020."""
        unsigned = open_badges_3.credential_on_vc_1(award, issuer, self.issuance, self.recipient)
        return self.prove(unsigned, issuer, "Ed25519Signature2020", award)

    def as_token(self, award: Award, issuer: Issuer) -> str:
        """Return an Open Badges 3.0 credential as a VC-JWT."""
        unsigned = open_badges_3.credential(
            award, issuer, self.issuance, self.recipient, has_status=True
        )
        return sign_vc_jwt(unsigned, key=issuer.key_for_tokens, key_id=issuer.token_method)

    def status_list(self, issuer: Issuer, *revoked: Award) -> dict[str, Any]:
        """Return the issuer's signed status list, with the bits of `revoked` set."""
        unsigned = open_badges_3.status_list(issuer, self.issuance, revoked)
        return self.prove(unsigned, issuer, "eddsa-rdfc-2022")

    def prove(
        self,
        unsigned: Mapping[str, Any],
        issuer: Issuer,
        suite: str,
        award: Award | None = None,
    ) -> dict[str, Any]:
        """Return a document with its issuer's proof, made when the award was, else now."""
        return sign_data_integrity(
            unsigned,
            suite=suite,
            key=issuer.key_for_proofs,
            verification_method=issuer.proof_method,
            created=issued(award, self.issuance) if award else self.issuance.issued_at,
            contexts=self.contexts,
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """Documents by the slug of their award, tokens likewise, and the university's status list."""

    documents: Mapping[str, Mapping[str, Any]]
    tokens: Mapping[str, str]
    status_list: Mapping[str, Any]


def issue(maker: Maker) -> Issued:
    """Sign every award in its own way. All but the ES256 token come out the same each time."""
    academy, university = academy_of(maker.issuance), university_of(maker.issuance)
    library, camp = library_of(maker.issuance), camp_of()
    documents = {
        **{
            award.slug: maker.hosted(award, academy)
            for award in (awards.LASER_CUTTING, awards.PRINTING)
        },
        **{
            award.slug: maker.with_proof(award, university, has_status=True)
            for award in (awards.DATA_ANALYSIS, awards.LABORATORY, awards.STATISTICS)
        },
        awards.RESEARCH.slug: maker.with_signature_2020(awards.RESEARCH, library),
        awards.FIRST_AID.slug: maker.with_proof(awards.FIRST_AID, library),
        awards.CODE_CAMP.slug: maker.hosted(awards.CODE_CAMP, camp),
    }
    tokens = {
        awards.MENTORING.slug: maker.signed(awards.MENTORING, academy),
        awards.CONVERSATION.slug: maker.as_token(awards.CONVERSATION, university),
    }
    return Issued(
        MappingProxyType(documents),
        MappingProxyType(tokens),
        maker.status_list(university, awards.LABORATORY),
    )
