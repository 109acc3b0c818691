from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.suites.test_eddsa_rdfc_2022 import KEY, sign
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import SUITES, find_suite, task_for


def test_the_older_name_verifies_and_is_deprecated():
    document = sign(badge(), suite="eddsa-2022")
    assert document["proof"]["cryptosuite"] == "eddsa-2022"
    suite = find_suite(document["proof"])
    assert suite is SUITES["eddsa-2022"]
    assert suite.deprecated
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    assert suite.verify(digest, document["proof"], KEY.public())


def test_the_name_itself_is_signed():
    document = sign(badge(), suite="eddsa-2022")
    document["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    assert not find_suite(document["proof"]).verify(digest, document["proof"], KEY.public())
