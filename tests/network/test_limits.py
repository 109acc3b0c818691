from ipaddress import ip_address

import pytest

from wallet.network import Budget, FetchRefusedError, Limits, RefusalCode, system_resolver


def test_a_budget_is_spent_to_the_last_request_and_no_further():
    budget = Budget(requests=2)
    budget.spend()
    budget.spend()
    with pytest.raises(FetchRefusedError) as refused:
        budget.spend()
    assert refused.value.code is RefusalCode.BUDGET_SPENT
    assert budget.requests == 0


def test_ports_of_websites_alone_are_asked():
    assert Limits().ports == {"https": {443, 8443}, "http": {80}}


async def test_the_system_knows_this_machine():
    assert ip_address("127.0.0.1") in await system_resolver("localhost")
