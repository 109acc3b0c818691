"""An open redirect on a genuine site: what a stranger shows by it is not the site's."""

from tests.verification.samples import TOKEN_KEY, answer, did_of, examine, found, token

HOME = "https://victim.example"
LIST = f"{HOME}/login?next=https://evil.example/list.json"
BADGE = {
    "/id": f"{HOME}/badges/1",
    "/credentialStatus": {"id": LIST, "type": "1EdTechRevocationList"},
}


def listed(*revoked, final_url):
    said = {"issuer": did_of(TOKEN_KEY), "revokedCredential": list(revoked)}
    return {LIST: answer(LIST, said, final_url=final_url)}


async def test_a_stranger_s_key_is_not_anchored_in_it():
    web = listed(final_url="https://evil.example/list.json")
    report = (await examine(token(BADGE), web)).report
    assert (report.verdict, report.trust) == ("INCOMPLETE", "KEY_ONLY")


async def test_where_the_site_answers_by_itself_it_is():
    report = (await examine(token(BADGE), listed(final_url=LIST))).report
    assert (report.verdict, report.trust) == ("VERIFIED", "DOMAIN")


async def test_that_it_is_withdrawn_is_believed_of_anybody():
    web = listed({"id": f"{HOME}/badges/1"}, final_url="https://evil.example/list.json")
    assert found(await examine(token(BADGE), web), "status.revocation").code == "REVOKED"
