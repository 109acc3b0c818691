"""Every attack that we know of, the code that it is refused with, and the tests that make it.

A row names tests by file and name; what the test itself, its parameters and the module's own
names that it uses say must hold the code. Where an attack gains nothing and nothing is refused,
the code is None, and the test shows what it does not gain.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from wallet.network.errors import FailureCode, RefusalCode
from wallet.verification.codes import Code

TESTS = Path(__file__).parents[1]
DOCUMENTS = {"PointerError"}
"""What is raised in place of a code, before there is a document to judge."""

JOSE = [
    ("no algorithm, in any spelling", "ALG_NOT_ALLOWED", "hostile/test_tokens.py::test_no_algorithm"),
    ("a public key as a secret", "ALG_NOT_ALLOWED", "hostile/test_tokens.py::test_the_public_key_as_a_secret"),
    ("an algorithm of another kind of key", "KEY_TYPE_MISMATCH", "hostile/test_tokens.py::test_an_algorithm_that_the_key_does_not_serve"),
    ("a list of algorithms passed by through the key's own", "ALG_NOT_ALLOWED", "hostile/test_tokens.py::test_an_algorithm_off_the_list_for_a_key_that_names_its_own"),
    ("an extension that is critical and unknown", "HEADER_CRIT_UNKNOWN", "hostile/test_tokens.py::test_an_extension_that_nobody_knows"),
    ("a key that the token brings", "KEY_EMBEDDED_UNTRUSTED", "hostile/test_stolen_identities.py::test_a_token_that_brings_its_own_key"),
    ("a name of a key that is a path, a statement of SQL or a file", "KEY_NOT_FOUND", "hostile/test_tokens.py::test_a_name_of_a_key_that_is_a_trick"),
    ("an address of keys in the header", "KEY_NOT_FOUND", "hostile/test_tokens.py::test_an_address_of_keys_is_not_asked"),
    ("a certificate in the header", "KEY_NOT_FOUND", "hostile/test_tokens.py::test_a_certificate_in_the_header_is_no_key"),
    ("a segment of too great a size", "INPUT_TOO_LARGE", "hostile/test_tokens.py::test_a_token_of_too_great_a_size"),
    ("a name twice in the payload", "JSON_DUPLICATE_KEY", "hostile/test_tokens.py::test_a_name_that_stands_twice_in_the_payload"),
    ("a name twice in the header", "JSON_DUPLICATE_KEY", "hostile/test_tokens.py::test_a_name_that_stands_twice_in_the_header"),
    ("a number that is none", "JSON_NON_FINITE", "hostile/test_tokens.py::test_a_number_that_is_none_in_the_payload"),
    ("two credentials in one token", "JWT_DOUBLE_PAYLOAD", "hostile/test_tokens.py::test_two_credentials_in_one_payload"),
    ("two credentials in an endorsement's token", "JWT_DOUBLE_PAYLOAD", "hostile/test_credentials_within.py::test_an_endorsement_of_two_payloads"),
    ("a token where an endorsement's object belongs", "CHILD_INVALID", "hostile/test_credentials_within.py::test_a_token_where_an_object_belongs_is_judged_as_the_token_that_it_is"),
    ("a disclosure that was forged", "SD_UNREFERENCED", "hostile/test_sd_jwts.py::test_a_forged_disclosure"),
    ("a disclosure of another credential", "SD_UNREFERENCED", "hostile/test_sd_jwts.py::test_a_disclosure_of_another_credential"),
    ("a digest used twice", "SD_DUPLICATE", "hostile/test_sd_jwts.py::test_a_digest_that_is_used_twice"),
    ("a claim called _sd or ...", "SD_FORBIDDEN_NAME", "hostile/test_sd_jwts.py::test_a_claim_with_a_name_of_the_format_s_own"),
    ("a weaker digest", "SD_HASH_NOT_ALLOWED", "hostile/test_sd_jwts.py::test_a_downgraded_digest"),
    ("another's signature as the holder's", "HOLDER_BINDING_INVALID", "hostile/test_sd_jwts.py::test_another_s_signature_as_the_holder_s"),
    ("the holder's signature stripped", None, "hostile/test_sd_jwts.py::test_a_stripped_holder_s_signature_is_missed_by_whoever_asked_for_one_alone"),
]  # fmt: skip

KEYS = [
    ("a DID document of another DID", "DID_DOC_ID_MISMATCH", "hostile/test_dids.py::test_a_did_document_that_speaks_for_another_did"),
    ("a DID document that speaks for the victim", "DID_DOC_ID_MISMATCH", "hostile/test_stolen_identities.py::test_a_did_document_that_speaks_for_the_victim"),
    ("a did:web with tricks in host, port or path", None, "hostile/test_dids.py::test_a_did_on_the_web_that_is_none_is_not_followed"),
    ("a did:web that is sent on", "KEY_NOT_FOUND", "hostile/test_stolen_identities.py::test_a_did_document_that_is_sent_on_to_mallory_s"),
    ("a redirect to keys elsewhere", "KEY_URL_UNREACHABLE", "hostile/test_stolen_identities.py::test_an_open_redirect_on_the_victim_s_site"),
    ("a fragment of did:key that is another key", "KEY_NOT_FOUND", "hostile/test_dids.py::test_the_fragment_of_a_did_that_is_a_key_is_the_same_key"),
    ("a key in the fragment of the victim's DID", "KEY_NOT_FOUND", "hostile/test_stolen_identities.py::test_a_key_in_the_fragment_of_the_victim_s_did"),
    ("a key in the fragment of the victim's profile", "KEY_NOT_FOUND", "hostile/test_stolen_identities.py::test_a_key_in_the_fragment_of_the_victim_s_profile"),
    ("a method of another DID", "CONTROLLER_MISMATCH", "hostile/test_dids.py::test_the_method_of_another_did_in_the_victim_s_document"),
    ("one's own method over the victim's name", "CONTROLLER_MISMATCH", "hostile/test_stolen_identities.py::test_mallory_s_own_did_over_the_victim_s_name"),
    ("the victim's method over one's own signature", "SIGNATURE_INVALID", "hostile/test_stolen_identities.py::test_the_victim_s_key_named_over_mallory_s_signature"),
    ("a controller that does not agree", "CONTROLLER_MISMATCH", "hostile/test_stolen_identities.py::test_a_did_document_that_lists_the_victim_s_key_as_mallory_s"),
    ("a key that is not there to issue", "NOT_ASSERTION_METHOD", "hostile/test_stolen_identities.py::test_a_key_of_the_victim_that_only_signs_in"),
    ("a key that is revoked or over", "KEY_REVOKED", "hostile/test_dids.py::test_a_method_whose_time_is_over"),
    ("issuer or date of signing changed", "SIGNATURE_INVALID", "hostile/test_stolen_identities.py::test_an_honest_badge_changed_afterwards"),
    ("purpose changed", "PURPOSE_MISMATCH", "hostile/test_stolen_identities.py::test_an_honest_badge_changed_afterwards"),
    ("a replaced key used after its time", "KEY_NOT_FOUND", "verification/test_replaced_keys.py::test_what_was_signed_after_the_key_was_gone_does_not_get_by"),
]  # fmt: skip

LINKED_DATA = [
    ("a term that no context knows", "UNSIGNED_FIELDS", "hostile/test_json_ld_tricks.py::test_a_term_that_no_context_knows"),
    ("such a term, covered by a stranger's proof", "UNSIGNED_FIELDS", "hostile/test_strangers_proofs.py::test_an_unsigned_term_that_a_stranger_s_proof_covers"),
    ("such a term, covered by a stranger's token", "CONTROLLER_MISMATCH", "hostile/test_strangers_proofs.py::test_a_stranger_s_token_around_what_the_issuer_proved"),
    ("a relative id or type", "RELATIVE_IRI", "hostile/test_json_ld_tricks.py::test_a_name_that_means_nothing_by_itself"),
    ("an inline context: @vocab, null, a term turned round", "CONTEXT_INLINE", "hostile/test_json_ld_tricks.py::test_a_context_of_the_holder_s_own"),
    ("a context to fetch", "CONTEXT_NOT_PINNED", "hostile/test_json_ld_tricks.py::test_a_context_elsewhere_is_not_fetched"),
    ("a context that knows every word", "CONTEXT_NOT_PINNED", "hostile/test_json_ld_tricks.py::test_a_context_of_the_w3c_that_knows_every_word"),
    ("one id on two nodes", "NODE_SPLIT", "hostile/test_json_ld_tricks.py::test_a_property_on_a_second_node_of_the_same_id"),
    ("blank ids, @graph, @included, @reverse, types in full", "NOT_COMPACT_FORM", "hostile/test_json_ld_tricks.py::test_a_word_of_json_ld_in_the_body"),
    ("a compact IRI", "SIGNATURE_INVALID", "hostile/test_json_ld_tricks.py::test_a_compact_iri"),
    ("the edits that RDF verifiers let through", "NOT_COMPACT_FORM", "hostile/test_json_ld_edits.py::test_an_edit_is_never_verified"),
    ("an empty member put in", "NULL_OR_EMPTY", "hostile/test_json_ld_edits.py::test_an_empty_member_is_a_warning_and_reads_as_absent"),
    ("lists in another order", None, "hostile/test_order_of_lists.py::test_every_list_turned_round_reads_the_same"),
    ("a poison graph", "CANON_WORK_EXCEEDED", "hostile/test_poison_graphs.py::test_it_ends_in_time_and_nobody_waits"),
    ("ten poison graphs at once", "CANON_WORK_EXCEEDED", "hostile/test_poison_graphs.py::test_ten_are_refused_while_everybody_else_is_served"),
    ("a stranger's valid proof beside the issuer's", "PROOF_IN_SET_INVALID", "hostile/test_stolen_identities.py::test_mallory_s_valid_proof_beside_the_victim_s"),
    ("a stranger's valid proof in place of the issuer's", "CONTROLLER_MISMATCH", "hostile/test_stolen_identities.py::test_mallory_s_valid_proof_instead_of_the_victim_s"),
    ("a stranger's proof at the end of a chain", "UNSIGNED_FIELDS", "hostile/test_strangers_proofs.py::test_a_stranger_s_proof_that_follows_the_issuer_s"),
    ("contexts of a proof over JSON that do not begin the document's", "NOT_COMPACT_FORM", "hostile/test_canonical_json.py::test_contexts_of_the_proof_that_are_no_beginning_of_the_document_s"),
    ("a context put in between two proofs", "CONTEXT_INLINE", "hostile/test_strangers_proofs.py::test_a_context_put_in_for_the_stranger_s_proof"),
    ("a lone surrogate", "UNICODE_INVALID", "hostile/test_canonical_json.py::test_a_lone_surrogate"),
    ("a negative zero", None, "hostile/test_canonical_json.py::test_a_zero_in_another_writing_is_still_nothing"),
    ("an integer that no double holds", "NOT_COMPACT_FORM", "hostile/test_canonical_json.py::test_an_integer_that_a_double_does_not_hold"),
    ("status and end left out by the holder", "STATUS_WITHHELD", "hostile/test_shown_parts.py::test_a_holder_who_leaves_out_the_status_and_the_end"),
    ("a status of which the holder shows some", "STATUS_BY_CHOICE", "hostile/test_shown_parts.py::test_a_holder_who_chooses_what_the_status_tells"),
    ("the base proof passed on", "BASE_PROOF_PRESENTED", "hostile/test_shown_parts.py::test_the_base_proof_passed_on"),
    ("a statement of another credential grafted on", "SIGNATURE_INVALID", "hostile/test_shown_parts.py::test_a_statement_grafted_from_another_credential"),
    ("gaps in labels, indexes out of range", "SD_UNREFERENCED", "hostile/test_shown_parts.py::test_what_holds_the_part_together_altered"),
    ("labels or indexes twice", "SD_DUPLICATE", "hostile/test_shown_parts.py::test_what_holds_the_part_together_altered"),
    ("more or fewer signatures than statements", "SD_COUNT_MISMATCH", "hostile/test_shown_parts.py::test_what_holds_the_part_together_altered"),
    ("a lax pointer of the holder's", "PointerError", "hostile/test_shown_parts.py::test_a_lax_pointer"),
    ("a lax pointer of the issuer's", "SD_UNREFERENCED", "hostile/test_shown_parts.py::test_a_base_proof_with_lax_mandatory_pointers"),
]  # fmt: skip

FILES = [
    ("a picture with two badges", "IMAGE_MULTIPLE_CREDENTIALS", "hostile/test_altered_files.py::test_a_picture_with_two_badges"),
    ("a drawing with two badges", "IMAGE_MULTIPLE_CREDENTIALS", "documents/test_svg.py::test_refuses"),
    ("a picture cut short, or with a wrong checksum", "IMAGE_CORRUPT", "documents/test_png.py::test_refuses"),
    ("a badge after the end of the picture", "IMAGE_TRAILING_DATA", "hostile/test_altered_files.py::test_a_badge_after_the_end_of_the_picture_is_not_read"),
    ("an address baked in that leads inwards", "ADDRESS_REFUSED", "hostile/test_inner_addresses.py::test_an_inner_address_is_not_asked"),
    ("a text that unfolds a thousandfold", "DECOMPRESSION_LIMIT", "documents/test_png.py::test_refuses"),
    ("a status list that unfolds a thousandfold", "STATUS_LIST_INVALID", "verification/status/test_bitstring_status_list.py::test_a_list_that_is_not_in_order"),
    ("an answer that unfolds a thousandfold", "BODY_TOO_LARGE", "network/test_fetcher.py::test_a_gzip_bomb_is_cut_at_the_cap"),
    ("entities of XML, one's own or a billion", "IMAGE_CORRUPT", "documents/test_svg.py::test_refuses"),
    ("scripts and foreign objects in a drawing", "IMAGE_ACTIVE_CONTENT", "documents/test_svg.py::test_activity_is_remarked"),
    ("a drawing served as it came", None, "web/test_media.py::test_a_document_is_saved_and_nothing_in_it_runs"),
    ("a drawing that loads files", None, "documents/test_picture.py::test_a_drawing_loads_no_file"),
    ("a data URL without end", None, "documents/test_picture.py::test_a_data_url_is_bounded"),
    ("markdown that runs something", None, "documents/test_markup.py::test_hostile_markdown_leaves_nothing_that_runs_or_calls_home"),
    ("somebody else's drawing", "RECIPIENT_UNPROVEN", "hostile/test_names_and_recipients.py::test_somebody_else_s_badge_in_a_drawing"),
    ("nesting without end", "JSON_TOO_DEEP", "hostile/test_names_and_recipients.py::test_nesting_deeper_than_a_reader_can_go"),
]  # fmt: skip

NETWORK = [
    ("an inner address at any place of a badge", "ADDRESS_REFUSED", "hostile/test_inner_addresses.py::test_an_inner_address_is_not_asked"),
    ("an inner address brought by a learner", "ADDRESS_REFUSED", "intake/test_refused_addresses.py::test_it_says_what_to_do_and_that_asking_again_will_not_help"),
    ("another scheme", "SCHEME_REFUSED", "network/test_destinations.py::test_refuses_for_the_named_reason"),
    ("inner addresses in odd spellings", "ADDRESS_REFUSED", "network/test_destinations.py::test_refuses_hostile_spellings"),
    ("IPv4 within IPv6, CGNAT, link-local", None, "network/test_addresses.py::test_refuses_every_ipv4_range_inside_ipv6"),
    ("a name that changes its address", None, "network/test_dialling.py::test_rebinding_meets_the_address_that_was_judged"),
    ("a redirect inwards", "ADDRESS_REFUSED", "network/test_fetcher.py::test_judges_each_redirect_anew"),
    ("redirects without end", "TOO_MANY_REDIRECTS", "network/test_fetcher.py::test_a_redirect_loop_ends"),
    ("a body without end", "BODY_TOO_LARGE", "network/test_fetcher.py::test_an_endless_body_is_cut_at_the_cap"),
    ("a body that drips", "TIMED_OUT", "network/test_fetcher.py::test_a_slow_body_ends_at_the_deadline"),
    ("another type than was asked", "MEDIA_TYPE_REFUSED", "network/test_fetcher.py::test_html_is_taken_only_where_asked"),
    ("cookies", None, "network/test_fetcher.py::test_asks_bare_of_cookies_and_credentials"),
    ("a crowd of requests", "BUDGET_SPENT", "network/test_fetcher.py::test_a_budget_counts_redirects_and_runs_out"),
    ("a crowd of documents in one badge", None, "hostile/test_credentials_within.py::test_children_share_what_one_examination_may_ask"),
]  # fmt: skip

STATUS_AND_TIME = [
    ("watching which holder is looked at", None, "hostile/test_status_and_time.py::test_who_watches_which_holder_is_looked_at"),
    ("a list too short to hide in", "STATUS_LIST_TOO_SHORT", "hostile/test_status_and_time.py::test_a_list_so_short_that_it_tells_who_is_meant"),
    ("a list from another issuer", "STATUS_LIST_ISSUER_MISMATCH", "hostile/test_status_and_time.py::test_a_status_list_from_another_issuer"),
    ("a list from another in the issuer's name", "STATUS_LIST_INVALID", "hostile/test_status_and_time.py::test_a_status_list_from_another_issuer_in_the_victim_s_name"),
    ("a list for another purpose", "STATUS_LIST_PURPOSE_MISMATCH", "hostile/test_status_and_time.py::test_a_list_with_another_purpose_than_the_entry_says"),
    ("an entry that nobody reads", "STATUS_METHOD_UNKNOWN", "hostile/test_status_and_time.py::test_an_entry_that_nobody_reads_beside_one_that_clears"),
    ("a revocation in the second entry", "REVOKED", "hostile/test_status_and_time.py::test_a_revocation_in_the_second_entry"),
    ("a stale list", "STATUS_STALE", "hostile/test_status_and_time.py::test_a_stale_list"),
    ("a list that is over", "STATUS_LIST_EXPIRED", "hostile/test_status_and_time.py::test_a_list_that_was_out_of_date_when_it_was_served"),
    ("a list rolled back", "REVOKED", "hostile/test_status_and_time.py::test_a_rollback_to_the_list_from_before_the_revocation"),
    ("a clock ahead", "NOT_YET_VALID", "hostile/test_status_and_time.py::test_clock_skew"),
    ("a beginning that is no whole moment", "JWT_NBF_MISMATCH", "hostile/test_status_and_time.py::test_a_beginning_of_a_token_that_is_no_moment"),
    ("a moment at the end of time", None, "hostile/test_status_and_time.py::test_a_moment_at_the_end_of_time"),
    ("a date without a zone", None, "credentials/test_dates.py::test_reads"),
]  # fmt: skip

IDENTITY = [
    ("a hash of an address that is not proven", "RECIPIENT_UNPROVEN", "hostile/test_names_and_recipients.py::test_recipient_spoof_by_a_hash_of_an_address_that_was_not_proven"),
    ("one's own address in a copy", "NOT_VERIFIED", "hostile/test_names_and_recipients.py::test_recipient_spoof_by_naming_one_s_own_address_in_a_copy"),
    ("an address in other letters", None, "verification/checks/test_recipient_identity.py::test_it_names_a_proven_address"),
    ("a hash that can be guessed", "RECIPIENT_WEAK_HASH", "hostile/test_names_and_recipients.py::test_a_hash_that_others_can_guess"),
    ("a hash shown to visitors", None, "hostile/test_names_and_recipients.py::test_a_hash_of_an_address_is_not_shown_to_a_visitor"),
    ("a homograph of a known issuer", "NAME_CONFUSABLE", "hostile/test_names_and_recipients.py::test_a_homograph_of_a_known_issuer"),
    ("a homograph domain", None, "hostile/test_names_and_recipients.py::test_a_homograph_domain_shows_as_punycode_beside_the_name"),
    ("bidi and invisible characters", "NAME_BIDI", "hostile/test_names_and_recipients.py::test_bidi_and_invisible_characters_in_a_name"),
    ("one letter written in two ways", "BROKEN", "hostile/test_names_and_recipients.py::test_normalisation_is_none_before_the_signature"),
]  # fmt: skip

ATTACKS = [*JOSE, *KEYS, *LINKED_DATA, *FILES, *NETWORK, *STATUS_AND_TIME, *IDENTITY]
ANSWERS = {"NOT_VERIFIED", "BROKEN"}
"""Where the answer itself is what an attack is met with, and several codes lead to it."""


@cache
def module_of(file):
    return ast.parse((TESTS / file).read_text()).body


def names_of(statement):
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return {statement.name}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return {
            node.id for each in targets for node in ast.walk(each) if isinstance(node, ast.Name)
        }
    return set()


def words_of(file, name):
    """Every text and name that a test says, with what it uses of its own module."""
    left, seen, words = [name], set(), set()
    while left:
        wanted = left.pop()
        seen.add(wanted)
        for statement in module_of(file):
            if wanted not in names_of(statement):
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
                elif isinstance(node, ast.Attribute):
                    words.add(node.attr)
                elif isinstance(node, ast.Name):
                    words.add(node.id)
                    left += [node.id] if node.id not in seen else []
    return words


@pytest.mark.parametrize(("attack", "code", "test"), ATTACKS, ids=[row[0] for row in ATTACKS])
def test_each_attack_is_made_by_a_test_and_met_with_its_code(attack, code, test):
    file, _, name = test.partition("::")
    assert name.startswith("test_")
    assert any(name in names_of(each) for each in module_of(file)), f"{attack}: no {test}"
    if code is not None:
        assert code in words_of(file, name), f"{attack}: {test} does not speak of {code}"


def test_each_attack_is_told_once():
    assert len({attack for attack, _, _ in ATTACKS}) == len(ATTACKS)


def test_each_code_is_one():
    known = {*Code.__members__, *RefusalCode.__members__, *FailureCode.__members__}
    assert {code for _, code, _ in ATTACKS if code} <= known | ANSWERS | DOCUMENTS
