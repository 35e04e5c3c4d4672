"""TLS and signing in, against a real server with a certificate made for the occasion."""

from __future__ import annotations

import dataclasses
import socket
import ssl
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from goodword.house.configuration import parse_smtp_url
from goodword.outbox import transports
from goodword.outbox.tests.conftest import address_of, free_port
from goodword.outbox.transports import NotNow, SmtpServer, Spool

MAIL = b"Subject: hello\r\n\r\nhello\r\n"
HOW = {"sender": "goodword@localhost", "to": "amina@northmoor.example", "token": "x"}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The path of a certificate for 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encodings = serialization.Encoding, serialization.PrivateFormat, serialization.NoEncryption
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(encodings[0].PEM, encodings[1].PKCS8, encodings[2]())
        + made.public_bytes(encodings[0].PEM)
    )
    return path


@pytest.fixture
def trusting(certificate):
    return ssl.create_default_context(cafile=str(certificate))


def served(mailbox, certificate, **how):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    port = free_port()
    ends = {"tls_context" if how.pop("starttls", False) else "ssl_context": context}
    return port, Controller(mailbox, hostname="127.0.0.1", port=port, **ends, **how)


def signs_in(server, session, envelope, mechanism, data):
    known = data.login == b"goodword" and data.password == b"secret"
    return AuthResult(success=known, handled=False)


def test_a_letter_goes_by_starttls_after_signing_in(mailbox, certificate, trusting):
    port, controller = served(
        mailbox,
        certificate,
        starttls=True,
        authenticator=signs_in,
        auth_required=True,
        auth_exclude_mechanism=["LOGIN"],
    )
    controller.start()
    try:
        how = {"use_starttls": True, "user": "goodword"}
        with closing(SmtpServer(address_of(port, password="secret", **how), trusting)) as way:
            way.hand_over(MAIL, **HOW)
        with pytest.raises(NotNow, match="535"):
            SmtpServer(address_of(port, password="wrong", **how), trusting).hand_over(MAIL, **HOW)
        # An unknown certificate is not trusted, and no word is said to it.
        with pytest.raises(NotNow, match="CERTIFICATE_VERIFY_FAILED"):
            SmtpServer(address_of(port, use_starttls=True)).hand_over(MAIL, **HOW)
    finally:
        controller.stop()
    assert mailbox.taken == [MAIL]


class Knocks(Controller):
    """Knocks at its own door by TLS when it starts, as its door wants it."""

    def _trigger_server(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = socket.create_connection((self.hostname, self.port), 5)
        with line, context.wrap_socket(line) as door:
            door.recv(1)


def test_a_letter_goes_by_tls_from_the_first_byte(mailbox, certificate, trusting):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    port = free_port()
    controller = Knocks(mailbox, hostname="127.0.0.1", port=port, ssl_context=context)
    controller.start()
    try:
        with closing(SmtpServer(address_of(port, use_tls=True), trusting)) as way:
            way.hand_over(MAIL, **HOW)
    finally:
        controller.stop()
    assert mailbox.taken == [MAIL]


def test_the_installation_says_which_way_letters_go(settings):
    assert isinstance(transports.ours(), Spool)
    smtp = parse_smtp_url("smtp://mail.northmoor.example")
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, smtp=smtp)
    assert isinstance(transports.ours(), SmtpServer)


def test_a_server_that_will_not_even_hear_it_is_asked_later(mailbox, monkeypatch):
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()

    async def refuses(server, arg):
        await server.push("452 no room")

    monkeypatch.setattr("aiosmtpd.smtp.SMTP.smtp_DATA", refuses)
    try:
        with (
            closing(SmtpServer(address_of(port))) as way,
            pytest.raises(NotNow, match="452 no room"),
        ):
            way.hand_over(MAIL, **HOW)
    finally:
        controller.stop()


def test_what_was_never_begun_ends_without_a_word():
    SmtpServer(address_of(free_port())).close()
