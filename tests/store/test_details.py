"""What a credential says, to its column and back, also as it was kept before."""

from wallet.store.details import from_column, in_languages, to_column


def kept(**members):
    profile = {"id": None, "name": {"en": "A"}}
    achievement = {"id": None, "name": {"en": "B"}, "result_descriptions": []}
    achievement |= members.pop("achievement", {})
    types = {"media_type": "application/json", "shown_media_type": "application/json"}
    return {"issuer": profile, "achievement": achievement, **types, **members}


def test_what_was_kept_in_one_language_is_read_as_of_none():
    scale = {"id": "urn:s", "name": "Grade", "required": "B", "allowed_values": ["A", "B"]}
    before = kept(
        narrative="Worked.",
        evidence=[{"url": "https://a.example/w", "name": "Work", "narrative": None}],
        results=[{"value": "A", "description": "urn:s", "achieved_level": None}],
        achievement={"result_descriptions": [scale]},
        achievements=[{"id": None, "name": {}, "result_descriptions": [scale]}],
    )
    detail = from_column(before)
    assert detail.narrative == {"und": "Worked."}
    assert (detail.evidence[0].name, detail.evidence[0].narrative) == ({"und": "Work"}, {})
    assert (detail.results[0].value, detail.results[0].achieved_level) == ({"und": "A"}, {})
    for each in (detail.achievement, *detail.achievements):
        assert each.result_descriptions[0].name == {"und": "Grade"}
        assert each.result_descriptions[0].required == {"und": "B"}
        assert each.result_descriptions[0].allowed_values == ("A", "B")


def test_what_is_kept_now_comes_back_as_it_was():
    said = kept(narrative={"en": "Worked.", "de": "Arbeitete."}, evidence=[{"url": None}])
    detail = from_column(said)
    assert detail.narrative == {"en": "Worked.", "de": "Arbeitete."}
    assert from_column(to_column(detail)) == detail


def test_a_text_by_language_of_whatever_was_kept():
    assert in_languages(None) == in_languages("") == in_languages({}) == {}
    assert in_languages("A") == {"und": "A"}
    assert in_languages({"de": "A"}) == {"de": "A"}
