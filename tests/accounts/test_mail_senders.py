from dataclasses import replace
from logging import INFO
from uuid import UUID

import pytest

from tests.accounts.conftest import NOW
from tests.accounts.smtp_peer import mail_server
from tests.network.peers import Authority
from wallet.accounts.mail import MailNotSentError, Message
from wallet.accounts.mail_senders import ConsoleSender, SmtpSecurity, SmtpSender, sender_at

MESSAGE = Message(UUID(int=7), "ada@wallet.example", "Grüße", "Your code is 0000-AAAA\n", NOW, None)


def sender_to(peer, **settings):
    settings = {"security": SmtpSecurity.NONE} | settings
    return SmtpSender("127.0.0.1", peer.port, "Wallet <wallet@wallet.example>", **settings)


async def test_a_letter_arrives_by_smtp_as_it_was_written():
    async with mail_server() as peer:
        await sender_to(peer, username="wallet", password="secret").send(MESSAGE)
    (letter,) = peer.letters
    assert letter["To"] == "ada@wallet.example"
    assert letter["From"] == "Wallet <wallet@wallet.example>"
    assert letter["Subject"] == "Grüße"
    assert letter["Message-ID"] == f"<{MESSAGE.id}@wallet.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().strip() == "Your code is 0000-AAAA"
    assert peer.recipients == ["RCPT TO:<ada@wallet.example>"]
    assert len(peer.passwords) == 1


async def test_a_letter_that_one_may_do_without_says_how_to_end_such_letters():
    url = "https://wallet.example/unsubscribe/x"
    async with mail_server() as peer:
        await sender_to(peer).send(replace(MESSAGE, unsubscribe_url=url))
        await sender_to(peer).send(MESSAGE)
    with_it, without = peer.letters
    assert with_it["List-Unsubscribe"] == f"<{url}>"
    assert with_it["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert without["List-Unsubscribe"] is None


async def test_a_letter_arrives_over_tls(tmp_path):
    authority = Authority(tmp_path)
    async with mail_server(authority.proof_for("127.0.0.1")) as peer:
        trusting = sender_to(peer, security=SmtpSecurity.TLS, tls_context=authority.believer())
        await trusting.send(MESSAGE)
        with pytest.raises(MailNotSentError):
            await sender_to(peer, security=SmtpSecurity.TLS).send(MESSAGE)
    assert len(peer.letters) == 1


async def test_nothing_is_said_in_the_clear_to_a_server_without_starttls():
    async with mail_server() as peer:
        careful = sender_to(
            peer, security=SmtpSecurity.STARTTLS, username="wallet", password="secret"
        )
        with pytest.raises(MailNotSentError):
            await careful.send(MESSAGE)
    assert peer.letters == peer.passwords == []


@pytest.mark.parametrize(
    ("verb", "reply", "is_final"),
    [
        pytest.param("RCPT", "550 no such box", True, id="no such mailbox"),
        pytest.param("RCPT", "450 later", False, id="a mailbox that is busy"),
        pytest.param("DATA", "554 not that", True, id="a letter that it will not have"),
        pytest.param("MAIL", "421 closing", False, id="a server that is closing"),
        pytest.param("AUTH", "535 wrong password", False, id="a password that we can mend"),
    ],
)
async def test_a_refusal_is_final_where_asking_again_cannot_help(verb, reply, is_final):
    async with mail_server() as peer:
        peer.answers[verb] = reply
        with pytest.raises(MailNotSentError) as failure:
            await sender_to(peer, username="wallet", password="secret").send(MESSAGE)
    assert failure.value.is_final is is_final
    assert "0000-AAAA" not in str(failure.value)


async def test_no_server_is_no_reason_to_give_up():
    async with mail_server() as peer:
        pass
    with pytest.raises(MailNotSentError) as failure:
        await sender_to(peer).send(MESSAGE)
    assert not failure.value.is_final


def test_a_password_does_not_show():
    assert "secret" not in repr(SmtpSender("h", 1, "w@x.example", password="secret"))


async def test_the_console_shows_the_code(caplog):
    with caplog.at_level(INFO, logger="wallet.mail"):
        await ConsoleSender().send(MESSAGE)
    assert "ada@wallet.example" in caplog.text
    assert "0000-AAAA" in caplog.text


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        pytest.param("", ConsoleSender(), id="nothing set is the console"),
        pytest.param(
            "smtp://user:p%40ss@mail.example",
            SmtpSender("mail.example", 587, "w@x.example", SmtpSecurity.STARTTLS, "user", "p@ss"),
            id="a password with signs",
        ),
        pytest.param(
            "smtps://mail.example",
            SmtpSender("mail.example", 465, "w@x.example", SmtpSecurity.TLS),
            id="TLS from the start",
        ),
        pytest.param(
            "smtp://127.0.0.1:1025",
            SmtpSender("127.0.0.1", 1025, "w@x.example", SmtpSecurity.NONE),
            id="a relay on the same machine",
        ),
    ],
)
def test_one_setting_says_how_mail_leaves(url, sender):
    assert sender_at(url, "w@x.example") == sender


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp:x"])
def test_what_is_no_mail_server_is_told_at_once(url):
    with pytest.raises(ValueError, match="mail server"):
        sender_at(url, "w@x.example")
