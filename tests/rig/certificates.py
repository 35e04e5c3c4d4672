"""An authority that lives for one test run, and a certificate for this machine."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = "localhost"


@dataclass(frozen=True)
class Certificates:
    """Files: the authority's certificate, this machine's certificate, and its key."""

    authority: Path
    certificate: Path
    key: Path

    def trusted(self) -> ssl.SSLContext:
        """Answer what a client that trusts this authority, and no other, goes by."""
        return ssl.create_default_context(cafile=str(self.authority))


def issue(folder: Path) -> Certificates:
    """Make an authority and let it vouch for this machine."""
    authority_key, machine_key = (ec.generate_private_key(ec.SECP256R1()) for _time in range(2))
    authority = _signed("Northmoor test authority", authority_key, authority_key, None)
    machine = _signed(NAME, machine_key, authority_key, authority)
    made = Certificates(folder / "authority.pem", folder / "machine.pem", folder / "machine.key")
    made.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    made.certificate.write_bytes(machine.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        machine_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate | None,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    at = datetime.now(UTC)  # the system's own clock, which certificates are held against
    begun = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.subject if authority else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    if authority is None:
        usage = x509.KeyUsage(
            digital_signature=False, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        return begun.add_extension(usage, critical=True).sign(by, hashes.SHA256())
    here = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    return begun.add_extension(x509.SubjectAlternativeName(here), critical=False).sign(
        by, hashes.SHA256()
    )
