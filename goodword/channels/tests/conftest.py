"""What tests of mail in share: a reader, and mails as people and machines write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from goodword.channels import actions
from goodword.channels.models import InboundMail
from goodword.channels.parsing import Reader
from goodword.house.guard import system_scope
from goodword.requests import actions as requests
from tests.rig import certificates


@pytest.fixture(autouse=True)
def _as_the_system() -> Iterator[None]:
    """These tests look at rows as the system does."""
    with system_scope("tests"):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    import dataclasses

    settings.CONFIGURATION = dataclasses.replace(
        settings.CONFIGURATION, data=tmp_path, shared=tmp_path
    )
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one


def written(text: str = "My screen stays black.", **headers: str) -> bytes:
    """A mail as Amina's program writes it; ``Reply_To`` stands for ``Reply-To``."""
    mail = EmailMessage()
    usual = {
        "From": "Amina Yusuf <amina@northmoor.example>",
        "To": "it-help@localhost",
        "Subject": "A black screen",
        "Message-ID": "<one@northmoor.example>",
    }
    for name, value in (usual | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


Arrive = Callable[..., InboundMail]


@pytest.fixture
def arrive(reader: Reader, now) -> Arrive:
    """Let a mail arrive and be handled: ``arrive("words", Subject="...")`` or raw bytes."""

    def come(what: str | bytes = "My screen stays black.", **more: Any) -> InboundMail:
        how = {name: more.pop(name) for name in ("at", "as_asker", "team") if name in more}
        raw = what if isinstance(what, bytes) else written(what, **more)
        at = how.pop("at", now)
        mail = actions.receive(raw, at=at, source="a test")
        return actions.handle(mail, reader, at=at, **how)

    return come


@pytest.fixture
def laptop(amina, ben, laptops, now):
    """Amina asked Ben's team for a laptop, and Ben has it."""
    asked = requests.ask(by=amina, at=now, title="A laptop", service=laptops)
    requests.acknowledge(asked, by=ben, at=now)
    return asked


@pytest.fixture
def stranger(arrive, it_help):
    """A mail from somebody nobody knows, to the team on duty."""
    return arrive("The beamer is broken.", From="Dana <dana@x.example>", Subject="Beamer")


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """Certificates for servers on this machine, and the authority that signed them."""
    return certificates.issue(tmp_path_factory.mktemp("certificates"))
