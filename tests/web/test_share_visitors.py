"""What visitors of a link ask and say."""

import pytest

from tests.web import samples
from tests.web.conftest import TOKEN
from wallet.sharing.confirming import Confirmation, Named
from wallet.sharing.shared import Closed, ClosedBecause
from wallet.user_errors import InvalidError

PATH = f"/s/{TOKEN}"
OURS = {"sec-fetch-site": "same-origin", "accept": "text/html"}
ADDRESS = "robin@home.example"


@pytest.fixture
def named(web):
    def say(*answers):
        web.confirmations = tuple(
            Confirmation(position, {"en": f"Badge {position} <b>"}, answer)
            for position, answer in enumerate(answers)
        )

    return say


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ((Named.YES, Named.YES), "Yes, that is whom it names"),
        ((Named.YES, Named.NO), "Not confirmed"),
        ((Named.NOT_KNOWN,), "Not confirmed"),
    ],
)
async def test_the_answer_is_for_each_credential_and_no_more_than_they_say(
    client, named, answers, title
):
    named(*answers)
    answer = await client.post(f"{PATH}/confirm", data={"address": ADDRESS}, headers=OURS)
    assert answer.status_code == 200
    assert f"<h1>{title}</h1>" in answer.text
    assert answer.text.count('<dd class="named-') == len(answers)
    assert "Badge 0 &lt;b&gt;" in answer.text
    assert ADDRESS not in answer.text
    assert f'<a href="{PATH}">' in answer.text


async def test_a_program_gets_it_as_json(client, named):
    named(Named.YES, Named.NO)
    answer = await client.post(
        f"{PATH}/confirm", data={"address": ADDRESS}, headers=OURS | {"accept": "application/json"}
    )
    assert answer.json() == {
        "credentials": [{"position": 0, "named": "YES"}, {"position": 1, "named": "NO"}]
    }


async def test_a_report_is_sent_and_said_to_be(web, client):
    answer = await client.post(f"{PATH}/problem", data={"text": "No grade"}, headers=OURS)
    assert answer.status_code == 200
    assert "<h1>Sent</h1>" in answer.text
    assert web.reports == ["No grade"]


@pytest.mark.parametrize(("place", "most"), [("confirm", 10), ("problem", 3)])
async def test_often_is_too_often_for_one_client_on_one_link(web, client, named, place, most):
    named(Named.NO)
    web.links["other"] = samples.share()
    said = {"address": ADDRESS, "text": "x"}
    for _ in range(most):
        assert (await client.post(f"{PATH}/{place}", data=said, headers=OURS)).status_code == 200
    late = await client.post(f"{PATH}/{place}", data=said, headers=OURS)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    other = await client.post(f"/s/other/{place}", data=said, headers=OURS)
    assert other.status_code == 200


@pytest.mark.parametrize("place", ["confirm", "problem"])
async def test_it_is_done_from_the_page_of_an_open_link_alone(web, client, named, place):
    named(Named.YES)
    said = {"address": ADDRESS, "text": "x"}
    foreign = await client.post(
        f"{PATH}/{place}", data=said, headers={"origin": "https://evil.example"}
    )
    assert foreign.status_code == 403
    assert (await client.get(f"{PATH}/{place}?address={ADDRESS}")).status_code == 405
    web.links[TOKEN] = Closed(ClosedBecause.REVOKED, samples.NOW)
    assert (await client.post(f"{PATH}/{place}", data=said, headers=OURS)).status_code == 410
    assert (await client.post(f"/s/x/{place}", data=said, headers=OURS)).status_code == 404
    assert web.reports == []


async def test_what_cannot_be_used_is_refused_without_a_word_of_it(web, client):
    web.confirmations = InvalidError("Type a whole mail address.", ("address",))
    answer = await client.post(f"{PATH}/confirm", data={"address": "robin"}, headers=OURS)
    assert (answer.status_code, answer.json()["code"]) == (422, "INVALID")
    assert "robin" not in answer.text


async def test_the_page_leads_to_both_forms_and_no_script(web, client):
    assert f'href="{PATH}/ask#confirm"' in (await client.get(PATH)).text
    text = (await client.get(f"{PATH}/ask")).text
    assert f'action="{PATH}/confirm"' in text
    assert f'action="{PATH}/problem"' in text
    assert "<script" not in text
    web.links[TOKEN] = Closed(ClosedBecause.REVOKED, samples.NOW)
    assert (await client.get(f"{PATH}/ask")).status_code == 410
