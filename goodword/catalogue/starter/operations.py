"""Operations: the desk that keeps the house running, and answers when nobody else fits."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("I do not know whom to ask"),
        summary=_("Say it in your own words. We find the right people."),
        keywords=_("help, question, anything, where, who"),
        scope=(
            _("A person reads it and finds who can help"),
            _("You keep one name to turn to until it is settled"),
        ),
        not_in_scope=(_("Nothing: if it is not for us, we say who it is for"),),
        steps=(
            (_("We read it and ask if something is unclear"), "", _("40 minutes")),
            (
                _("We answer, or the right team takes it over"),
                _("They say yes first"),
                _("half a day"),
            ),
        ),
        quality=(_("You never have to tell the story twice"),),
        bring=(_("Your own words are enough"),),
        changes=_("Write again; it is the same talk."),
        emergencies=_("Say what happens if nobody helps today. Then we call."),
        usual=4 * HOUR,
        nearly_always=DAY,
        first_word=40,
        update_days=2,
        effort=15,
    ),
    StarterService(
        name=_("Help at the desk for a day"),
        summary=_("Hands for a busy day: enrolment, an event, a move."),
        keywords=_("staff, support, cover, front desk, busy, volunteers"),
        scope=(_("One or more colleagues, for hours or days"), _("Briefed before they come")),
        not_in_scope=(_("Longer than two weeks: ask People and Pay"),),
        steps=(
            (_("We ask who can"), "", _("2 days")),
            (_("You meet them for half an hour"), "", _("before the day")),
        ),
        quality=(_("They know the three questions that will come most"),),
        bring=(_("When and where"), _("What they will do"), _("Who shows them")),
        audiences=(_("Leads of teams"),),
        changes=_("Tell us two days before, please: people plan their week."),
        emergencies=_("Somebody fell ill this morning: call. We send who is free."),
        usual=4 * DAY,
        nearly_always=7 * DAY,
        effort=HOUR,
    ),
    StarterService(
        name=_("Write down how we do it"),
        summary=_("A process, drawn and described so that a new colleague can follow it."),
        keywords=_("process, procedure, handbook, checklist, workflow"),
        scope=(
            _("A talk with those who do the work"),
            _("A page with steps, times and exceptions"),
        ),
        not_in_scope=(_("Changing the process: we help you to ask for that"),),
        steps=(
            (_("We watch and ask"), "", _("3 days")),
            (_("You read the first version"), "", _("3 days")),
            (_("A new colleague tries it"), "", _("2 days")),
        ),
        quality=(_("One page, and it was tried"),),
        bring=(_("Who does it today"), _("Where it goes wrong")),
        changes=_("Until it is published; after that with a new version."),
        emergencies=_("The only one who knows leaves on Friday: we come tomorrow and record it."),
        usual=8 * DAY,
        nearly_always=12 * DAY,
        effort=8 * HOUR,
    ),
    StarterService(
        name=_("Something dangerous or unsafe"),
        summary=_("A near miss, a risk, something that will go wrong one day."),
        keywords=_("safety, accident, risk, incident, hazard, data breach"),
        scope=(_("Somebody looks at it within the day"), _("You hear what is done about it")),
        not_in_scope=(_("Blame: nobody is asked who it was"),),
        steps=(
            (_("We make it safe"), "", _("same day")),
            (_("We find out why"), "", _("3 days")),
            (_("We change something, and say what"), "", _("5 days")),
        ),
        quality=(_("Who told us is thanked and not named"),),
        bring=(_("Where, and what you saw"),),
        changes=_("Add what you remember later; it helps."),
        emergencies=_("Somebody is hurt or it burns: the emergency number first, then us."),
        usual=3 * DAY,
        nearly_always=8 * DAY,
        first_word=30,
        update_days=2,
        effort=3 * HOUR,
    ),
    StarterService(
        name=_("Translate for a visitor"),
        summary=_("A colleague who speaks the language, on the phone or at the window."),
        keywords=_("language, interpreter, translation, sign language, guest"),
        scope=(_("A colleague for up to an hour"), _("An interpreter when it has to be right")),
        not_in_scope=(_("Written translations: ask communications"),),
        steps=(
            (_("We look who speaks it"), "", _("an hour")),
            (_("They call you, or come"), "", _("as agreed")),
        ),
        quality=(_("The visitor understands, and so do you"),),
        bring=(_("The language"), _("When, and what it is about")),
        changes=_("Another time is fine; tell whoever was going to come."),
        emergencies=_("The visitor stands there now: call, we ring three colleagues at once."),
        usual=DAY,
        nearly_always=2 * DAY,
        first_word=30,
        effort=HOUR,
    ),
)

DEPARTMENT = Department(
    key="operations",
    name=_("Front Desk"),
    what_we_do=_("We keep the day running, and we find the right people for whatever you bring."),
    primary_customers=_("Everybody, and whoever comes through the door"),
    services=SERVICES,
)
