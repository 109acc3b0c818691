"""Lists: filters, orders, pages both ways, on both databases."""

import pytest

from tests.api.wallets import application, client, wallet_of
from wallet.api.identifiers import Kind, global_id
from wallet.store.details import from_column, search_text_of
from wallet.store.models.credentials import Credential, Issuer

PAGE = """query($first: Int, $after: String, $last: Int, $before: String,
  $order: CredentialOrder, $filter: CredentialFilter, $search: String) {
  viewer { credentials(first: $first, after: $after, last: $last, before: $before,
    orderBy: $order, filter: $filter, search: $search) {
    totalCount nodes { name validUntil } edges { cursor node { name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
ORDERS = [
    {"field": field, "direction": direction}
    for field in ("ADDED_AT", "NAME", "VALID_FROM", "VALID_UNTIL", "ISSUER", "RELEVANCE")
    for direction in ("ASC", "DESC")
]


@pytest.fixture
async def learner(database):
    return await wallet_of("anna@example.org", 7)


@pytest.fixture
async def asking(learner):
    async with client(application(), learner.token) as asking:
        yield asking


async def _page(asking, **variables):
    return (await asking.ask(PAGE, **variables))["viewer"]["credentials"]


def _names(page):
    assert [edge["node"]["name"] for edge in page["edges"]] == [n["name"] for n in page["nodes"]]
    return [node["name"] for node in page["nodes"]]


@pytest.mark.parametrize("search", [None, "weld 00", "issuer"])
async def test_every_order_is_walked_both_ways_without_gap_or_repetition(asking, learner, search):
    await Credential.filter(id=learner.credentials[2]).update(title_key="00 weld")
    await Credential.filter(id=learner.credentials[4]).update(title_key="my weld")
    for order in ORDERS:
        whole = _names(await _page(asking, first=50, order=order, search=search))
        assert len(set(whole)) == 7
        forwards, cursor = [], None
        while True:
            page = await _page(asking, first=3, after=cursor, order=order, search=search)
            forwards += _names(page)
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        backwards, cursor = [], None
        while True:
            page = await _page(asking, last=2, before=cursor, order=order, search=search)
            backwards = _names(page) + backwards
            cursor = page["pageInfo"]["startCursor"]
            if not page["pageInfo"]["hasPreviousPage"]:
                break
        assert forwards == backwards == whole, order


async def test_the_best_match_comes_first_alike_on_both_databases(asking, learner):
    titles = ("welding", "pipe welding", "rewelding", "cooking", "first aid", "pipes", "metal")
    for key, title in zip(learner.credentials, titles, strict=True):
        words = "the best of pipes, welding among them" if title == "first aid" else title
        if title == "cooking":
            words = "cooking by the welding guild"
        await Credential.filter(id=key).update(
            title=title, names={"en": title}, title_key=title, search_text=words
        )
    await Issuer.filter(id=learner.issuers[3]).update(name_key="the welding guild")
    for search, expected in (
        ("welding", ["welding", "pipe welding", "rewelding", "cooking", "first aid"]),
        ("Pipe WELD", ["pipe welding", "first aid"]),
        ("nothing", []),
    ):
        page = await _page(asking, search=search, order={"field": "RELEVANCE", "direction": "DESC"})
        assert _names(page) == expected
        assert page["totalCount"] == len(expected)


async def test_issuers_sort_by_their_names(asking, learner):
    await Issuer.filter(id=learner.issuers[6]).update(name_key="aardvark")
    ascending = _names(await _page(asking, order={"field": "ISSUER", "direction": "ASC"}))
    assert [name[8:11] for name in ascending] == ["006", "000", "001", "002", "003", "004", "005"]


async def test_words_of_every_language_and_place_are_found(asking, learner):
    said = {
        "name": {"en": "Welding", "de": "Schweißen", "ja": "溶接の技能", "el": "Συγκόλληση"},
        "description": {"fr": "Il sait souder l'acier."},
        "tags": ["قلب"],
        "skill": "Lichtbogenhandschweißen",
        "issuer": {"pl": "Żółta Łódź"},
    }
    row = await Credential.get(id=learner.credentials[2])
    detail = {**row.detail, "issuer": {"id": None, "name": said["issuer"]}}
    detail["achievement"] = {
        "id": None,
        "name": said["name"],
        "description": said["description"],
        "tags": said["tags"],
        "alignments": [{"target_name": said["skill"], "target_url": None}],
    }
    await Credential.filter(id=row.id).update(search_text=search_text_of(from_column(detail)))
    for search in (
        "welding",
        "SCHWEISSEN",
        "技能",
        "συγκόλληση ΣΥΓΚΌΛΛΗΣΗ",
        "l'acier souder",
        "قلب",
        "handschweiss",
        "żółta łódź",
    ):
        found = await _page(asking, search=search, order={"field": "RELEVANCE", "direction": "ASC"})
        assert "Welding 002" in " ".join(_names(found)), search


async def test_what_never_ends_comes_last(asking):
    for direction in ("ASC", "DESC"):
        order = {"field": "VALID_UNTIL", "direction": direction}
        page = await _page(asking, order=order)
        ends = [node["validUntil"] for node in page["nodes"]]
        assert ends[3:] == [None] * 4
        assert ends[:3] == sorted(ends[:3], reverse=direction == "DESC")


def _filters(learner):
    first = {
        "issuerIds": [global_id(Kind.ISSUER, learner.issuers[0])],
        "achievementIds": [global_id(Kind.ACHIEVEMENT, learner.achievements[0])],
        "skillIds": [global_id(Kind.SKILL, learner.skills[0])],
    }
    yield from (({name: ids}, 1) for name, ids in first.items())
    yield {"issuerIds": []}, 0
    yield {"issuerIds": [global_id(Kind.ISSUER, key) for key in learner.issuers[:3]]}, 3
    yield {"collectionIds": [global_id(Kind.COLLECTION, learner.collections[0])]}, 7
    yield {"tags": ["tag 0"]}, 4
    yield {"tags": ["tag 0", "tag 1"]}, 7
    yield {"tags": []}, 0
    yield {"verdicts": ["VERIFIED"]}, 7
    yield {"verdicts": ["INCOMPLETE"]}, 0
    yield {"standings": ["CURRENT", "REVOKED"], "tags": ["tag 1"]}, 3
    yield {"formats": ["OPEN_BADGES_3_JWT"]}, 0
    yield {"archived": True}, 0
    yield (
        {"validFromAfter": "2026-02-27T12:00:00Z", "validFromBefore": "2026-03-01T13:00:00+01:00"},
        2,
    )


async def test_enums_may_stand_in_the_query_itself(anna):
    answer = await anna.ask(
        """{ viewer { credentials(orderBy: { field: NAME, direction: DESC },
          filter: { verdicts: [VERIFIED], standings: CURRENT }) { nodes { name } } } }"""
    )
    names = [node["name"] for node in answer["viewer"]["credentials"]["nodes"]]
    assert names == sorted(names, reverse=True)
    assert len(names) == 5


async def test_filters_narrow_and_the_total_counts_what_is_left(asking, learner):
    for wanted, number in _filters(learner):
        page = await _page(asking, filter=wanted, first=2)
        assert page["totalCount"] == number, wanted
        assert len(page["nodes"]) == min(number, 2)


async def test_words_are_found_in_any_case(asking):
    assert (await _page(asking, search="WELDING issuer 003"))["totalCount"] == 1
    assert (await _page(asking, search="100%_"))["totalCount"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param({"first": 101}, id="too-large"),
        pytest.param({"first": -1}, id="negative"),
        pytest.param({"first": 1, "last": 1}, id="both-ways"),
        pytest.param({"after": "nonsense"}, id="no-cursor"),
        pytest.param({"after": "WzEsMiwzXQ"}, id="another-form"),
    ],
)
async def test_a_page_that_is_none_is_refused(anna, arguments):
    response = await anna.post(PAGE, arguments)
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert response.json()["data"] == {"viewer": None}


async def test_a_cursor_of_another_order_is_refused(anna):
    page = (await anna.ask(PAGE, first=1))["viewer"]["credentials"]
    by_name = {"field": "NAME", "direction": "ASC"}
    response = await anna.post(PAGE, {"after": page["pageInfo"]["endCursor"], "order": by_name})
    assert "cursor" in response.json()["errors"][0]["message"]


async def test_each_parent_gets_its_own_page(asking, learner):
    query = """query($first: Int, $last: Int) { viewer { issuers { nodes { name
      credentials(first: $first, last: $last) { totalCount nodes { name }
      pageInfo { hasNextPage hasPreviousPage } } } } skills { nodes { name
      credentials(first: $first, last: $last) { totalCount nodes { name } } } } } }"""
    for arguments in ({"first": 1}, {"last": 1}, {"first": 0}):
        viewer = (await asking.ask(query, **arguments))["viewer"]
        for parents in (viewer["issuers"]["nodes"], viewer["skills"]["nodes"]):
            for number, parent in enumerate(parents):
                page = parent["credentials"]
                assert page["totalCount"] == 1
                held = [f"Welding {number:03} of anna@example.org"]
                assert [node["name"] for node in page["nodes"]] == (
                    held if arguments != {"first": 0} else []
                )


async def test_a_cursor_goes_with_one_list(anna):
    query = """{ viewer { credentials { nodes { verifications(after: "x") { totalCount } } } } }"""
    assert "one object" in (await anna.post(query)).text


async def test_aliases_fragments_and_directives_are_planned_like_anything_else(anna):
    answer = await anna.ask(
        """query($no: Boolean = false) { viewer { ...Lists
          two: credentials(first: 2) { nodes { ...Named } } } }
        fragment Lists on Viewer { one: credentials(first: 1) { nodes { ...Named
          issuer @skip(if: $no) { x: name(language: "de") y: name } } edges { node { id } } } }
        fragment Named on Node { id ... on Credential { name issuer @include(if: $no) { url } } }"""
    )
    assert len(answer["viewer"]["two"]["nodes"]) == 2
    assert answer["viewer"]["one"]["nodes"][0]["issuer"] == {
        "x": "Aussteller 004",
        "y": "Issuer 004",
    }
    assert "issuer" not in answer["viewer"]["two"]["nodes"][0]


async def test_objects_are_found_by_id_in_the_order_asked(anna, wallet):
    ids = [
        global_id(Kind.SHARE, wallet.shares[0]),
        "nothing",
        global_id(Kind.CREDENTIAL, wallet.credentials[1]),
        global_id(Kind.CREDENTIAL, wallet.credentials[0]),
        global_id(Kind.VIEWER, wallet.learner_id),
    ]
    answer = await anna.ask(
        """query($ids: [ID!]!) { nodes(ids: $ids) { id __typename
          ... on Credential { name issuer { name } } ... on Share { items { level } } } }""",
        ids=ids,
    )
    assert [node and node["id"] for node in answer["nodes"]] == [ids[0], None, *ids[2:]]
    assert answer["nodes"][2]["issuer"] == {"name": "Issuer 001"}
    assert answer["nodes"][0]["items"][0] == {"level": "ORIGINAL"}
    refused = await anna.post(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101}
    )
    assert "100" in refused.json()["errors"][0]["message"]
