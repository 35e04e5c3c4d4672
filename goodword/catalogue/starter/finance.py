"""Finance."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

SERVICES = (
    StarterService(
        name=_("Pay an invoice"),
        summary=_("A supplier sent an invoice that should be paid."),
        keywords=_("bill, supplier, payment, purchase order, overdue"),
        scope=(_("Checked, booked and paid by its date"), _("The supplier's questions answered")),
        not_in_scope=(_("Ordering: ask for “Buy something”"),),
        steps=(
            (_("We check it against the order"), _("No order: we ask you once"), _("a day")),
            (_("Your budget holder says yes"), "", _("a day")),
            (_("It goes with the next payment run"), _("Tuesdays and Fridays"), _("2 days")),
        ),
        quality=(_("Paid on time, once"), _("No reminder fees through our fault")),
        bring=(_("The invoice as a file"), _("The order number or the cost centre")),
        changes=_(
            "Until the payment run everything can be stopped. After that we ask the "
            "supplier for a credit note."
        ),
        emergencies=_(
            "A supplier stops delivering: say which and since when. We can pay outside "
            "the run; it takes two signatures."
        ),
        usual=4 * DAY,
        nearly_always=8 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("My expenses"),
        summary=_("You paid something for work and want it back."),
        keywords=_("travel, reimbursement, receipt, hotel, train, claim"),
        scope=(_("Checked and paid to your account"), _("An answer to “may I claim this?”")),
        not_in_scope=(_("Booking travel"),),
        steps=(
            (_("We look at the receipts"), _("If one is missing we say which"), _("2 days")),
            (_("It goes with the next payment run"), _("Tuesdays and Fridays"), _("2 days")),
        ),
        quality=(_("You are never out of pocket for longer than two weeks"),),
        bring=(_("The receipts, a photo is enough"), _("What it was for"), _("The cost centre")),
        changes=_("Add or take out receipts until it is paid."),
        emergencies=_("You cannot lay out the money: ask before you travel, we pay an advance."),
        usual=4 * DAY,
        nearly_always=8 * DAY,
        effort=15,
    ),
    StarterService(
        name=_("Buy something"),
        summary=_("An order, placed the right way and at a fair price."),
        keywords=_("order, purchase, supplier, quote, procurement, tender"),
        scope=(
            _("Offers compared where the rules ask for it"),
            _("The order, placed"),
            _("A word when it is on its way"),
        ),
        not_in_scope=(_("Computers and programs: ask IT"), _("Rooms and repairs: ask facilities")),
        steps=(
            (_("We check budget and rules"), "", _("a day")),
            (_("We get offers"), _("One below 1,000, three above"), _("5 days")),
            (_("We order"), "", _("a day")),
        ),
        quality=(_("The rules are kept without you having to know them"),),
        bring=(
            _("What, how many, until when"),
            _("The cost centre"),
            _("An offer, if you have one"),
        ),
        changes=_("Until the order is out. After that we ask the supplier, who may charge."),
        emergencies=_(
            "Work stands without it: tell us what it costs per day. Then a single offer is enough."
        ),
        usual=6 * DAY,
        nearly_always=12 * DAY,
        effort=2 * HOUR,
    ),
    StarterService(
        name=_("Where does my budget stand?"),
        summary=_("What is spent, what is promised, what is left, in words."),
        keywords=_("report, cost centre, forecast, balance, month end"),
        scope=(_("A page of figures with what they mean"), _("Half an hour to talk it through")),
        not_in_scope=(_("More money: that is decided in the yearly round"),),
        steps=(
            (_("We take the figures of last night"), "", _("half a day")),
            (_("We write what stands out"), "", _("half a day")),
        ),
        quality=(_("The figures are those of the books, to the day"),),
        bring=(_("The cost centre or project"), _("What you want to decide with it")),
        audiences=(_("Whoever answers for a budget"),),
        changes=_("Ask for another cut as often as you need it."),
        emergencies=_(
            "A meeting today: we give you the bare figures within two hours and the words later."
        ),
        usual=2 * DAY,
        nearly_always=4 * DAY,
        effort=HOUR,
    ),
    StarterService(
        name=_("Send an invoice or give money back"),
        summary=_("Somebody outside owes us money, or we owe them some."),
        keywords=_("refund, customer, fee, credit note, receipt, card"),
        scope=(_("The invoice, sent and followed up"), _("Refunds to card or account")),
        not_in_scope=(_("Deciding whether somebody gets a refund: that is yours"),),
        steps=(
            (_("We check name, amount and reason"), "", _("half a day")),
            (_("We send or pay"), _("Card refunds take the bank three days more"), _("a day")),
        ),
        quality=(_("The person outside hears one clear sentence from us"),),
        bring=(_("Who, how much, for what"), _("Who decided it"), _("The receipt of the payment")),
        changes=_("Until it is sent, freely. After that with a credit note."),
        emergencies=_("Somebody stands at a window: call, we can do it while they wait."),
        usual=2 * DAY,
        nearly_always=5 * DAY,
        effort=25,
    ),
)

DEPARTMENT = Department(
    key="finance",
    name=_("Finance"),
    what_we_do=_("We pay what we owe, collect what we are owed, and tell you where you stand."),
    primary_customers=_("Budget holders, and everybody who buys or travels"),
    services=SERVICES,
)
