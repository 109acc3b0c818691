import json

import pytest

from tests.documents.test_opening import token
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents

FIRST = '{ "@context":"https://w3id.org/openbadges/v2",  "id":"https://a.example/1" }'
SECOND = '{"type":"Assertion","id":"https://a.example/2","badge":"https://a.example/b"}'
TOKEN = token(b'{"id":"urn:uuid:3"}').decode()


def refusal_of(received, **limits):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received.encode(), limits=Limits(**limits))
    return refusal.value


@pytest.mark.parametrize(
    ("written", "originals"),
    [
        pytest.param(
            f'{{"status": {{"success": true}}, "result": [{FIRST}, {SECOND}]}}',
            [FIRST, SECOND],
            id="badgr",
        ),
        pytest.param(
            f'{{"status":{{"error":null}},"assertions":[{FIRST}],"signedAssertions":["{TOKEN}"]}}',
            [FIRST, TOKEN],
            id="badge-connect",
        ),
        pytest.param(
            f'{{"status":{{}},"results":[{SECOND}]}}', [SECOND], id="badge-connect-of-badgr"
        ),
        pytest.param(
            f'{{"credential":[{FIRST}],"compactJwsStrings":["{TOKEN}"]}}',
            [FIRST, TOKEN],
            id="open-badges-3-api",
        ),
        pytest.param(f'{{"credential":[{FIRST}]}}', [FIRST], id="open-badges-3-api-without-tokens"),
        pytest.param(
            f'{{"userId":1,"groupId":2,"badges":[{SECOND}]}}', [SECOND], id="backpack-group"
        ),
        pytest.param(
            '{"userId":1,"groups":[{"groupId":1,"name":"A","badges":[' + FIRST + "]},"
            '{"groupId":2,"name":"B","badges":[' + SECOND + "]}]}",
            [FIRST, SECOND],
            id="backpack-groups-with-their-badges",
        ),
        pytest.param(
            f'[{{"groupId":1,"badges":[{FIRST}]}}, {{"groupId":2,"badges":[{SECOND}]}}]',
            [FIRST, SECOND],
            id="list-of-backpack-groups",
        ),
    ],
)
def test_each_badge_of_an_export_is_a_document_in_its_own_text(written, originals):
    documents = open_documents(written.encode())
    assert [document.original.decode() for document in documents] == originals
    assert {document.carriers[0] for document in documents} == {Carrier.EXPORT}
    for document in documents:
        (again,) = open_documents(document.original)
        assert again.content == document.content


def test_addresses_in_an_export_are_pointers():
    written = json.dumps({"status": {}, "result": ["https://a.example/1"]})
    (document,) = open_documents(written.encode())
    assert document.url == "https://a.example/1"


@pytest.mark.parametrize(
    "written",
    [
        '{"userId":1,"groups":[{"groupId":7,"name":"Fancy","badges":12}]}',
        '{"status":{"success":true},"result":[]}',
        '{"credential":[3, null]}',
    ],
)
def test_a_list_that_names_no_badges_is_refused(written):
    error = refusal_of(written)
    assert error.code == "FORMAT_UNKNOWN"
    assert "Export the badges" in error.message


def test_a_credential_with_a_member_of_such_a_name_is_a_credential():
    written = '{"@context":[],"credentialSubject":{},"credential":[{"id":"urn:uuid:1"}]}'
    (document,) = open_documents(written.encode())
    assert document.carriers == (Carrier.JSON,)


def test_an_export_in_an_export_is_refused():
    inner = '{"credential":[{"id":"urn:uuid:1"}]}'
    assert refusal_of(f'{{"credential":[{inner}]}}').code == "DECOMPRESSION_LIMIT"


def test_more_badges_than_one_import_takes_are_refused():
    written = '{"credential":[' + ",".join(['{"id":"urn:uuid:1"}'] * 4) + "]}"
    assert refusal_of(written, documents=3).code == "INPUT_TOO_LARGE"


def test_broken_json_is_refused_as_such():
    assert refusal_of('{"credential":[{"id":"urn:uuid:1"}').code == "JSON_INVALID"
