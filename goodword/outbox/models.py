"""Letters to one person, and how far they got."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from goodword.house import limits
from goodword.house.guard import GuardedQuerySet
from goodword.outbox import kinds
from goodword.people.models import Person

#: A letter that waits longer than this without a try is worth a look (RELIABILITY 4).
UNTRIED_AFTER = timedelta(minutes=10)
#: Of no more than so many is it looked whether they are late; from there on it is simply "many".
MANY = 1_000


class State(models.TextChoices):
    """How far a letter got."""

    WAITING = "waiting", _("on its way")
    HELD = "held", _("kept for the next digest")
    BRAKED = "braked", _("held back for a while")
    LEASED = "leased", _("being sent")
    SENT = "sent", _("sent")
    PERHAPS_TWICE = "possibly_sent_twice", _("sent, perhaps twice")
    CANCELLED = "cancelled", _("not sent")
    FAILED = "failed", _("given up")


ON_ITS_WAY = (State.WAITING, State.LEASED)
UNSENT = (State.WAITING, State.HELD, State.BRAKED)
ARRIVED = (State.SENT, State.PERHAPS_TWICE)


def _earlier() -> LetterQuerySet:
    """Letters of the same thread to the same person that go first.

    Their key is reckoned with, so that no index is read by it: once a database was counted, SQLite
    3.40 answers wrongly where a list of values and a bound of the key stand behind one index. It
    said of a letter that it goes before itself, and none left.
    """
    return Letter.objects.annotate(place=F("pk") + 0).filter(
        to=OuterRef("to"),
        thread=OuterRef("thread"),
        place__lt=OuterRef("pk"),
        state__in=ON_ITS_WAY,
    )


class LetterQuerySet(GuardedQuerySet["Letter"]):
    def visible_to(self, person: Person) -> LetterQuerySet:
        """A letter is read by nobody but the person it is for; by a guest in their mailbox."""
        mine = self.scoped().filter(to=person)
        return mine.none() if person.is_guest else mine

    def metadata_for(self, person: Person) -> LetterQuerySet:
        """What the operator may know: that a letter went, when and how; never what it says."""
        letters = self.scoped().defer("facts", "subject", "text", "html")
        return letters if person.is_operator else letters.none()

    def due(self, at: datetime) -> LetterQuerySet:
        """Letters whose time has come, oldest first, read from one index."""
        waiting = self.filter(state=State.WAITING, next_try_at__lte=at)
        return waiting.order_by("next_try_at", "pk")

    def in_front(self, keys: Iterable[int]) -> LetterQuerySet:
        """Of these letters, those with no earlier one of their thread before them.

        Asked of a few letters at a time: of all that wait, engines would compare each with each.
        """
        return self.filter(pk__in=list(keys)).exclude(Exists(_earlier())).order_by()

    def lost(self) -> LetterQuerySet:
        """Letters that will not arrive, of which nobody has been told yet."""
        return self.filter(is_lost=True, told_at=None)

    def lapsed(self, at: datetime) -> LetterQuerySet:
        """Letters whose sender stopped before saying how it went."""
        return self.filter(state=State.LEASED, leased_until__lt=at)

    def held(self, at: datetime) -> LetterQuerySet:
        """Letters whose digest is due."""
        return self.filter(state=State.HELD, digest=None, next_try_at__lte=at)

    def untried(self, at: datetime) -> LetterQuerySet:
        """Letters ten minutes due that nobody tried, though no earlier one is in their way."""
        # Keys alone, of everybody's: what is shown of them is decided by who asks.
        late = Letter.objects.all().scoped()
        late = late.filter(state=State.WAITING, next_try_at__lt=at - UNTRIED_AFTER, attempts=0)
        first = late.order_by("next_try_at", "pk").values_list("pk", flat=True)[:MANY]
        return self.in_front(first)

    def stuck(self, at: datetime) -> LetterQuerySet:
        """Letters somebody should look at: given up, or ten minutes due and never tried."""
        late = Letter.objects.untried(at).order_by().values("pk")
        return self.filter(Q(state=State.FAILED) | Q(pk__in=late))


class Letter(models.Model):
    """Something to be said to one person by mail.

    Written in the transaction of what it tells about; worded only when it is sent, by the
    kind's resolver, which asks again whether this person may still see it. ``message_id`` never
    changes, so that a mailbox recognises a second copy. ``lease_no`` fences: a worker that lost
    its lease cannot write its result any more. ``doubts`` counts the times a worker stopped
    between handing over and hearing "taken". ``ready_at`` is when it might first have left, which
    no retry moves. ``is_braked`` letters are the product's own words that may be held back when
    there are too many of them; a person's words and ways to sign in never are. ``is_lost`` says
    that it will not arrive (given up, refused, came back); ``told_at`` when that was told to
    those it concerns.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters")
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    because = models.CharField(max_length=limits.LINE_LENGTH, blank=True)
    token = models.CharField(max_length=32, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    thread = models.CharField(max_length=200, db_index=True)
    posted_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    is_braked = models.BooleanField(default=False)
    first_try_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_no = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    is_handed = models.BooleanField(default=False)
    doubts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)
    came_back_words = models.CharField(max_length=500, blank=True)
    is_lost = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carries"
    )
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.CANCELLED) | ~Q(because=""),
                name="a_letter_not_sent_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ARRIVED) | Q(sent_at__isnull=False),
                name="a_letter_sent_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at", "id"], name="letters_to_try"),
            models.Index(fields=["state", "ready_at"], name="letters_by_age"),
            models.Index(
                fields=["sent_at"], condition=Q(is_braked=True), name="letters_at_the_brake"
            ),
            models.Index(fields=["told_at"], condition=Q(is_lost=True), name="letters_lost"),
            models.Index(fields=["to", "-posted_at"], name="letters_of_a_person"),
            models.Index(fields=["to", "thread", "state"], name="letters_in_order"),
            models.Index(fields=["about_kind", "about_id"], name="letters_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.token[:8]}"

    @property
    def about(self) -> tuple[str, int]:
        """What the letter is about, as history names things."""
        return self.about_kind, self.about_id

    @property
    def kind_words(self) -> str:
        """What kind of letter it is, as its reader chooses about it; its name where none has it."""
        return kinds.words_of(self.kind)

    @property
    def carried(self) -> list[Any]:
        """The keys of the letters a digest carries."""
        return list(self.facts.get("letters", ()))


class Trouble(models.Model):
    """A standing trouble with the post, so that the operators are told of it once.

    It stands from ``since`` until ``over_at``. What comes again within an hour of its end is the
    same trouble, and no second letter is written about it.
    """

    kind = models.CharField(max_length=20, unique=True)
    since = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kind
