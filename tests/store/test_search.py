"""What a learner looks for among credentials, and what is found."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from wallet.store.columns import searchable, sort_key
from wallet.store.keys import row_key
from wallet.store.models.collections import Collection, CollectionItem
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialSkill,
    CredentialTag,
    Issuer,
    Skill,
)
from wallet.store.pages import PageRequest, page
from wallet.store.search import CredentialFilter, CredentialOrder, matching

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


async def add(learner: UUID, title: str, **columns) -> Credential:
    key = row_key(title)
    named = {"learner_id": learner, "key": key, "name": title, "name_key": sort_key(title)}
    issuer = await Issuer.create(**named)
    achievement = await Achievement.create(**named)
    return await Credential.create(
        learner_id=learner,
        format="OPEN_BADGES_3_JWT",
        document_sha256=key,
        shown_sha256=key,
        content_sha256=key,
        issuer=issuer,
        achievement=achievement,
        title=title,
        title_key=sort_key(title),
        search_text=searchable(columns.pop("search_text", title)),
        **columns,
    )


@pytest.fixture
async def learner(database) -> UUID:
    """A wallet of three and one archived; another's with the same names."""
    learner, other = uuid4(), uuid4()
    for owner in (other, learner):
        first = await add(owner, "Advanced Welding", verdict="VERIFIED", valid_from=MARCH)
        await add(owner, "first aid", verdict="INCOMPLETE", standing="UNKNOWN")
        await add(owner, "Zoology 100%", search_text="ZOOLOGY 100% Straße", valid_until=MARCH)
        await add(owner, "Old one", archived_at=MARCH)
        skill = await Skill.create(learner_id=owner, key="s", name="MIG", name_key="mig")
        group = await Collection.create(learner_id=owner, name="CV", name_key="cv")
        await CredentialTag.create(learner_id=owner, credential=first, tag="work")
        await CredentialTag.create(learner_id=owner, credential=first, tag="best")
        await CredentialSkill.create(learner_id=owner, credential=first, skill=skill)
        await CollectionItem.create(
            learner_id=owner, collection=group, credential=first, position=0
        )
    return learner


async def titles(learner, wanted, order=CredentialOrder.TITLE, *, descending=False) -> list[str]:
    found = await page(
        matching(learner, wanted),
        order.order(descending=descending),
        PageRequest(first=100),
        ["title"],
        with_total=True,
    )
    assert found.total == len(found.rows)
    return [row["title"] for row in found.rows]


WELDING, AID, ZOO, OLD = "Advanced Welding", "first aid", "Zoology 100%", "Old one"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(CredentialFilter(), [WELDING, AID, ZOO], id="all-but-the-archived"),
        pytest.param(CredentialFilter(archived=None), [WELDING, AID, OLD, ZOO], id="really-all"),
        pytest.param(CredentialFilter(archived=True), [OLD], id="archived"),
        pytest.param(CredentialFilter(verdicts=["VERIFIED", "INCOMPLETE"]), [WELDING, AID]),
        pytest.param(CredentialFilter(standings=["UNKNOWN"]), [AID], id="standing"),
        pytest.param(CredentialFilter(tags=["work", "best"]), [WELDING], id="any-tag-once"),
        pytest.param(CredentialFilter(tags=["none"]), [], id="tag-of-nothing"),
        pytest.param(CredentialFilter(text="WELD adv"), [WELDING], id="every-word-any-case"),
        pytest.param(CredentialFilter(text="strasse"), [ZOO], id="folded"),
        pytest.param(CredentialFilter(text="0%"), [ZOO], id="percent-is-a-letter"),
        pytest.param(CredentialFilter(text="_"), [], id="underscore-is-a-letter"),
        pytest.param(CredentialFilter(text="' OR 1=1"), [], id="quotes-are-letters"),
        pytest.param(CredentialFilter(valid_from_from=MARCH), [WELDING], id="from-then-on"),
        pytest.param(CredentialFilter(valid_from_before=MARCH), [], id="before-then"),
        pytest.param(
            CredentialFilter(valid_until_before=MARCH + timedelta(days=1)), [ZOO], id="ends-by"
        ),
        pytest.param(CredentialFilter(text="aid", verdicts=["VERIFIED"]), [], id="all-must-hold"),
    ],
)
async def test_finds_what_is_asked_for(learner, wanted, expected):
    assert await titles(learner, wanted) == expected


async def test_filters_by_rows_of_the_wallet(learner):
    skill = await Skill.get(learner_id=learner)
    group = await Collection.get(learner_id=learner)
    issuer = await Issuer.get(learner_id=learner, name=AID)
    assert await titles(learner, CredentialFilter(skills=[skill.id])) == [WELDING]
    assert await titles(learner, CredentialFilter(collections=[group.id])) == [WELDING]
    assert await titles(learner, CredentialFilter(issuers=[issuer.id])) == [AID]


async def test_rows_of_another_wallet_find_nothing(learner):
    for model, field in ((Skill, "skills"), (Collection, "collections"), (Issuer, "issuers")):
        others = await model.filter(learner_id__not=learner).values_list("id", flat=True)
        assert await titles(learner, CredentialFilter(**{field: others})) == []


@pytest.mark.parametrize(
    ("order", "descending", "expected"),
    [
        (CredentialOrder.TITLE, True, [ZOO, AID, WELDING]),
        (CredentialOrder.ADDED_AT, False, [WELDING, AID, ZOO]),
        (CredentialOrder.ADDED_AT, True, [ZOO, AID, WELDING]),
        (CredentialOrder.VALID_FROM, False, [WELDING, AID, ZOO]),
        (CredentialOrder.VALID_FROM, True, [WELDING, ZOO, AID]),
        (CredentialOrder.VALID_UNTIL, False, [ZOO, WELDING, AID]),
    ],
)
async def test_sorts_with_what_has_no_date_last(learner, order, descending, expected):
    found = await titles(learner, CredentialFilter(), order, descending=descending)
    assert found == expected
