"""People and pay."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("A letter that confirms employment"),
        summary=_("A signed letter for a landlord, a bank or an embassy."),
        keywords=_("proof, certificate, visa, rent, mortgage, salary"),
        scope=(
            _("A letter on our paper, signed, with your role and since when"),
            _("Your salary in it, if you want it there"),
            _("As a file the same day, on paper when you collect it"),
        ),
        not_in_scope=(_("A reference about how you work: your lead writes that"),),
        steps=(
            (_("We check your record"), _("Name, role, dates"), _("an hour")),
            (_("We write and sign"), "", _("same day")),
        ),
        quality=(_("Every fact is as in your record"), _("Signed by a named person")),
        bring=(_("Who will read it"), _("Whether the salary shall stand in it")),
        changes=_(
            "Tell us before it is signed and we change it at once; after that we write a "
            "new one, which takes as long again."
        ),
        emergencies=_(
            "If somebody waits for it today, an embassy or a bank, say until when. We "
            "sign outside our usual round and tell you within the hour."
        ),
        usual=DAY,
        nearly_always=3 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("A new colleague starts"),
        summary=_("Contract, first day and everything that has to be ready for it."),
        keywords=_("hire, joiner, onboarding, contract, start date"),
        scope=(
            _("The contract, sent and signed"),
            _("The first day: who meets them, where, and when"),
            _("Word to IT, facilities and pay, so that nobody has to run around"),
        ),
        not_in_scope=(_("Finding the person: ask for “Fill a post”"),),
        steps=(
            (
                _("We agree the details with you"),
                _("Role, grade, start, place of work"),
                _("a day"),
            ),
            (_("We send the contract"), _("The other side takes its own time"), _("3 days")),
            (_("We tell everybody who prepares something"), "", _("same day")),
            (_("We ask after a week whether all is well"), "", ""),
        ),
        quality=(
            _("On the first morning nothing is missing"),
            _("The new colleague knows one name to turn to"),
        ),
        bring=(
            _("Name and address of the new colleague"),
            _("The approved post and its grade"),
            _("The first day, and who looks after them"),
        ),
        audiences=(_("Leads of teams"),),
        changes=_(
            "A new start date is no trouble until a week before. After that we try, and "
            "tell you what cannot be ready."
        ),
        emergencies=_(
            "Somebody starts this week: say so. We do contract and access first and "
            "the rest in the first days."
        ),
        usual=8 * DAY,
        nearly_always=15 * DAY,
        effort=4 * HOUR,
    ),
    StarterService(
        name=_("A question about my pay"),
        summary=_("Something on the payslip looks wrong, or you do not understand it."),
        keywords=_("salary, payslip, tax, pension, overtime, deduction"),
        scope=(
            _("We explain every line in plain words"),
            _("What was wrong is put right, with the next pay or sooner"),
        ),
        not_in_scope=(
            _("Advice on your own tax return"),
            _("Negotiating pay: that is between you and your lead"),
        ),
        steps=(
            (_("We look at the payslip and the record"), "", _("half a day")),
            (_("We explain, or say what went wrong"), "", _("same day")),
            (_("We put it right"), _("In the next run, on the 20th"), _("the next run")),
        ),
        quality=(_("You know what, why and when"), _("Nobody but pay reads your question")),
        bring=(_("The month"), _("What you expected to see")),
        changes=_("Write any time; a question can grow or go away without a reason."),
        emergencies=_(
            "You cannot pay your rent because of our mistake: say so. We can pay an "
            "advance on the next working day."
        ),
        usual=DAY,
        nearly_always=4 * DAY,
        effort=45,
    ),
    StarterService(
        name=_("Parental leave and other long absences"),
        summary=_("Plan a longer time away, with pay, cover and the way back."),
        keywords=_("maternity, paternity, parental, carer, sabbatical, sick leave"),
        scope=(
            _("What you are entitled to, in writing"),
            _("A plan with dates for leaving, keeping in touch and coming back"),
            _("Word to pay and to your lead, when you say so"),
        ),
        not_in_scope=(_("Single days off: book those with your lead"),),
        steps=(
            (_("We talk, in person if you like"), _("Nothing leaves the room"), _("2 days")),
            (_("We write down what it means for you"), "", _("3 days")),
            (_("You agree, we tell those concerned"), "", _("same day")),
        ),
        quality=(_("You hear all choices before you decide"), _("Kept in confidence")),
        bring=(_("The dates you have in mind"), _("Who may know of it already")),
        changes=_("Plans for life change. Tell us as soon as you can; only pay runs set a limit."),
        emergencies=_(
            "If it begins earlier than planned, one line is enough. We do the rest "
            "and come back to you later."
        ),
        usual=5 * DAY,
        nearly_always=10 * DAY,
        effort=3 * HOUR,
    ),
    StarterService(
        name=_("Fill a post"),
        summary=_("From an empty chair to a signed offer."),
        keywords=_("recruit, vacancy, advert, interview, hiring"),
        scope=(
            _("The advert, written with you and published"),
            _("Applications in one place, answered kindly"),
            _("Interview days with rooms, people and questions"),
            _("The offer"),
        ),
        not_in_scope=(_("Approving the post: your head does that before"),),
        steps=(
            (_("We agree whom you look for"), "", _("3 days")),
            (_("The advert is open"), "", _("3 weeks")),
            (_("You choose whom to meet"), _("We answer everybody else"), _("5 days")),
            (_("Interviews and offer"), "", _("10 days")),
        ),
        quality=(_("Every applicant hears from us"), _("The same questions for everybody")),
        bring=(
            _("The approval of the post"),
            _("What the person will do in the first half year"),
            _("Who decides"),
        ),
        audiences=(_("Leads of teams"),),
        changes=_(
            "The advert can be changed until it is published. After that we withdraw it "
            "and begin anew, so that everybody is treated alike."
        ),
        emergencies=_(
            "A gap that stops work: ask for cover first. We know agencies and "
            "colleagues who can help within days."
        ),
        usual=30 * DAY,
        nearly_always=50 * DAY,
        effort=20 * HOUR,
    ),
    StarterService(
        name=_("A difficult situation at work"),
        summary=_("A quiet talk with somebody who listens and knows the ways out."),
        keywords=_("conflict, health, stress, adjustment, help, confidential"),
        scope=(
            _("A talk within two days, in person, by phone or by video"),
            _("The ways that exist, and what each would mean"),
            _("Adjustments at work that your health needs"),
        ),
        not_in_scope=(_("Medical advice: we know who gives it"),),
        steps=(
            (_("One of us calls or writes"), _("You choose how"), _("half a day")),
            (_("We talk"), "", _("2 days")),
            (_("You decide what happens next"), _("Or that nothing shall happen"), ""),
        ),
        quality=(_("Nothing happens without your yes"), _("No note in your record")),
        bring=(_("Nothing: a time when you can talk is enough"),),
        changes=_("You can stop at any moment, without a reason."),
        emergencies=_("If somebody is in danger, call the emergency number first, then us."),
        usual=2 * DAY,
        nearly_always=4 * DAY,
        effort=2 * HOUR,
    ),
)

DEPARTMENT = Department(
    key="hr",
    name=_("People and Pay"),
    what_we_do=_(
        "We look after the people who work here, from the first contract to the last payslip."
    ),
    primary_customers=_("Every colleague, and the leads of all teams"),
    services=SERVICES,
)
