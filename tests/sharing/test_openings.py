from datetime import timedelta

import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.openings import Opening, OpeningKind, OpeningProofs

PROOFS = OpeningProofs(b"o" * 32)
OPENING = Opening(OpeningKind.VISIT, 3, NOW + timedelta(minutes=30))


def test_a_proof_gives_the_opening_back_until_it_is_over():
    proof = PROOFS.proof("token", OPENING)
    assert PROOFS.held("token", proof, NOW).opening == OPENING
    assert PROOFS.held("token", proof, OPENING.until).opening is None


@pytest.mark.parametrize(
    "forge",
    [
        lambda proof: None,
        lambda proof: "",
        lambda proof: "....",
        lambda proof: "ä" * 500,
        lambda proof: proof.replace("visit", "preview"),
        lambda proof: proof.replace(".3.", ".4."),
        lambda proof: proof[:-1],
        lambda proof: proof + "x" * 500,
    ],
)
def test_what_is_no_proof_of_ours_opens_nothing(forge):
    proof = forge(PROOFS.proof("token", OPENING))
    held = PROOFS.held("token", proof, NOW)
    assert held == "token"
    assert held.opening is None


def test_a_proof_is_of_one_link_and_one_key():
    proof = PROOFS.proof("token", OPENING)
    assert PROOFS.held("other", proof, NOW).opening is None
    assert OpeningProofs(b"p" * 32).held("token", proof, NOW).opening is None


def test_a_client_is_named_without_its_address():
    assert "192.0.2.7" not in PROOFS.of_client("192.0.2.7")
    assert PROOFS.of_client("192.0.2.7") != OpeningProofs(b"p" * 32).of_client("192.0.2.7")


def test_a_key_that_could_be_guessed_is_refused_and_none_is_printed():
    with pytest.raises(ValueError, match="at least 32"):
        OpeningProofs(b"short")
    assert "ooo" not in repr(PROOFS)
