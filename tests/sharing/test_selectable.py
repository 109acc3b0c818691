"""What of a credential can be shown or hidden by itself, and why not where it cannot."""

import pytest

from tests.fixtures.chosen import assertion, open_badge, token
from tests.fixtures.sd_jwts import SDObj, issued
from wallet.documents.sd_jwt import split_sd_jwt
from wallet.sharing.field_words import label_of, warning_of, why_always
from wallet.sharing.fields_of_documents import MOST_FIELDS, fields_of_document
from wallet.sharing.fields_of_sd_jwts import fields_of_sd_jwt
from wallet.sharing.selectable import (
    AlwaysBecause,
    FieldCode,
    SelectableField,
    UnknownFieldError,
    made_mandatory,
    shown_with,
)

SUBJECT = "/credentialSubject"
ACHIEVEMENT = "/credentialSubject/achievement"
BADGE = fields_of_document(open_badge())


def by_pointer(fields):
    return {field.pointer: field for field in fields}


def test_what_every_visitor_needs_is_always_shown():
    status = {"credentialStatus": {"id": "https://uni.example/1", "type": "Any"}}
    fields = fields_of_document({**open_badge(), **status})
    assert {f.pointer: f.always for f in fields if f.always} == {
        "/issuer": AlwaysBecause.ISSUER,
        "/validFrom": AlwaysBecause.DATES,
        "/validUntil": AlwaysBecause.DATES,
        "/credentialStatus": AlwaysBecause.STATUS,
        f"{ACHIEVEMENT}/id": AlwaysBecause.NAME,
        f"{ACHIEVEMENT}/name": AlwaysBecause.NAME,
    }


def test_every_other_member_is_a_field_and_lists_are_chosen_from_one_by_one():
    assert [f.pointer for f in BADGE if f.always is None] == [
        "/id",
        "/name",
        "/description",
        "/evidence/0",
        "/evidence/1",
        f"{SUBJECT}/identifier/0",
        f"{SUBJECT}/narrative",
        f"{SUBJECT}/creditsEarned",
        f"{SUBJECT}/role",
        f"{SUBJECT}/result/0",
        f"{SUBJECT}/result/1",
        f"{ACHIEVEMENT}/description",
        f"{ACHIEVEMENT}/criteria",
        f"{ACHIEVEMENT}/tag",
        f"{ACHIEVEMENT}/alignment/0",
        f"{ACHIEVEMENT}/image",
        f"{ACHIEVEMENT}/resultDescription/0",
        f"{ACHIEVEMENT}/resultDescription/1",
    ]


def test_a_result_goes_with_its_own_scale():
    fields = by_pointer(BADGE)
    result, scale = fields[f"{SUBJECT}/result/1"], fields[f"{ACHIEVEMENT}/resultDescription/1"]
    assert result.needs == (scale.pointer,)
    assert result.group == scale.group == scale.pointer
    shown = shown_with(BADGE, [result.pointer])
    assert scale.pointer in shown
    assert f"{ACHIEVEMENT}/resultDescription/0" not in shown


def test_a_result_whose_scale_is_not_told_is_no_field():
    badge = open_badge()
    badge["credentialSubject"]["achievement"]["resultDescription"].pop(0)
    pointers = {f.pointer for f in fields_of_document(badge)}
    assert f"{SUBJECT}/result/0" not in pointers
    assert f"{SUBJECT}/result/1" in pointers


def test_many_results_are_told_apart_by_their_whole_number():
    badge = open_badge()
    (scaled, *_) = badge["credentialSubject"]["result"]
    lost = {**scaled, "resultDescription": "urn:lost"}
    badge["credentialSubject"]["result"] = [lost, scaled, *[lost] * 9]
    pointers = [f.pointer for f in fields_of_document(badge) if f.code is FieldCode.RESULT]
    assert pointers == [f"{SUBJECT}/result/1"]


def test_the_only_scale_is_that_of_a_result_that_names_none():
    badge = open_badge()
    subject = badge["credentialSubject"]
    subject["result"] = [{"type": ["Result"], "value": "A"}]
    del subject["achievement"]["resultDescription"][1]
    (result,) = (f for f in fields_of_document(badge) if f.code is FieldCode.RESULT)
    assert result.needs == (f"{ACHIEVEMENT}/resultDescription/0",)


def test_what_would_tell_who_the_holder_is_is_marked():
    badge = open_badge()
    badge["credentialSubject"] |= {"id": "did:example:me", "image": "https://me.example/", "x": 1}
    marked = {f.pointer for f in fields_of_document(badge) if f.identifies_holder}
    assert marked == {
        "/id",
        "/evidence/0",
        "/evidence/1",
        f"{SUBJECT}/id",
        f"{SUBJECT}/identifier/0",
        f"{SUBJECT}/image",
        f"{SUBJECT}/x",
    }


def test_a_record_is_called_by_its_name_and_each_part_is_a_field():
    record = {
        **open_badge(),
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {
            "type": ["ClrSubject"],
            "verifiableCredential": [open_badge(), open_badge()],
            "achievement": [{"name": "One"}, {"name": "Two"}],
        },
    }
    fields = by_pointer(fields_of_document(record))
    assert fields["/name"].always is AlwaysBecause.NAME
    assert fields[f"{SUBJECT}/verifiableCredential/1"].code is FieldCode.PART
    assert fields[f"{SUBJECT}/achievement/1"].name == "Two"


