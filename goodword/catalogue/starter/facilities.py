"""Rooms and buildings."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("Repair in a room"),
        summary=_("Something drips, sticks, flickers or is cold."),
        keywords=_("broken, heating, light, door, window, water, leak, toilet"),
        scope=(_("Somebody comes and looks"), _("It is mended, or made safe until it can be")),
        not_in_scope=(_("New furniture: ask for “Furniture and moves”"),),
        steps=(
            (_("We look at it"), _("Warmth and water the same day"), _("a day")),
            (_("We mend it"), _("If we need a part, we say until when"), _("a day")),
        ),
        quality=(_("Clean when we leave"), _("We say so when it needs a second visit")),
        bring=(
            _("Building and room"),
            _("What is wrong, a picture helps"),
            _("When we may come in"),
        ),
        changes=_("If it got worse, or mended itself, one line is enough."),
        emergencies=_(
            "Water runs, it smells of gas, somebody is stuck: call the porter, day and night."
        ),
        usual=2 * DAY,
        nearly_always=5 * DAY,
        first_word=HOUR,
        effort=HOUR,
    ),
    StarterService(
        name=_("A room for a meeting or course"),
        summary=_("The right room, set up as you need it."),
        keywords=_("book, seminar, hall, chairs, hearing loop, wheelchair"),
        scope=(
            _("A room that fits, booked in your name"),
            _("Tables and chairs as you say"),
            _("A way in for everybody who comes"),
        ),
        not_in_scope=(
            _("Food and drink: we give you the caterer's number"),
            _("Sound and video: ask IT"),
        ),
        steps=(
            (_("We look for a room"), "", _("half a day")),
            (_("You say yes, it is yours"), "", _("same day")),
            (_("We set it up"), "", _("an hour before")),
        ),
        quality=(_("Everybody who is invited can get in, see and hear"),),
        bring=(
            _("When, and how many people"),
            _("How they should sit"),
            _("Who needs a lift, a loop or a quiet corner"),
        ),
        changes=_("Free until two days before; later, please call."),
        emergencies=_("Your room is suddenly not usable: the porter has two spare ones."),
        usual=5 * HOUR,
        nearly_always=2 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("Keys, cards and doors"),
        summary=_("You need to get into a room or a building."),
        keywords=_("access, key, badge, lock, lost card, parking"),
        scope=(_("A card or key with your doors"), _("Lost ones stopped at once")),
        not_in_scope=(_("Access to computers: ask IT"),),
        steps=(
            (_("Your lead says yes"), _("We ask them"), _("half a day")),
            (_("We set the doors"), "", _("an hour")),
            (_("You collect it"), _("At the porter's, with your card"), ""),
        ),
        quality=(_("Only the doors you need"),),
        bring=(_("Which rooms"), _("From when, until when")),
        changes=_("Doors can be added or taken away from afar."),
        emergencies=_("Card lost or stolen: call at once. You get a day card at the porter's."),
        usual=DAY,
        nearly_always=2 * DAY,
        effort=15,
    ),
    StarterService(
        name=_("Furniture and moves"),
        summary=_("A desk, a chair, a shelf, or a whole office to another place."),
        keywords=_("move, chair, desk, ergonomic, storage, office"),
        scope=(
            _("Furniture from our store, or ordered"),
            _("Boxes, carrying and setting up"),
            _("A look at how you sit"),
        ),
        not_in_scope=(_("Moving computers: we ask IT for you"),),
        steps=(
            (_("We come and measure"), "", _("3 days")),
            (_("You agree to plan and day"), "", _("2 days")),
            (_("We move"), "", _("on the day")),
        ),
        quality=(_("You can work on the same day"), _("Nothing is lost on the way")),
        bring=(_("From where to where"), _("How many people and desks"), _("Days that do not fit")),
        changes=_("Another day until a week before. Ordered furniture cannot be given back."),
        emergencies=_("Your back hurts now: we bring another chair tomorrow and talk after."),
        usual=8 * DAY,
        nearly_always=15 * DAY,
        effort=6 * HOUR,
    ),
    StarterService(
        name=_("Post and parcels"),
        summary=_("Something to send, to fetch, or that never came."),
        keywords=_("mail, courier, delivery, letter, shipping"),
        scope=(
            _("Collected, stamped and sent"),
            _("By courier when it matters"),
            _("A search for what is missing"),
        ),
        not_in_scope=(_("Your own parcels"),),
        steps=(
            (_("We fetch it"), _("Rounds at 10 and 3"), _("half a day")),
            (_("It leaves the house"), _("At 4 pm"), _("same day")),
        ),
        quality=(_("You can follow it when it goes by courier"),),
        bring=(_("Where it stands"), _("Where it goes, and until when"), _("The cost centre")),
        changes=_("Until 4 pm on the day."),
        emergencies=_("It has to arrive today: a rider can be here within the hour, at your cost."),
        usual=5 * HOUR,
        nearly_always=DAY,
        effort=15,
    ),
)

DEPARTMENT = Department(
    key="facilities",
    name=_("Rooms and Buildings"),
    what_we_do=_("We keep the house warm, safe and open, and find a place for everything."),
    primary_customers=_("Everybody who works in our buildings, and their guests"),
    services=SERVICES,
)
