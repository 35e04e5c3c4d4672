"""Every page there is, each with somebody who may look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from goodword.house.guard import system_scope
from goodword.outbox.addresses import act_key, off_key
from goodword.outbox.kinds import kind_of
from goodword.outbox.models import Letter
from tests.journeys.scene import Scene
from tests.permissions.registry import Entry
from tests.permissions.roles import Role
from tests.permissions.table import ENTRIES
from tests.rig.cast import PASSWORD

#: Who looks, where several may: whoever has most on the page.
MOST_FIRST = (
    *(Role.ANONYMOUS, Role.LEAD, Role.ASKER, Role.RECEIVER),
    *(Role.OPERATOR, Role.MEMBER, Role.FILER, Role.BENEFICIARY, Role.STRANGER),
)
LOOKERS = (*MOST_FIRST, *(role for role in Role if role not in MOST_FIRST))
#: Somebody who has given the password and is asked for the second step.
HALF_WAY = "half way in"
#: Pages for those who have a second step.
CAREFUL = (
    *("mfa_index", "mfa_list_webauthn", "mfa_deactivate_totp", "mfa_reauthenticate"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
)
#: Addresses that answer with something else than a page: files, data, or a piece of a page.
NO_PAGES = frozenset(
    {
        *("healthz", "readyz", "metrics", "security-txt"),
        *("pages:suggestions", "pages:counts", "requests:banner", "requests:file"),
        "channels:mail-as-it-came",
        *("requests:calendar", "operations:import-bad", "mfa_login_webauthn"),
        *("mfa_download_recovery_codes", "outbox:letter-html"),
    }
)
#: Addresses that lead on or are shut to those who look; ``_of_more`` opens what lies behind,
#: but pages about one passkey, which need one that was really made.
LEAD_ON = frozenset(
    {
        *("pages:my-desk", "operations:set-up", "people:no-own-email"),
        *("people:no-email-confirmation", "account_email", "account_email_verification_sent"),
        *("account_confirm_email", "account_confirm_login_code", "account_set_password"),
        *("mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
        *("mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_deactivate_totp"),
        *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "people:invitation"),
        *("guests:come-in", "guests:door", "guests:own", "channels:letter", "channels:by-mail"),
        *("outbox:off", "requests:recovery", "requests:backing"),
    }
)


@dataclass(frozen=True)
class Look:
    """One page, and who looks at it; with ``send_to`` an empty form is sent there from it."""

    who: str
    path: str
    code: int = 200
    send_to: str = ""

    def __str__(self) -> str:
        return f"{self.send_to or self.path} ({self.who})"


def everything(scene: Scene) -> list[Look]:
    """Answer every page of the table, every state from both sides, and what goes wrong."""
    return [*_of_the_table(scene), *_of_the_states(scene), *_of_more(scene), *_mistakes(scene)]


def _pages() -> list[Entry]:
    left_out = NO_PAGES | LEAD_ON
    pages = (entry for entry in ENTRIES if entry.method == "get" and entry.open_to)
    return [entry for entry in pages if entry.name not in left_out]


def _looker(entry: Entry) -> Role:
    return next(role for role in LOOKERS if role in entry.open_to)


def _of_the_table(scene: Scene) -> Iterator[Look]:
    for entry in _pages():
        yield Look(_looker(entry), entry.address(scene.world))


def _of_the_states(scene: Scene) -> Iterator[Look]:
    for name, request in scene.requests.items():
        yield Look(Role.ASKER, request.get_absolute_url())
        if name != "sorry":
            yield Look(Role.LEAD, request.get_absolute_url())
    for noun, state, role in (
        ("offers", "countered", Role.LEAD),
        ("counter-offers", "proposed", Role.ASKER),
        ("recovery", "broken", Role.LEAD),
        ("backing", "unbacked", Role.ASKER),
        ("confirmation", "early", Role.ASKER),
        ("question-answer", "wait", Role.ASKER),
        ("delivery", "whole", Role.LEAD),
        ("plan", "whole", Role.LEAD),
        ("warning", "given", Role.LEAD),
        ("decline", "none", Role.LEAD),
    ):
        yield Look(role, f"{scene.requests[state].get_absolute_url()}{noun}/")
    yield Look(Role.RECEIVER, scene.requests["handed"].get_absolute_url())
    yield Look(Role.ASKER, reverse("requests:why", args=[_ref(scene, "given"), "promise"]))
    yield Look(Role.ASKER, reverse("requests:why", args=[_ref(scene, "wait"), "promise"]))


def _of_more(scene: Scene) -> Iterator[Look]:
    """Pages in other moods: nothing there, somebody else, a key that was given out."""
    service = "it-help/laptop"
    desk = reverse("pages:desk", args=["it-help"])
    yield Look(Role.ASKER, "/")
    yield Look(Role.STRANGER, "/")
    yield Look(Role.ASKER, f"/ask/?service={service}&q=new+laptop")
    yield Look(Role.LEAD, "/ask/?for=colleague")
    yield Look(Role.STRANGER, reverse("pages:asked"))
    yield Look(Role.STRANGER, reverse("pages:desk", args=["finance"]))
    yield Look(Role.OPERATOR, reverse("pages:my-desk"))
    yield Look(Role.LEAD, f"{desk}?q=nothing-has-this-name")
    yield Look(Role.STRANGER, reverse("outbox:sent-mail"))
    yield Look(Role.STRANGER, reverse("people:profile"))
    yield Look(Role.ANONYMOUS, reverse("people:invitation", args=[scene.invitation_key]))
    yield Look(HALF_WAY, reverse("mfa_authenticate"))
    for name in CAREFUL:
        yield Look(Role.MEMBER, reverse(name))
    yield from _from_letters(scene)


def _from_letters(scene: Scene) -> Iterator[Look]:
    """Where the buttons of letters lead, for who is not signed in."""
    for state, nouns in (
        ("proposed", ("offer-answer", "counter-offers")),
        ("early", ("confirmation",)),
        ("wait", ("question-answer",)),
    ):
        key = _letter_key(scene, state)
        yield Look(Role.ANONYMOUS, reverse("channels:letter", args=[key]))
        for noun in nouns:
            yield Look(Role.ANONYMOUS, reverse("channels:by-mail", args=[key, noun]))
    yield Look(Role.ANONYMOUS, reverse("channels:letter", args=["never-given"]), 410)
    for letter in _letters_of_each_kind():
        yield Look(Role.ANONYMOUS, reverse("outbox:off", args=[off_key(letter.token)]))
    yield Look(Role.ANONYMOUS, reverse("outbox:off", args=["never-given"]), 404)


def _letter_key(scene: Scene, state: str) -> str:
    with system_scope("tests"):
        about = Letter.objects.filter(about_kind="request", about_id=scene.requests[state].pk)
        letter = about.filter(to=scene.requests[state].asker, facts__side="asker").latest("pk")
    return act_key(letter.token)


def _letters_of_each_kind() -> list[Letter]:
    """One that can be ended from the mail, and one on which a given word hangs."""
    with system_scope("tests"):
        letters = list(Letter.objects.order_by("pk"))
    by_whether = {kind_of(letter.kind).by_one_click: letter for letter in letters}
    return list(by_whether.values())


def _mistakes(scene: Scene) -> Iterator[Look]:
    yield Look(Role.STRANGER, "/nowhere/", 404)
    yield Look(Role.ANONYMOUS, "/nowhere/", 404)
    yield Look(Role.STRANGER, scene.requests["given"].get_absolute_url(), 404)
    yield Look(Role.ANONYMOUS, reverse("people:invitation", args=["never-given"]), 410)
    for state, noun, role in (
        ("none", "question", Role.LEAD),
        ("none", "offers", Role.LEAD),
        ("given", "delivery", Role.LEAD),
        ("none", "decline", Role.LEAD),
        ("none", "handover", Role.LEAD),
        ("broken", "recovery", Role.LEAD),
        ("proposed", "counter-offers", Role.ASKER),
        ("early", "confirmation", Role.ASKER),
        ("given", "messages", Role.ASKER),
        ("none", "playbacks", Role.LEAD),
    ):
        page = scene.requests[state].get_absolute_url()
        yield Look(role, page, 422, f"{page}{noun}/")
    desk = reverse("catalogue:offer", args=["it-help"])
    for role, path in (
        (Role.ASKER, reverse("requests:ask")),
        (Role.LEAD, reverse("people:profile")),
        (Role.LEAD, desk),
        (Role.OPERATOR, reverse("operations:import")),
        (Role.OPERATOR, reverse("catalogue:new-team")),
    ):
        yield Look(role, path, 422, path)
    page = scene.requests["whole"].get_absolute_url()
    yield Look(Role.LEAD, page, 409, f"{page}acknowledgement/")


def _ref(scene: Scene, name: str) -> str:
    return scene.requests[name].reference


def client_of(scene: Scene, who: str) -> Client:
    """Answer a window in which somebody has just signed in, or is half way through it."""
    client = Client()
    if who == HALF_WAY:
        person = scene.world.people[Role.MEMBER]
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    elif who != Role.ANONYMOUS:
        client.cookies = scene.world.session_of(Role(who))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
