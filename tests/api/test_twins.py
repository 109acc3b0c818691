"""One award in several generations: a list shows it once, and each leads to the others."""

from uuid import UUID

from tests.api.wallets import wallet_of
from wallet.api.identifiers import Kind, global_id
from wallet.credentials.credential import CredentialFormat
from wallet.learner.learner import Learner
from wallet.learner.organising import delete_credential
from wallet.learner.twinning import settle_twins
from wallet.store.connection import transaction
from wallet.store.models.credentials import Credential

TWINS = """query ($id: ID!) { node(id: $id) { ... on Credential {
  twins { id format twins { id } } preferredTwin { id } } } }"""
LIST = """query ($filter: CredentialFilter) { viewer { credentials(filter: $filter) {
  totalCount nodes { id twins { id } } } } }"""
KEY = "a" * 64


def global_ids(*keys):
    return [global_id(Kind.CREDENTIAL, key) for key in keys]


async def hold_twins(wallet):
    """Make an award of the first two credentials, in versions 2 and 3; return their ids."""
    forms = (CredentialFormat.OPEN_BADGES_2_HOSTED, CredentialFormat.OPEN_BADGES_3_JWT)
    pair = wallet.credentials[:2]
    for key, form in zip(pair, forms, strict=True):
        await Credential.filter(id=key).update(award_key=KEY, format=form.value)
    async with transaction():
        await settle_twins(Learner(UUID(str(wallet.learner_id))), KEY)
    return global_ids(*pair)


async def test_each_of_two_leads_to_the_other(anna, wallet):
    older, newer = await hold_twins(wallet)
    found = (await anna.ask(TWINS, id=older))["node"]
    assert found["twins"] == [
        {"id": newer, "format": "OPEN_BADGES_3_JWT", "twins": [{"id": older}]}
    ]
    assert found["preferredTwin"] == {"id": newer}
    found = (await anna.ask(TWINS, id=newer))["node"]
    assert [each["id"] for each in found["twins"]] == [older]
    assert found["preferredTwin"] is None
    (alone,) = global_ids(wallet.credentials[2])
    assert (await anna.ask(TWINS, id=alone))["node"] == {"twins": [], "preferredTwin": None}


async def test_a_list_shows_an_award_once_where_asked(anna, wallet):
    older, newer = await hold_twins(wallet)
    found = {}
    for wanted, number in ((False, 4), (True, 1), (None, 5)):
        page = (await anna.ask(LIST, filter={"hasPreferredTwin": wanted}))["viewer"]["credentials"]
        assert page["totalCount"] == number
        found[wanted] = {node["id"]: node["twins"] for node in page["nodes"]}
    assert found[False][newer] == [{"id": older}]
    assert older not in found[False]
    assert list(found[True]) == [older]


async def test_the_other_one_is_listed_when_its_twin_is_deleted(anna, wallet):
    older, newer = await hold_twins(wallet)
    await delete_credential(Learner(wallet.learner_id), wallet.credentials[1])
    page = (await anna.ask(LIST, filter={"hasPreferredTwin": False}))["viewer"]["credentials"]
    assert older in [node["id"] for node in page["nodes"]]
    assert (await anna.ask(TWINS, id=older))["node"] == {"twins": [], "preferredTwin": None}
    assert (await anna.ask(TWINS, id=newer))["node"] is None


async def test_nobody_sees_a_twin_in_another_wallet(anna, wallet):
    older, _ = await hold_twins(wallet)
    bernd = await wallet_of("bernd@home.example", credentials=1)
    await Credential.filter(id=bernd.credentials[0]).update(
        award_key=KEY, format=CredentialFormat.OPEN_BADGES_3_LINKED_DATA.value
    )
    assert len((await anna.ask(TWINS, id=older))["node"]["twins"]) == 1
