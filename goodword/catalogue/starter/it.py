"""IT."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("Something does not work"),
        summary=_("A machine, a program or the network lets you down."),
        keywords=_("broken, error, slow, screen, printer, wifi, network, crash"),
        scope=(
            _("We find out what it is and put it right, or give you another way to work"),
            _("We say what it was, in words one can understand"),
        ),
        not_in_scope=(_("Your own devices at home"), _("New wishes: ask for “New software”")),
        steps=(
            (_("We call or write, and look at it with you"), "", _("an hour")),
            (_("You can work again"), _("Perhaps on a spare machine"), _("half a day")),
            (_("We mend the cause"), "", _("a day")),
        ),
        quality=(
            _("You can work again before we look for the cause"),
            _("We do not close it before you said that it works"),
        ),
        bring=(
            _("What you wanted to do"),
            _("What you saw instead, a picture helps"),
            _("Where you sit, or how to reach you"),
        ),
        changes=_("If it mends itself, tell us; we still like to know."),
        emergencies=_(
            "Many cannot work, or somebody stands at a window waiting: call. That "
            "always goes first."
        ),
        usual=5 * HOUR,
        nearly_always=2 * DAY,
        first_word=HOUR,
        update_days=1,
        effort=45,
    ),
    StarterService(
        name=_("A laptop for a new colleague"),
        summary=_("Ready to work on the first morning."),
        keywords=_("computer, notebook, hardware, joiner, equipment"),
        scope=(
            _("A laptop with what the team uses"),
            _("Screen, keyboard and bag if needed"),
            _("An hour of help on the first day"),
        ),
        not_in_scope=(_("Special machines for laboratories or video: ask, we find a way"),),
        steps=(
            (_("We set it up"), _("From our shelf"), _("2 days")),
            (_("We try it"), "", _("an hour")),
            (_("We hand it over"), _("In person, with a short tour"), _("on the first day")),
        ),
        quality=(_("Signed in and printing within fifteen minutes"),),
        bring=(
            _("Name and first day"),
            _("The team, so that we know the programs"),
            _("Left hand, large screen, anything that helps"),
        ),
        audiences=(_("Leads of teams"),),
        changes=_("A new date is fine until two days before. Another model may take a week."),
        emergencies=_(
            "Somebody starts tomorrow: they get a spare machine first and their own "
            "within the week."
        ),
        usual=4 * DAY,
        nearly_always=7 * DAY,
        effort=2 * HOUR,
    ),
    StarterService(
        name=_("Access to a system or folder"),
        summary=_("You need to get in somewhere, or somebody should no longer."),
        keywords=_("permission, account, rights, shared drive, group, role"),
        scope=(_("Access given, changed or taken away"), _("A short note on how to use it")),
        not_in_scope=(_("Access to somebody's own mailbox"),),
        steps=(
            (_("We ask the owner of the system"), _("They have to say yes"), _("half a day")),
            (_("We set it and try it"), "", _("an hour")),
        ),
        quality=(_("Exactly what you need, and not more"), _("The owner knows who has access")),
        bring=(_("Which system or folder"), _("To read or to change"), _("Until when")),
        changes=_("Tell us when you no longer need it: taking away is quicker than giving."),
        emergencies=_("A colleague is suddenly ill and the work stands: their lead calls us."),
        usual=DAY,
        nearly_always=3 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("New software"),
        summary=_("A program you would like to use, checked and set up."),
        keywords=_("install, licence, application, tool, subscription"),
        scope=(
            _("We check whether it is safe, and what it costs"),
            _("We set it up, or say what we have instead"),
        ),
        not_in_scope=(
            _("Paying for it: your cost centre does"),
            _("Writing programs: ask for “A small improvement”"),
        ),
        steps=(
            (
                _("We ask what you want to do with it"),
                _("Sometimes it is here already"),
                _("a day"),
            ),
            (_("Privacy and security look at it"), "", _("5 days")),
            (_("We buy and set it up"), "", _("3 days")),
        ),
        quality=(_("You hear a clear yes or no, with the reason"),),
        bring=(_("What you want to get done"), _("How many people"), _("The cost centre")),
        changes=_("Before we buy, everything can change. After that the licence is yours."),
        emergencies=_("A partner requires it for a meeting: we can lend a machine that has it."),
        usual=9 * DAY,
        nearly_always=15 * DAY,
        effort=3 * HOUR,
    ),
    StarterService(
        name=_("Help with a meeting or an event"),
        summary=_("Sound, picture and somebody who stays until it works."),
        keywords=_("video, hybrid, microphone, projector, stream, recording"),
        scope=(
            _("The room set up and tried before"),
            _("Somebody there for the first minutes"),
            _("A recording, if all agree"),
        ),
        not_in_scope=(_("Booking the room: facilities do that"),),
        steps=(
            (_("We look at your plan"), "", _("a day")),
            (_("We set up and try"), "", _("an hour before")),
            (_("We stay until it runs"), "", _("on the day")),
        ),
        quality=(_("People far away hear as well as people in the room"),),
        bring=(_("Where and when"), _("How many in the room, how many from afar"), _("Who speaks")),
        changes=_("Up to a day before. On the day we do what we can."),
        emergencies=_("It stops during the event: call the number on the lectern; we come."),
        usual=3 * DAY,
        nearly_always=5 * DAY,
        effort=2 * HOUR,
    ),
    StarterService(
        name=_("A small improvement"),
        summary=_("A form, a report or a small automation that saves work every week."),
        keywords=_("report, automation, script, form, data, dashboard"),
        scope=(
            _("Up to three days of our work"),
            _("Tried with you before it is used"),
            _("A page that says how it works"),
        ),
        not_in_scope=(_("Projects: we help you to write the proposal"),),
        steps=(
            (_("We play back what we understood"), "", _("2 days")),
            (_("You see a first version"), "", _("5 days")),
            (_("We put right what you say"), "", _("3 days")),
        ),
        quality=(_("It saves more time in a year than it cost"), _("Two of us can mend it")),
        bring=(_("What you do today, step by step"), _("How often, and how long it takes")),
        changes=_("Between the first version and the end: gladly. After that it is a new ask."),
        emergencies=_(
            "An improvement is never an emergency. If the old way breaks, ask for "
            "“Something does not work”."
        ),
        usual=12 * DAY,
        nearly_always=20 * DAY,
        effort=16 * HOUR,
    ),
)

DEPARTMENT = Department(
    key="it",
    name=_("IT Help"),
    what_we_do=_(
        "We keep the machines and programs running that everybody else needs to do their work."
    ),
    primary_customers=_("Every colleague, at home and on site"),
    services=SERVICES,
)
