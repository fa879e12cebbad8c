"""A mailbox of Dovecot: what is delivered is heard at once, kept once, and over TLS."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.peers.hearing import kept, listen
from tests.peers.ports import free_port, is_open

pytestmark = pytest.mark.dovecot

DOVECOT = shutil.which("dovecot") or "dovecot"
USER, PASSWORD = "care", "care-pass"
CONFIG = """\
protocols = imap
base_dir = {home}/run
log_path = {home}/log
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
ssl_dh =
auth_mechanisms = plain
passdb {{
  driver = passwd-file
  args = {home}/users
}}
userdb {{
  driver = passwd-file
  args = {home}/users
}}
mail_location = maildir:{home}/mail/Maildir
first_valid_uid = 1
service imap-login {{
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
"""


def certificate(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (home / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (home / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


class Dovecot:
    """A server of its own, with one mailbox."""

    def __init__(self, home: Path) -> None:
        self.home, self.plain, self.tls = home, free_port(), free_port()
        certificate(home)
        (home / "mail").mkdir()
        shutil.chown(home / "mail", "mail", "mail")
        owner = (home / "mail").stat()
        account = f"{USER}:{{PLAIN}}{PASSWORD}:{owner.st_uid}:{owner.st_gid}::{home}/mail::\n"
        (home / "users").write_text(account)
        self.config = home / "dovecot.conf"
        self.config.write_text(CONFIG.format(home=home, plain=self.plain, tls=self.tls))
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(self.config)])
        if not is_open(self.tls):
            pytest.fail((home / "log").read_text())

    def deliver(self, number: int, text: str, **headers: str) -> None:
        message = EmailMessage()
        message["From"] = "Léa <lea@a.example>"
        message["Message-ID"] = f"<{number}@a.example>"
        message["Date"] = dt.datetime(2026, 11, 29, 6, tzinfo=dt.UTC)
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        subprocess.run(
            ["/usr/lib/dovecot/dovecot-lda", "-c", str(self.config), "-d", USER],
            input=message.as_bytes(),
            check=True,
        )

    def source(self, **said: object) -> str:
        told = {"kind": "mail", "name": "care", "user": USER, "key": "care", **said}
        return "\n".join(f"{name} = {value!r}" for name, value in told.items())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def dovecot(monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        server = Dovecot(home)
        monkeypatch.setenv("SSL_CERT_FILE", str(home / "cert.pem"))
        yield server
        server.stop()


def test_messages_are_kept_once_across_a_restart_and_heard_as_they_arrive(dovecot, tmp_path):
    for number in range(30):
        dovecot.deliver(number, f"Message {number}: our brand is down")
    source = dovecot.source(host="localhost", port=dovecot.tls)
    states = listen(tmp_path, source, lambda told: told.of["care"].read >= 30, secret=PASSWORD)
    assert states.of["care"].new == 30

    delivered = []

    def deliver() -> None:
        dovecot.deliver(30, "Our brand answers\n\n> Our brand is down", In_Reply_To="<3@a.example>")
        delivered.append(time.monotonic())

    def is_heard(told) -> bool:
        return bool(delivered) and told.of["care"].new >= 1

    states = listen(tmp_path, source, is_heard, secret=PASSWORD, during=deliver)
    waited = time.monotonic() - delivered[0]
    assert states.of["care"].new == 1
    mentions = kept(tmp_path)
    assert sorted(mentions["id"]) == sorted(f"mail:{number}@a.example" for number in range(31))
    (answer,) = mentions.filter(mentions["id"] == "mail:30@a.example").to_dicts()
    assert (answer["text"], answer["reply_to"]) == ("Our brand answers", "mail:3@a.example")
    assert (answer["author"], answer["medium"], answer["kind"]) == ("Léa", "mail", "message")
    assert waited < 15.0  # sooner than the 20 seconds after which it is asked whether it lives


@pytest.mark.parametrize(
    ("said", "secret", "why"),
    [
        ({}, "of-somebody-else", "does not let one in"),
        ({"folder": "Archive"}, PASSWORD, "no such folder"),
        ({"host": "127.0.0.1"}, PASSWORD, "SSLCertVerificationError"),
    ],
    ids=["password", "folder", "certificate of another name"],
)
def test_who_is_not_let_in_is_told_why(dovecot, tmp_path, said, secret, why):
    source = dovecot.source(**{"host": "localhost", "port": dovecot.tls, **said})
    states = listen(tmp_path, source, lambda told: bool(told.of["care"].fault), secret=secret)
    assert why in states.of["care"].fault
    assert secret not in states.of["care"].fault


def test_a_connection_is_made_private_before_the_password_is_told(dovecot, tmp_path):
    dovecot.deliver(1, "Our brand is down")
    source = dovecot.source(host="localhost", port=dovecot.plain, security="starttls")
    states = listen(tmp_path, source, lambda told: told.of["care"].new >= 1, secret=PASSWORD)
    assert states.of["care"].new == 1
