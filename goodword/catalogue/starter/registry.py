"""Registry."""

from django.utils.translation import gettext_lazy as _

from goodword.catalogue.starter.parts import DAY, HOUR, Department, StarterService

INSIDE_AND_OUTSIDE = (
    _("Colleagues who advise students"),
    _("Students and graduates, through their advisers"),
)

SERVICES = (
    StarterService(
        name=_("Corrected degree certificate"),
        summary=_("A new, sealed certificate when a name, date or award on it is wrong."),
        keywords=_("certificate, diploma, name, mistake, graduation, reprint"),
        scope=(
            _("One sealed certificate on secure paper"),
            _("The student record put right at the same time"),
            _("Brought to the desk, or posted tracked"),
        ),
        not_in_scope=(_("A transcript: ask for “Transcripts and status letters”"),),
        steps=(
            (_("We play back what we understood"), "", _("2 hours")),
            (_("We agree a date and give our word"), "", _("same day")),
            (_("Evidence checked, record put right"), "", _("half a day")),
            (
                _("Printed"),
                _("One run a day, at 2 pm. Asked after 11, it prints tomorrow"),
                _("daily, 2 pm"),
            ),
            (_("Signed and handed over"), "", _("next morning")),
        ),
        quality=(_("Every letter as in the proof of name"), _("Record and paper say the same")),
        bring=(
            _("Student number"),
            _("One document that proves the name"),
            _("The old certificate back, when the new one is collected"),
        ),
        audiences=INSIDE_AND_OUTSIDE,
        changes=_("Until the print run, freely. After it we print a second one, a day later."),
        emergencies=_(
            "We can print outside the daily run; it takes two people 40 minutes. If a "
            "student is waiting for an embassy or a job, say so: that goes first."
        ),
        usual=2 * DAY,
        nearly_always=4 * DAY,
        effort=40,
    ),
    StarterService(
        name=_("Change a student's legal name"),
        summary=_("The new name in every record, from today on."),
        keywords=_("name change, deed poll, marriage, gender, identity"),
        scope=(_("The record, the card and the mail address"), _("Word to exams and library")),
        not_in_scope=(_("Certificates already printed: ask for a corrected one"),),
        steps=(
            (_("We check the document"), _("Copies are destroyed after"), _("an hour")),
            (_("We change the record"), "", _("same day")),
        ),
        quality=(_("The old name is not shown any more"), _("Kept in confidence")),
        bring=(_("Student number"), _("A document with the new name")),
        audiences=INSIDE_AND_OUTSIDE,
        changes=_("Write before we changed it and nothing happens."),
        emergencies=_(
            "The old name puts somebody in danger or shame: say only that. It is done "
            "within two hours."
        ),
        usual=5 * HOUR,
        nearly_always=2 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("Transcripts and status letters"),
        summary=_("What a student did, or that they study here, on paper or as a file."),
        keywords=_("transcript, marks, proof of study, confirmation, enrolment"),
        scope=(_("A signed transcript or letter"), _("As a sealed file that others can check")),
        not_in_scope=(_("Translations"),),
        steps=(
            (_("We take it from the record"), "", _("half a day")),
            (_("Checked and signed"), "", _("half a day")),
        ),
        quality=(_("Complete to the day"),),
        bring=(_("Student number"), _("Who will read it")),
        audiences=INSIDE_AND_OUTSIDE,
        changes=_("Tell us before it is signed; after that it is a new one."),
        emergencies=_("A deadline today: the file within two hours, the paper later."),
        usual=DAY,
        nearly_always=3 * DAY,
        effort=20,
    ),
    StarterService(
        name=_("Apostille and legalisation"),
        summary=_("A certificate that another country will believe."),
        keywords=_("embassy, visa, foreign, seal, legalise"),
        scope=(_("The certified copy"), _("The way to the ministry or the embassy and back")),
        not_in_scope=(_("Their fees, and the time they take"),),
        steps=(
            (_("We say what that country wants"), "", _("a day")),
            (_("We certify"), "", _("a day")),
            (_("The ministry or embassy"), _("We ask every week"), _("4 days")),
        ),
        quality=(_("We know before what the country asks for"),),
        bring=(_("The country first, then the paper"), _("The original")),
        audiences=INSIDE_AND_OUTSIDE,
        changes=_("Another country means beginning again."),
        emergencies=_("An appointment is near: somebody can carry it. Say the date."),
        usual=6 * DAY,
        nearly_always=12 * DAY,
        effort=90,
    ),
    StarterService(
        name=_("Exam arrangements for one student"),
        summary=_("More time, another room, a reader: what a student needs to show what they can."),
        keywords=_("exam, disability, adjustment, extra time, wheelchair, seating"),
        scope=(_("The arrangement for all exams of this term"), _("Word to the invigilators")),
        not_in_scope=(_("Deciding on medical grounds: the adviser does that"),),
        steps=(
            (_("We read the adviser's note"), "", _("a day")),
            (_("We find room and people"), "", _("2 days")),
            (_("The student hears where and when"), "", _("same day")),
        ),
        quality=(_("The student need not explain it again on the day"),),
        bring=(_("Student number"), _("The adviser's note"), _("The exams")),
        audiences=INSIDE_AND_OUTSIDE,
        changes=_("Until a week before the exam; after that we do what is possible."),
        emergencies=_("An accident in the exam week: call, we find a way on the day."),
        usual=3 * DAY,
        nearly_always=6 * DAY,
        effort=HOUR,
    ),
    StarterService(
        name=_("Figures from the register"),
        summary=_("How many, where, since when: counts you can rely on."),
        keywords=_("statistics, report, numbers, enrolment, list"),
        scope=(_("A table with what it means and what not"),),
        not_in_scope=(_("Lists of names without a reason the law knows"),),
        steps=(
            (_("We agree what exactly is counted"), "", _("a day")),
            (_("We count and check"), "", _("2 days")),
        ),
        quality=(_("Asked twice, it gives the same answer"),),
        bring=(_("The decision it is for"), _("The day it should show")),
        changes=_("Another cut of the same data is quick: ask."),
        emergencies=_("A committee sits today: last month's figures at once, new ones later."),
        usual=4 * DAY,
        nearly_always=8 * DAY,
        effort=2 * HOUR,
    ),
)

DEPARTMENT = Department(
    key="registry",
    name=_("Records and Certificates"),
    what_we_do=_(
        "We look after what we say about our students, and put it on paper when the "
        "world asks for it."
    ),
    primary_customers=_("The student desk, advisers and exams; through them, students"),
    services=SERVICES,
)