def test_several_subjects_and_an_achievement_that_is_a_reference():
    badge = {
        **open_badge(),
        "credentialSubject": [
            {"id": "did:example:me", "achievement": "https://uni.example/bridges"},
            "did:example:other",
        ],
    }
    fields = by_pointer(fields_of_document(badge))
    assert fields[f"{SUBJECT}/0/achievement"].always is AlwaysBecause.NAME
    assert fields[f"{SUBJECT}/1"].code is FieldCode.RECIPIENT_ID


def test_a_credential_with_very_many_members_has_fewer_larger_fields():
    badge = open_badge()
    badge["evidence"] = [{"id": f"https://work.example/{n}"} for n in range(41)]
    assert {f.pointer for f in fields_of_document(badge)} >= {"/evidence"}
    badge["evidence"] = badge["evidence"][:40]
    assert "/evidence/39" in {f.pointer for f in fields_of_document(badge)}
    badge["endorsement"] = badge["evidence"]
    for name in ("identifier", "association"):
        badge["credentialSubject"][name] = [{"id": f"urn:{n}"} for n in range(40)]
    for name in ("alignment", "endorsement"):
        badge["credentialSubject"]["achievement"][name] = [{"id": f"urn:{n}"} for n in range(40)]
    fields = fields_of_document(badge)
    assert len(fields) <= MOST_FIELDS
    assert "/evidence" in {f.pointer for f in fields}


def test_what_the_issuer_made_mandatory_cannot_be_hidden():
    fields = by_pointer(made_mandatory(BADGE, ["/evidence", "/name/x", "/issuer"]))
    assert fields["/evidence/1"].always is AlwaysBecause.SIGNED_WITH_ALL
    assert fields["/issuer"].always is AlwaysBecause.ISSUER
    assert fields["/name"].always is None
    assert by_pointer(made_mandatory(BADGE, [""]))["/name"].always


def test_names_are_escaped_in_pointers():
    fields = fields_of_document({**open_badge(), "a/b~c": 1})
    assert "/a~1b~0c" in {f.pointer for f in fields}


def test_an_unknown_pointer_is_named():
    with pytest.raises(UnknownFieldError) as unknown:
        shown_with(BADGE, ["/name", "/lost"])
    assert unknown.value.pointer == "/lost"


def test_fields_are_shown_in_the_documents_own_order():
    assert shown_with(BADGE, [f"{SUBJECT}/role", "/name"]) == (
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/name",
        f"{SUBJECT}/role",
        f"{ACHIEVEMENT}/id",
        f"{ACHIEVEMENT}/name",
    )


def test_of_a_token_each_disclosure_is_a_field_and_what_is_signed_openly_is_shown():
    fields = by_pointer(fields_of_sd_jwt(split_sd_jwt(token())))
    assert {p: f.always for p, f in fields.items() if f.always} == {
        "/iss": AlwaysBecause.ISSUER,
        "/vct": AlwaysBecause.NAME,
        "/iat": AlwaysBecause.DATES,
        "/exp": AlwaysBecause.DATES,
        "/sub": AlwaysBecause.SIGNED_WITH_ALL,
        "/levels": AlwaysBecause.SIGNED_WITH_ALL,
    }
    assert fields.keys() >= {"/given_name", "/grade", "/work", "/work/title", "/levels/0"}
    assert fields["/work/title"].needs == ("/work",)
    assert fields["/given_name"].identifies_holder
    assert not fields["/grade"].identifies_holder


def test_the_name_of_a_tokens_achievement_is_always_shown_wherever_it_can_be_hidden():
    hidden = issued({SDObj("achievement"): {SDObj("name"): "Welding", SDObj("level"): "2"}})
    fields = by_pointer(fields_of_sd_jwt(split_sd_jwt(hidden)))
    assert fields["/achievement"].always is AlwaysBecause.NAME
    assert fields["/achievement/name"].always is AlwaysBecause.NAME
    assert fields["/achievement/level"].always is None


@pytest.mark.parametrize(
    ("field", "english", "german"),
    [
        (SelectableField("/a", FieldCode.ROLE), "Your role", "Ihre Rolle"),
        (
            SelectableField("/a", FieldCode.RESULT, "Mark", 2),
            "Result 2: Mark",
            "Ergebnis 2: Mark",
        ),
        (SelectableField("/a", FieldCode.OTHER, "x"), "Further detail: x", "Weitere Angabe: x"),
    ],
)
def test_labels_are_in_the_readers_language(field, english, german):
    assert label_of(field, ("fr", "en")) == label_of(field, ()) == english
    assert label_of(field, ("de-AT", "en")) == german
    assert english in warning_of(field, ("en",))
    assert german in warning_of(field, ("de",))


@pytest.mark.parametrize("code", list(FieldCode))
def test_every_field_has_a_name_in_both_languages(code):
    labels = {label_of(SelectableField("/a", code), (each,)) for each in ("en", "de")}
    assert all(labels)


@pytest.mark.parametrize("because", list(AlwaysBecause))
def test_every_reason_is_said_in_both_languages(because):
    assert len({why_always(because, (each,)) for each in ("en", "de")}) == 2


def test_the_hosted_sample_has_what_is_hidden_in_it():
    assert "HIDDEN" in str(assertion())
