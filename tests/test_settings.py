"""What an operator may set, and what becomes of it."""

import json
import stat

import pytest
from pydantic import ValidationError

from wallet.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """Forget the variables of whoever runs the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"WALLET_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_need_be_set(tmp_path):
    settings = Settings()
    assert settings.in_development
    assert settings.store_url == f"sqlite://{tmp_path}/.wallet-data/wallet.sqlite3"
    assert settings.origin == "http://127.0.0.1:8000"


def test_each_is_a_variable(monkeypatch):
    monkeypatch.setenv("WALLET_DATABASE_URL", "postgres://wallet@127.0.0.1/wallet")
    monkeypatch.setenv("WALLET_CORS_ORIGINS", '["https://app.example"]')
    monkeypatch.setenv(
        "WALLET_OIDC_PROVIDERS", '[{"issuer": "https://id.example", "audience": "wallet"}]'
    )
    settings = Settings()
    assert settings.store_url == "postgres://wallet@127.0.0.1/wallet"
    assert settings.cors_origins == ("https://app.example",)
    (provider,) = settings.oidc_providers
    assert (provider.issuer, provider.trusts_email) == ("https://id.example", False)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        pytest.param({"port": 9000}, "http://127.0.0.1:9000", id="by the port"),
        pytest.param({"host": "::1"}, "http://[::1]:8000", id="by an IPv6 address"),
        pytest.param(
            {"public_url": "https://wallet.example/"}, "https://wallet.example", id="by its name"
        ),
    ],
)
def test_the_origin_is_where_visitors_reach_it(given, origin):
    assert Settings(**given).origin == origin


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"environment": "production"}, id="production without a public address"),
        pytest.param({"environment": "staging"}, id="an environment that there is not"),
        pytest.param({"port": 65536}, id="a port that there is not"),
        pytest.param({"secret_key": "k" * 31}, id="a key that is too short"),
    ],
)
def test_what_cannot_be_is_refused(given):
    with pytest.raises(ValidationError):
        Settings(**given)


def test_a_given_key_is_the_key_and_is_not_shown():
    settings = Settings(secret_key="k" * 32)
    assert settings.key == b"k" * 32
    assert "kkk" not in repr(settings)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    made = Settings(data_dir=tmp_path).key
    assert len(made) == 32
    assert Settings(data_dir=tmp_path).key == made
    assert Settings(data_dir=tmp_path / "other").key != made
    (file,) = tmp_path.glob("secret*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_key_is_told_and_never_used(tmp_path):
    (tmp_path / "secret.key").write_bytes(b"short")
    with pytest.raises(ValueError, match=r"secret\.key is too short"):
        _ = Settings(data_dir=tmp_path).key


DIGEST = "0" * 64
SIGNER = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


@pytest.mark.parametrize(
    "given",
    [
        {"location": "issuers.json"},
        {"location": "https://a.example/list.json", "sha256": DIGEST},
        {"location": "https://a.example/list.jws", "signed_by": SIGNER},
    ],
    ids=["a-file", "pinned", "signed"],
)
def test_a_list_of_known_issuers_may_be_set(monkeypatch, given):
    monkeypatch.setenv("WALLET_ISSUER_REGISTRIES", json.dumps([given]))
    (registry,) = Settings().issuer_registries
    assert registry.model_dump(exclude_none=True) == given


@pytest.mark.parametrize(
    "given",
    [
        {"location": "https://a.example/list.json"},
        {"location": "http://a.example/list.json", "sha256": DIGEST},
        {"location": "file:///etc/passwd", "sha256": DIGEST},
        {"location": "https://a.example/list.json", "sha256": "abc"},
        {"location": "https://a.example/list.json", "signed_by": "did:web:a.example"},
        {},
    ],
    ids=repr,
)
def test_a_list_that_nothing_vouches_for_is_refused(monkeypatch, given):
    monkeypatch.setenv("WALLET_ISSUER_REGISTRIES", json.dumps([given]))
    with pytest.raises(ValidationError):
        Settings()


def test_only_listed_documents_need_their_list(tmp_path):
    with pytest.raises(ValidationError, match="WALLET_TRUSTED_DOCUMENTS"):
        Settings(trusted_documents_only=True)
    assert Settings(trusted_documents=tmp_path, trusted_documents_only=True).trusted_documents_only


def test_the_signing_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    settings = Settings(data_dir=tmp_path)
    made = settings.signing_pem(lambda: "the first")
    assert made == settings.signing_pem(lambda: "another") == "the first"
    assert stat.S_IMODE((tmp_path / "signing-key.pem").stat().st_mode) == 0o600


def test_a_signing_key_that_is_set_is_used_and_former_ones_are_told(tmp_path):
    settings = Settings(data_dir=tmp_path, signing_key="set", former_signing_keys=("a", "b"))
    assert settings.signing_pem(lambda: "made") == "set"
    assert settings.former_signing_pems == ("a", "b")
    assert not (tmp_path / "signing-key.pem").exists()
    assert "set" not in repr(settings.signing_key)
