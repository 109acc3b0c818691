from tests.verification.samples import examine, found, signed


async def test_no_list_is_set_up_and_that_weighs_nothing():
    examined = await examine(signed())
    finding = found(examined, "issuer.registry")
    assert (finding.code, finding.outcome) == ("NO_REGISTRY", "SKIPPED")
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", "KEY_ONLY")
