from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from wallet.sharing.adding import embed_card, linkedin_address, qr_code

URL = "https://wallet.example/s/token"


def fields(address):
    assert address.startswith("https://www.linkedin.com/profile/add?")
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


def filled(**changed):
    given = {
        "name": "Bridge & more",
        "organisation": "University",
        "organisation_pages": (),
        "issued_at": datetime(2026, 3, 1, tzinfo=UTC),
        "expires_at": None,
        "url": URL,
    }
    return fields(linkedin_address(**given | changed))


def test_the_form_is_filled_in_with_what_is_known():
    assert filled() == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Bridge & more",
        "organizationName": "University",
        "issueYear": "2026",
        "issueMonth": "3",
        "certUrl": URL,
    }


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("https://www.linkedin.com/company/1337", "1337"),
        ("https://linkedin.com/company/1337/", "1337"),
        ("https://www.linkedin.com/company/some-name", None),
        ("https://linkedin.com.evil.example/company/1337", None),
        ("https://[", None),
    ],
)
def test_the_number_of_the_issuers_own_page_is_told(page, number):
    said = filled(organisation_pages=("https://uni.example", page))
    assert said.get("organizationId") == number
    assert ("organizationName" in said) is (number is None)


def test_a_card_to_copy_is_our_words_and_the_address_alone():
    card = embed_card('CV "<script>"', f"{URL}?a&b")
    assert "&lt;script&gt;" in card
    assert f'href="{URL}?a&amp;b"' in card


def test_a_code_is_a_picture_without_anything_that_runs_or_asks():
    root = ET.fromstring(qr_code(URL))  # noqa: S314 -- our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "g", "path"}
    assert qr_code(URL) != qr_code(f"{URL}2")
