import pytest

from wallet.store.sealing import SealBrokenError, Seals

OLD, NEW = b"o" * 32, b"n" * 32


def test_what_is_sealed_opens_for_what_it_is_bound_to():
    seals = Seals((NEW,))
    sealed = seals.seal("secret", "learner", 1, "tokens")
    assert "secret" not in sealed
    assert seals.open(sealed, "learner", 1, "tokens") == "secret"
    assert seals.seal("secret", "learner", 1, "tokens") != sealed


@pytest.mark.parametrize(
    "bond", [("other", 1, "tokens"), ("learner", 2, "tokens"), ("learner", 1, "verifier"), ()]
)
def test_it_does_not_open_in_another_row(bond):
    seals = Seals((NEW,))
    with pytest.raises(SealBrokenError):
        seals.open(seals.seal("secret", "learner", 1, "tokens"), *bond)


@pytest.mark.parametrize("spoilt", ["", "x", "x.y", ".", "00000000.AAAA"])
def test_what_was_never_sealed_does_not_open(spoilt):
    with pytest.raises(SealBrokenError):
        Seals((NEW,)).open(spoilt)


def test_one_changed_character_breaks_the_seal():
    seals = Seals((NEW,))
    sealed = seals.seal("secret")
    for place in range(len(sealed)):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(SealBrokenError):
            seals.open(changed)


def test_the_same_octets_spelt_otherwise_break_the_seal():
    seals = Seals((NEW,))
    spelt = {seals.seal("x" * length) for length in (1, 2)}
    for sealed in spelt:
        for changed in (f"{sealed}=", f"{sealed} ", sealed.replace(".", ".!")):
            with pytest.raises(SealBrokenError):
                seals.open(changed)


def test_a_former_key_opens_and_the_new_one_seals():
    before = Seals((OLD,)).seal("secret")
    both = Seals((NEW, OLD))
    assert both.open(before) == "secret"
    after = both.seal("secret")
    assert Seals((NEW,)).open(after) == "secret"
    with pytest.raises(SealBrokenError):
        Seals((OLD,)).open(after)


def test_keys_do_not_show_themselves():
    assert "nnnn" not in repr(Seals((NEW,)))
