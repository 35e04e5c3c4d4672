"""Communications."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("A message to colleagues"),
        summary=_("Something everybody here, or one group, has to know."),
        keywords=_("announcement, newsletter, all staff, mail, intranet"),
        scope=(
            _("Your words made short and clear"),
            _("Sent to exactly those it concerns"),
            _("On the day that is best for them"),
        ),
        not_in_scope=(_("Adverts for things outside the house"),),
        steps=(
            (_("We play back the one thing people should do or know"), "", _("half a day")),
            (_("You see the text"), "", _("a day")),
            (_("It goes out"), _("Not more than five a week to one group"), _("on the agreed day")),
        ),
        quality=(_("Read in a minute"), _("It says who, what, from when, and whom to ask")),
        bring=(
            _("Whom it concerns"),
            _("What they should do, and until when"),
            _("Who answers their questions"),
        ),
        changes=_("Until an hour before. After that we send a correction, which people like less."),
        emergencies=_("A danger, or a building closed today: call. It goes out within the hour."),
        usual=3 * DAY,
        nearly_always=5 * DAY,
        effort=90,
    ),
    StarterService(
        name=_("A question from the press"),
        summary=_("A journalist called. What now?"),
        keywords=_("media, journalist, interview, statement, press release"),
        scope=(_("We call back in your place, or prepare you"), _("Words that were agreed")),
        not_in_scope=(_("Answering without you: you know the matter"),),
        steps=(
            (_("We call you"), "", _("an hour")),
            (_("We agree what is said, and by whom"), "", _("half a day")),
            (_("We answer"), _("Before the journalist's deadline"), _("same day")),
        ),
        quality=(_("True, short, and said by somebody who knows"),),
        bring=(
            _("Who called, from where, and their deadline"),
            _("What they asked, word for word"),
        ),
        changes=_("Tell us at once if the facts change, also after it was said."),
        emergencies=_("The deadline is within the hour: call the press number, day and night."),
        usual=4 * HOUR,
        nearly_always=DAY,
        first_word=30,
        update_days=1,
        effort=2 * HOUR,
    ),
    StarterService(
        name=_("Look over a text"),
        summary=_("A letter, report or speech that should be clear and kind."),
        keywords=_("proofread, edit, plain language, translation, wording"),
        scope=(_("Up to ten pages, with our changes to be seen"), _("Words to start from")),
        not_in_scope=(_("Translations of contracts: we know sworn translators"),),
        steps=(
            (_("We read it as its reader would"), "", _("a day")),
            (_("You get it back with remarks"), "", _("a day")),
        ),
        quality=(_("Shorter than before, and nothing lost"),),
        bring=(_("The text"), _("Who will read it, and what they should do then")),
        changes=_("Send the newest version only; we compare."),
        emergencies=_("It is signed today: one page, within two hours."),
        usual=2 * DAY,
        nearly_always=4 * DAY,
        effort=90,
    ),
    StarterService(
        name=_("An event inside the house"),
        summary=_("From the invitation to the last chair."),
        keywords=_("meeting, celebration, town hall, invitation, programme"),
        scope=(
            _("A plan with who does what"),
            _("Invitation and list of guests"),
            _("Somebody who leads through the day"),
        ),
        not_in_scope=(
            _("Rooms and chairs: we ask facilities for you"),
            _("Sound and picture: we ask IT for you"),
        ),
        steps=(
            (_("We talk about what people should take home"), "", _("3 days")),
            (_("You agree the plan"), "", _("5 days")),
            (_("Invitations go out"), "", _("4 weeks before")),
            (_("The day itself"), "", ""),
        ),
        quality=(_("Begins and ends on time"), _("Everybody can take part, also from afar")),
        bring=(_("What for"), _("Two possible days"), _("The budget")),
        changes=_("The day cannot move once invitations are out, only be cancelled."),
        emergencies=_("A farewell or a visit at short notice: we do the small form in three days."),
        usual=15 * DAY,
        nearly_always=25 * DAY,
        effort=16 * HOUR,
    ),
    StarterService(
        name=_("Tell a story about our work"),
        summary=_("Something went well and others should hear of it."),
        keywords=_("news, story, success, interview, social media"),
        scope=(
            _("We talk with the people who did it"),
            _("A story with a picture, on our channels"),
        ),
        not_in_scope=(_("Praise to order"),),
        steps=(
            (_("We talk"), "", _("4 days")),
            (_("Everybody named reads it first"), "", _("3 days")),
            (_("Published"), "", _("2 days")),
        ),
        quality=(_("Credit goes to those who did the work"),),
        bring=(_("What happened, in three sentences"), _("Whom we may talk to")),
        changes=_("Everybody named can take their name out until it is published."),
        emergencies=_("Stories wait. If it is news today, ask for “A question from the press”."),
        usual=9 * DAY,
        nearly_always=14 * DAY,
        effort=5 * HOUR,
    ),
)

DEPARTMENT = Department(
    key="communications",
    name=_("Communications"),
    what_we_do=_("We help the house to speak clearly, inside and outside."),
    primary_customers=_("Every team that has something to say"),
    services=SERVICES,
)
