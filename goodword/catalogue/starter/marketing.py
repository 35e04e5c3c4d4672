"""Marketing."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("A flyer, poster or brochure"),
        summary=_("Designed, checked and printed, or as a file."),
        keywords=_("print, design, leaflet, layout, banner, roll-up"),
        scope=(_("A design in our look, two rounds of changes"), _("Printed and delivered")),
        not_in_scope=(_("Writing the text from nothing: we polish what you send"),),
        steps=(
            (_("We play back what it shall achieve"), "", _("a day")),
            (_("First design"), "", _("4 days")),
            (
                _("Your changes, then the last look"),
                _("After your yes it goes to print"),
                _("2 days"),
            ),
            (_("Printed"), "", _("4 days")),
        ),
        quality=(_("No mistakes in names, dates and figures"), _("Readable at arm's length")),
        bring=(
            _("The text, in one final version"),
            _("Who shall read it, and where"),
            _("How many, and until when"),
        ),
        changes=_("Two rounds are included. Once the plates are set, a change means a new print."),
        emergencies=_("Needed this week: we use a ready template and print in house, up to 200."),
        usual=10 * DAY,
        nearly_always=15 * DAY,
        effort=6 * HOUR,
    ),
    StarterService(
        name=_("Make something known"),
        summary=_("A campaign for an offer, an event or a place that is free."),
        keywords=_("campaign, advert, promotion, social media, audience"),
        scope=(
            _("A plan with channels, dates and cost"),
            _("Everything made and published"),
            _("A page afterwards: what it brought"),
        ),
        not_in_scope=(_("News inside the house: ask communications"),),
        steps=(
            (_("We talk about whom you want to reach"), "", _("3 days")),
            (_("You see a plan with its price"), "", _("5 days")),
            (_("We make and publish"), "", _("10 days")),
            (_("We say what it brought"), "", _("a month later")),
        ),
        quality=(_("We say before what success would be, and after whether it was one"),),
        bring=(_("What you offer, and to whom"), _("The budget"), _("The last day it makes sense")),
        changes=_(
            "The plan can change until you agree to it. Booked adverts cannot be given back."
        ),
        emergencies=_("Places are empty and it begins next week: we can do own channels in a day."),
        usual=18 * DAY,
        nearly_always=28 * DAY,
        effort=20 * HOUR,
    ),
    StarterService(
        name=_("Pictures and film"),
        summary=_("Photographs of people and places, or a short film."),
        keywords=_("photo, portrait, video, camera, image, shoot"),
        scope=(
            _("A date with our photographer"),
            _("The chosen pictures, ready to use"),
            _("The consent of everybody to be seen"),
        ),
        not_in_scope=(_("Events longer than half a day: we know people who do that"),),
        steps=(
            (_("We find a day"), "", _("3 days")),
            (_("We take the pictures"), "", _("on the day")),
            (_("You choose, we finish"), "", _("4 days")),
        ),
        quality=(_("Nobody is shown who did not say yes"),),
        bring=(_("What for, and where it will be seen"), _("Who has to be there")),
        changes=_("Another day until the evening before."),
        emergencies=_("A press date today: ask communications, they have a camera ready."),
        usual=9 * DAY,
        nearly_always=14 * DAY,
        effort=4 * HOUR,
    ),
    StarterService(
        name=_("A page on the website"),
        summary=_("A new page, or one that should say something else."),
        keywords=_("web, internet, content, text, correct, link"),
        scope=(
            _("Corrections"),
            _("A new page with text, pictures and its place in the menu"),
            _("Words that everybody can read, also with a screen reader"),
        ),
        not_in_scope=(_("New functions: ask IT for “A small improvement”"),),
        steps=(
            (_("We look at what you sent"), "", _("half a day")),
            (_("You see it before it is public"), "", _("2 days")),
            (_("Published"), "", _("same day")),
        ),
        quality=(_("Every link works"), _("Plain words, the most important first")),
        bring=(
            _("The address of the page"),
            _("The words as they should be"),
            _("From when, until when"),
        ),
        changes=_("Web pages are never finished: write again."),
        emergencies=_(
            "Something wrong is public: call. We take it down within the hour and put "
            "it right after."
        ),
        usual=3 * DAY,
        nearly_always=6 * DAY,
        effort=HOUR,
    ),
    StarterService(
        name=_("Advice: who are they, and what do they need?"),
        summary=_("What we know about the people you want to reach."),
        keywords=_("research, audience, survey, numbers, insight"),
        scope=(
            _("An hour of talk"),
            _("The figures we have, with their limits"),
            _("A small survey if nobody knows"),
        ),
        not_in_scope=(_("Lists of addresses"),),
        steps=(
            (_("We talk"), "", _("3 days")),
            (_("We look and write it down"), "", _("5 days")),
        ),
        quality=(_("We say what we do not know"),),
        bring=(_("The decision you want to make with it"),),
        changes=_("The question often changes in the talk. That is what it is for."),
        emergencies=_("A meeting tomorrow: half an hour by phone and the figures at hand."),
        usual=8 * DAY,
        nearly_always=12 * DAY,
        effort=5 * HOUR,
    ),
)

DEPARTMENT = Department(
    key="marketing",
    name=_("Marketing"),
    what_we_do=_("We find the people who need what you offer, and tell them in a way they like."),
    primary_customers=_("Teams that offer something to people outside"),
    services=SERVICES,
)
