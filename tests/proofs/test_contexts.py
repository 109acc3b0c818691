from hashlib import sha256
from json import dumps, loads
from pathlib import Path

import pytest
import rfc8785

from tests.proofs.samples import UNVOUCHED, contexts, packaged_contexts
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.contexts import Contexts, canonical_digest
from wallet.proofs.pinned_contexts import EXCERPT, EXCERPT_DIGEST, EXCERPT_PATH, PINNED

V2 = "https://www.w3.org/ns/credentials/v2"
OB_303 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@needs_vectors
def test_the_digests_are_those_of_canonical_json():
    for entry in loads((VECTORS / "contexts" / "index.json").read_bytes()):
        text = loads((VECTORS / "contexts" / entry["file"]).read_bytes())
        url = entry["url"].partition("#")[0]
        assert canonical_digest(text) == entry["sha256_canonical"]
        assert sha256(rfc8785.dumps(text)).hexdigest() == entry["sha256_canonical"]
        assert (entry["sha256_canonical"] in PINNED.get(url, ())) == (url not in UNVOUCHED)


def test_contexts_that_define_any_word_are_not_pinned():
    assert not PINNED.keys() & set(UNVOUCHED)


def test_installed_packages_bring_the_contexts_of_current_badges():
    at_hand = packaged_contexts()
    assert at_hand.knows(V2)
    assert at_hand.knows(OB_303)
    assert at_hand.knows("https://w3id.org/security/suites/ed25519-2020/v1")
    assert not at_hand.knows("https://www.w3.org/ns/credentials/status/v2")


@pytest.mark.parametrize("host", ["https://wallet.example", "http://127.0.0.1:8000", "https://a/b"])
def test_the_words_of_excerpts_are_known_wherever_a_wallet_serves_them(host):
    at_hand = packaged_contexts()
    assert at_hand.knows(f"{host}{EXCERPT_PATH}")
    assert at_hand.text(f"{host}{EXCERPT_PATH}") == at_hand.texts()[EXCERPT]
    assert canonical_digest(at_hand.texts()[EXCERPT]) == EXCERPT_DIGEST


@pytest.mark.parametrize(
    "url", [EXCERPT_PATH, f"https://a.example{EXCERPT_PATH}0", f"https://a.example{EXCERPT_PATH}?"]
)
def test_no_other_address_passes_for_them(url):
    assert not packaged_contexts().knows(url)
    assert packaged_contexts().text(url) is None


@needs_vectors
def test_a_folder_completes_the_set_whatever_its_file_names(tmp_path: Path):
    assert contexts().vouched == PINNED.keys()
    text = (VECTORS / "contexts" / "status-v1.jsonld").read_bytes()
    (tmp_path / "anything.json").write_bytes(text)
    assert Contexts.gather(tmp_path).knows("https://www.w3.org/ns/credentials/status/v1")


@needs_vectors
def test_the_newest_text_of_a_url_is_used_and_an_older_one_where_it_is_alone(monkeypatch):
    assert canonical_digest(contexts().texts()[OB_303]) == PINNED[OB_303][0]
    monkeypatch.setattr("wallet.proofs.contexts._INSTALLED", ())
    older = (VECTORS / "contexts" / "ob-v3p0-3.0.3.older.json").read_bytes()
    alone = Contexts.gather(kept={OB_303: older})
    assert canonical_digest(alone.texts()[OB_303]) == PINNED[OB_303][1]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b'{"@context": {"name": "https://evil.example/name"}}', id="other-text"),
        pytest.param(b"not json", id="no-json"),
        pytest.param(b"[" * 100_000, id="too-deep"),
        pytest.param(b'["@context"]', id="no-object"),
    ],
)
def test_kept_bytes_of_another_digest_are_passed_over(monkeypatch, raw):
    monkeypatch.setattr("wallet.proofs.contexts._INSTALLED", ())
    assert not Contexts.gather(kept={V2: raw}).texts()


def test_a_lent_text_is_at_hand_but_not_vouched_for_and_replaces_no_pinned_one():
    evil = dumps({"@context": {"name": "https://evil.example/name"}}).encode()
    lent = Contexts.gather(extra_contexts={"https://x.example/c": evil, V2: evil})
    assert "https://x.example/c" in lent.texts()
    assert not lent.knows("https://x.example/c")
    assert lent.knows(V2)
    assert lent.texts()[V2] == packaged_contexts().texts()[V2]


def test_the_digest_names_the_set():
    evil = dumps({"@context": {}}).encode()
    assert packaged_contexts().digest() == Contexts.gather().digest()
    assert packaged_contexts().digest() != Contexts.gather(extra_contexts={"a": evil}).digest()
