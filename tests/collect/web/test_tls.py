"""Certificates are looked at, also on hosts of one's own network."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from parvis.collect.web import Web
from parvis.errors import FetchRefusedError
from tests.collect.web.serving import QUICK, Hands


@pytest.fixture
def signed_by_itself(tmp_path):
    """A certificate that nobody vouches for, as a server presents it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_said(signed_by_itself):
    heard = []

    async def listen(reader, writer):
        heard.append(await reader.read(100))
        writer.close()

    async def run():
        server = await asyncio.start_server(listen, "127.0.0.1", 0, ssl=signed_by_itself)
        host = f"localhost:{server.sockets[0].getsockname()[1]}"
        async with server, Web(allow_private=[host], limits=QUICK, clock=Hands().clock) as out:
            with pytest.raises(FetchRefusedError, match="certificate is not valid"):
                await out.get(f"https://{host}/", headers={"Authorization": "Bearer 12345"})

    asyncio.run(run())
    assert not any(heard)
