"""The whole program reads a mailbox as large providers have it, and answers by a real mail server.

``goodword serve`` runs as people start it: web, worker, clock and the process that reads mailboxes.
The mailbox stands behind TLS and opens to an access token alone (XOAUTH2), which a provider gives
for a refresh token; each refresh token is good once. The program is started anew in between.
"""

from __future__ import annotations

import json
import secrets
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote

from django.conf import settings

from goodword.channels.models import InboundMail, State, WayIn
from goodword.house.guard import system_scope
from goodword.outbox.models import ARRIVED, Letter
from goodword.requests.letters.kinds import RECEIPT
from soak import checking
from soak.harness import Harness, Outcome, Say, Share
from soak.load import wait_for
from soak.mail_scenes import BORDER, LOOPBACK
from soak.post_office import PostOffice
from soak.serving import Servers
from soak.world import World, build
from tests.rig import certificates, imap_server
from tests.rig.certificates import Certificates

#: Starts of the program, and mails that wait for each.
STARTS, MAILS = 4, 5
#: What has not come round by then does not, in seconds.
PATIENCE = 180.0
_COMMAND = "import sys; from goodword.operations.command import main; sys.exit(main())"


class Provider:
    """Gives an access token for the one refresh token that is good, and a new one with it."""

    def __init__(self, papers: Certificates) -> None:
        self.good = self.first = secrets.token_urlsafe(12)
        self.given = self.refused = 0
        provider = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                status, told = provider.answer(form.get("refresh_token", [""])[0])
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(told).encode())

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = HTTPServer((LOOPBACK, 0), Door)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(str(papers.certificate), str(papers.key))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def answer(self, token: str) -> tuple[int, dict[str, str]]:
        """Answer a refresh token as providers do that change them each time."""
        if not secrets.compare_digest(token, self.good):
            self.refused += 1
            return 400, {"error": "invalid_grant"}
        self.given, self.good = self.given + 1, secrets.token_urlsafe(12)
        return 200, {"access_token": imap_server.PASSWORD, "refresh_token": self.good}

    @contextmanager
    def open(self) -> Iterator[int]:
        """Answer at a port of this machine for a while."""
        thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self.server.server_port
        finally:
            self.server.shutdown()
            self.server.server_close()


def run(share: Share, say: Say) -> Outcome:
    """Start the program again and again; mails wait for it each time, one comes while it runs."""
    # Each writes once: who writes often in an hour is not answered each time.
    outcome, world = Outcome(), build(askers=STARTS * (MAILS + 1))
    data = Path(settings.CONFIGURATION.data)
    papers = certificates.issue(data)
    provider, post = Provider(papers), PostOffice()
    post.open()
    try:
        with (
            imap_server.serving() as server,
            imap_server.encrypted_from_the_first_byte(server, papers) as port,
            provider.open() as login,
        ):
            given = _environment(papers, provider, login, port, post)
            for number in range(1, share.of(STARTS, least=2) + 1):
                _one_start(number, server, world, data, given, outcome, share)
                say(f"start {number}, {len(outcome.problems)} problems")
            if unread := server.uids("UNSEEN"):
                outcome.wrong(f"{len(unread)} mails are not marked at their server")
    finally:
        post.close()
    outcome.counts |= {"access tokens": provider.given, "letters": len(post.copies)}
    if provider.refused:
        outcome.wrong(f"{provider.refused} times an old refresh token was used")
    if len(post.copies) < outcome.counts["mails"] or max(post.copies.values(), default=0) > 1:
        outcome.wrong("a letter is said to be sent and did not come, or came twice")
    outcome.problems += checking.of_everything()
    return outcome


def _environment(
    papers: Certificates, provider: Provider, login: int, port: int, post: PostOffice
) -> dict[str, str]:
    user = quote(imap_server.USER, safe="")
    return {
        "GOODWORD_IMAP": f"imaps+oauth://{user}:{provider.first}@localhost:{port}/INBOX",
        "GOODWORD_IMAP_OAUTH": f"https://us:ours@localhost:{login}/token?scope=mail",
        "GOODWORD_IMAP_AUTHORITY": str(papers.authority),
        "GOODWORD_MAIL_BORDER": BORDER,
        "GOODWORD_SMTP": f"smtp://{LOOPBACK}:{post.port}",
    }


def _one_start(
    number: int,
    server: imap_server.ImapServer,
    world: World,
    data: Path,
    given: dict[str, str],
    outcome: Outcome,
    share: Share,
) -> None:
    first, wanted = int(outcome.counts.get("mails", 0)), share.of(MAILS, least=2) + 1
    mails = [_mail(world, place) for place in range(first, first + wanted)]
    server.append(*mails[:-1])
    serve = (sys.executable, "-c", _COMMAND, "serve")
    servers = Servers(data, given, {"serve": serve})
    servers.start()
    try:
        servers.wait()
        # One comes while the program listens at the mailbox.
        server.append(mails[-1])
        outcome.add("mails", wanted)
        if not wait_for(int(outcome.counts["mails"]), _done, PATIENCE):
            outcome.wrong(f"start {number}: {_where()}; {servers.last_words()}")
    finally:
        servers.stop()


def _mail(world: World, place: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = world.askers[place].email
    mail["To"] = "it-help@localhost"
    mail["Subject"] = f"Mail {place}"
    mail["Message-ID"] = f"<{place}.token@northmoor.example>"
    mail["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from=northmoor.example"
    mail.set_content("My screen stays black.\n")
    return mail.as_bytes()


def _done() -> int:
    """How many are taken in and answered; none while one is not marked at its server."""
    with system_scope("soak"):
        taken = InboundMail.objects.filter(state=State.APPLIED).count()
        answered = Letter.objects.filter(kind=RECEIPT, state__in=ARRIVED).count()
        is_marked = not any(way.unmarked or way.pending for way in WayIn.objects.all())
    return min(taken, answered) if is_marked else 0


def _where() -> str:
    with system_scope("soak"):
        states = list(InboundMail.objects.values_list("state", "reason", "detail"))
        ways = [(way.trouble, way.mark_trouble) for way in WayIn.objects.all()]
        letters = Letter.objects.values_list("kind", "state", "next_try_at", "last_error")
        return f"mails {states}, ways {ways}, letters {list(letters)}"


HARNESS = Harness(
    "by_token", "the whole program reads a mailbox that opens to a token, and answers", run
)
