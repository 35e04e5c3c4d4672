"""Who lives at Northmoor University: ten teams and sixty people, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

ORGANISATION: Final = "Northmoor University"
ZONE: Final = "Europe/London"
MAIL: Final = "northmoor.example"
#: The service that is confidential, and who of its team reads what is asked there.
IN_CONFIDENCE: Final = "A difficult situation at work"
READ_IN_CONFIDENCE: Final = ("Priya Raman", "Tomasz Zielinski")
#: The same for everybody who may be signed in as; it is printed at every start.
OPEN_SESAME: Final = "a good word is kept"

FIVE: Final = ("mon", "tue", "wed", "thu", "fri")
Week = dict[str, list[list[str]]]


def week(opens: str, closes: str, days: tuple[str, ...] = FIVE) -> Week:
    """The same hours on each of these days."""
    return {day: [[opens, closes]] for day in days}


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team before it is made. ``starters`` are the departments its catalogue begins with.

    ``later_week`` is a second version of the hours, in force from half-way through the year.
    """

    key: str
    name: str
    does: str
    customers: str
    works: str
    phone: str
    lead: str
    cover: str
    week: Week
    zone: str = ZONE
    land: tuple[str, str] = ("GB", "ENG")
    starters: tuple[str, ...] = ()
    is_duty: bool = False
    from_us: tuple[str, ...] = ()
    from_you: tuple[str, ...] = ()
    later_week: Week | None = None
    later_why: str = ""
    happening: str = ""


TEAMS: Final = (
    TeamFacts(
        "desk",
        "Student Desk",
        "We are the first face students see, and we stay with a question until it is answered.",
        "Students and applicants; every colleague who has a question about them",
        "Three windows, one telephone, one list. Whoever opens a question closes it.",
        "4100",
        "Mei Tanaka",
        "Dafydd Pryce",
        week("08:30", "17:30"),
        starters=("operations",),
        is_duty=True,
        from_us=(
            "A person reads what you send within two open hours",
            "We say who has it, by name",
            "If it is not ours, we find out whose it is and stay until they have it",
        ),
        from_you=(
            "The student number in the first message",
            "Tell us who is standing at the window, and until when",
        ),
        happening=(
            "Enrolment queries are back to normal after the January starters. Window 3 opens at 10 "
            "while the card reader is being looked at."
        ),
    ),
    TeamFacts(
        "records",
        "Records & Certificates",
        "We look after what the university says about its students, and we put it on paper when "
        "the world asks for it.",
        "The student desk, advisers and exams; through them, students",
        "Secure paper prints once a day, at 2 pm. What is asked before 11 can still join the run.",
        "4410",
        "Amina Yusuf",
        "Hana Novak",
        week("08:30", "17:00"),
        starters=("registry",),
        from_us=(
            "A person's answer within 2 open hours",
            "A date we believe in, not one you want to hear",
            "Bad news before the date, never after",
        ),
        from_you=(
            "The student number in the first message",
            "One request, one subject",
            "Tell us who is waiting, and until when",
        ),
        happening=(
            "Graduation is near: 1,140 certificates to print and sign. Jonas is away until "
            "Thursday. Come for coffee on Friday at 10 if you would like to see the press."
        ),
    ),
    TeamFacts(
        "it",
        "IT Help",
        "We keep the machines and programs running that everybody else needs to do their work.",
        "Every colleague, at home and on site",
        "One of us sits at the telephone, one walks the buildings, the rest mend what they find.",
        "4444",
        "Ada Brandt",
        "Marek Nowak",
        week("08:00", "16:30"),
        starters=("it",),
        from_us=(
            "You can work again before we look for the cause",
            "We do not close it before you said that it works",
        ),
        from_you=("What you wanted to do, and what you saw instead", "A picture helps"),
        later_week=week("07:30", "17:30"),
        later_why="Two more colleagues: we open longer.",
        happening="The new print server moves in on Saturday morning. Printing stops for an hour.",
    ),
    TeamFacts(
        "communications",
        "Communications",
        "We help the university to say things so that people read them to the end.",
        "Every team that has something to tell",
        "We read on paper, aloud, and twice. Print dates are fixed a month ahead.",
        "4250",
        "Ines Carvalho",
        "Rhys Bowen",
        week("09:00", "17:00"),
        starters=("communications", "marketing"),
        from_us=("One voice, by name", "We tell you what we changed and why"),
        from_you=("Whom it is for", "The date it has to be out, and why then"),
        happening="The prospectus goes to print next Thursday. After that we have room again.",
    ),
    TeamFacts(
        "estates",
        "Estates",
        "We keep forty-one buildings warm, dry, open and safe.",
        "Everybody who works or studies in a building of ours",
        "Warmth, water and locked-in people first. A round of the buildings every morning at six.",
        "4600",
        "Tom Okafor",
        "Piet de Vries",
        week("07:00", "15:30"),
        starters=("facilities",),
        from_us=("Somebody comes to look before we give a date", "We clean up behind us"),
        from_you=("Building and room, always", "A telephone number that is answered"),
        later_week=week("06:30", "16:00"),
        later_why="Heating season: we begin earlier.",
        happening="From 1 December the fire alarm test moves to Thursdays at 08:30.",
    ),
    TeamFacts(
        "hr",
        "Human Resources",
        "We look after the people who look after everybody else.",
        "Everybody who works here, and those who are about to",
        "Two of us read the shared mailbox at nine and at two. What is private stays with one.",
        "4300",
        "Priya Raman",
        "Gareth Lloyd",
        week("09:00", "17:00"),
        starters=("hr",),
        from_us=("Pay first, everything else after it", "Private questions stay with one person"),
        from_you=("Dates as dates, not as soon as possible", "One person, one request"),
    ),
    TeamFacts(
        "finance",
        "Finance",
        "We pay what is owed, collect what is due, and can say where every pound went.",
        "Every team with a budget; students who are owed money",
        "Payment runs go out on Tuesdays and Fridays at noon.",
        "4500",
        "Callum Reid",
        "Ola Nwosu",
        week("09:00", "17:00"),
        starters=("finance",),
        from_us=("A refund is never kept waiting for a form we could fill in ourselves",),
        from_you=("Cost centre and receipt", "Tell us before you order, not after"),
        later_week={**week("09:00", "17:00"), "wed": [["10:00", "17:00"]]},
        later_why="Wednesday mornings belong to the month's closing.",
    ),
    TeamFacts(
        "library",
        "Library",
        "We find it, lend it, keep it, and stay open when the rest has gone home.",
        "Readers, teachers, and every colleague who looks for something",
        "We work when students do: from noon into the evening, and on Saturdays.",
        "4700",
        "Lena Fischer",
        "Sofia Lindqvist",
        {
            **week("12:00", "20:00", ("mon", "tue", "wed", "thu")),
            "fri": [["10:00", "18:00"]],
            "sat": [["10:00", "16:00"]],
        },
        from_us=("Somebody answers until eight in the evening",),
        from_you=("The title, or what you remember of it", "The day you need it for"),
    ),
    TeamFacts(
        "international",
        "International",
        "We bring people here and send people away, with the right papers both times.",
        "Exchange students, guests, and the faculties that invite them",
        "Half of us sit in Barcelona, close to the partners: we work on the clock there.",
        "4800",
        "Nuria Costa",
        "Farah Haddad",
        week("09:00", "17:30"),
        zone="Europe/Madrid",
        land=("ES", "CT"),
        from_us=("We say which office decides, when it is not us",),
        from_you=("Country first, then the paper", "The date on the ticket, if there is one"),
    ),
    TeamFacts(
        "planning",
        "Planning",
        "We count what can be counted, and say clearly what cannot.",
        "Council, deans, and every team that has to decide something",
        "Four of us, four mornings a week.",
        "4900",
        "Ruth Adler",
        "Owen Hughes",
        week("09:00", "14:00", ("mon", "tue", "wed", "thu")),
        from_us=("The figure, where it comes from, and how far one can lean on it",),
        from_you=("The decision it is for", "Two days more than you think we need"),
    ),
)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A colleague before they are entered. ``signs_in`` says whether they have the password."""

    name: str
    team: str
    role: str
    topics: tuple[str, ...] = ()
    signs_in: bool = False
    say_it: str = ""
    how: str = ""
    also: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def _p(name: str, team: str, role: str, *topics: str, **more: Any) -> PersonFacts:
    return PersonFacts(name, team, role, topics, **more)


PEOPLE: Final = (
    _p("Mei Tanaka", "desk", "leads the student desk", "queues", "fees at the window",
       signs_in=True, say_it="MAY ta-NA-ka", how="Ring before ten, write after."),
    _p("Dafydd Pryce", "desk", "student adviser, window 2", "council tax letters", "Welsh",
       "difficult days", signs_in=True, say_it="DAH-vith PRICE",
       how="If somebody is crying at your window, ring. Everything else can be written."),
    _p("Folu Adeyemi", "desk", "student adviser", "Yoruba", "enrolment", say_it="FO-loo"),
    _p("Grace Mbeki", "desk", "student adviser", "hardship fund"),
    _p("Liam Doyle", "desk", "telephone and post", "parcels for students"),
    _p("Zofia Kaminska", "desk", "evening window", "Polish", "part-time students"),
    _p("Anwen Rees", "desk", "student adviser", "sign language"),
    _p("Amina Yusuf", "records", "leads Records & Certificates", "certificates", "deed polls",
       signs_in=True, say_it="ah-MEE-na YOO-suf",
       how="Send the student number first. I can start while you write the rest."),
    _p("Jonas Weber", "records", "secure printing and apostilles", "apostilles",
       "secure paper and the press", "German letters", signs_in=True,
       say_it="YOH-nass VAY-ber",
       how="Tell me the country first, then the paper. I read mail at 9 and at 2, because the "
           "press needs both my hands. If somebody stands at your window, ring."),
    _p("Hana Novak", "records", "graduation", "graduation", "Polish and Czech", signs_in=True,
       say_it="HAH-na NO-vahk"),
    _p("Ana Lima", "records", "exams", "exam seating", "Spanish and Portuguese"),
    _p("Samuel Asante", "records", "student records officer", "module codes"),
    _p("Kerry Walsh", "records", "student records officer", "transcripts"),
    _p("Ada Brandt", "it", "leads IT Help, runs Goodword", "accounts", "this program",
       signs_in=True, how="Anything about Goodword itself: write to me, I like to know."),
    _p("Marek Nowak", "it", "devices and card readers", "card readers", "networks in old walls",
       signs_in=True, say_it="MAH-rek NO-vak",
       how="Tell me which window and since when. A photo of the light on the box saves a walk."),
    _p("Ben Keller", "it", "help desk", "laptops", "video meetings", signs_in=True),
    _p("Shreya Patel", "it", "help desk", "shared folders", "permissions"),
    _p("Connor Fraser", "it", "networks", "wireless"),
    _p("Yusra Ali", "it", "small automations", "spreadsheets", "forms"),
    _p("Ines Carvalho", "communications", "leads Communications", "print", "campaigns",
       signs_in=True, say_it="ee-NESH kar-VAL-yo",
       how="She plans print a day ahead. A call before 10 is fine."),
    _p("Rhys Bowen", "communications", "editor", "Welsh texts", "plain language"),
    _p("Chloe Martin", "communications", "web", "web pages"),
    _p("Ivo Petrov", "communications", "pictures and film", "photographs"),
    _p("Siobhan Kelly", "communications", "press", "the press"),
    _p("Bilal Ahmed", "communications", "events", "events inside the house"),
    _p("Tom Okafor", "estates", "leads Estates help", "hearing loops", "old buildings",
       signs_in=True, how="Building, room, and what one can see from the door."),
    _p("Piet de Vries", "estates", "heating and water", "radiators"),
    _p("Joan Barker", "estates", "rooms and keys", "room bookings", "keys"),
    _p("Carlos Mendes", "estates", "electrics", "lights", "fire alarms"),
    _p("Sian Morgan", "estates", "moves and furniture", "chairs that fit"),
    _p("Derek Holt", "estates", "post room", "parcels"),
    _p("Priya Raman", "hr", "leads Human Resources", "contracts", "hard conversations",
       signs_in=True, say_it="PREE-ya RAH-man"),
    _p("Gareth Lloyd", "hr", "pay", "payslips", "pensions"),
    _p("Maryam Karimi", "hr", "recruitment", "adverts that find people"),
    _p("Ellen Ford", "hr", "joiners", "first weeks"),
    _p("Tomasz Zielinski", "hr", "leave and absences", "parental leave"),
    _p("Callum Reid", "finance", "leads Finance", "refunds", "fees for part-time students",
       signs_in=True),
    _p("Ola Nwosu", "finance", "refunds", "card refunds"),
    _p("Chidi Okafor", "finance", "accountant", "budgets", "cost centres", signs_in=True),
    _p("Beatriz Ramos", "finance", "invoices", "foreign invoices"),
    _p("Helen Shaw", "finance", "purchasing", "buying within the rules"),
    _p("Nils Berg", "finance", "expenses", "travel rules"),
    _p("Lena Fischer", "library", "leads the Library", "opening hours", "readers",
       signs_in=True, say_it="LAY-na FISH-er"),
    _p("Sofia Lindqvist", "library", "library systems", "label printers", "archives before 2001",
       signs_in=True, also="records",
       how="I have run label printers for twelve years. Bring me the odd ones."),
    _p("Edwin Clarke", "library", "reading lists", "reading lists"),
    _p("Nadia Rahman", "library", "inter-library loans", "rare books"),
    _p("George Papas", "library", "evening desk", "study rooms"),
    _p("Aoife Byrne", "library", "digital collections", "scanning"),
    _p("Nuria Costa", "international", "leads International", "exchanges", "embassies",
       signs_in=True, say_it="NOO-ree-a KOS-ta"),
    _p("Farah Haddad", "international", "visas", "visas", "Arabic"),
    _p("Luca Moretti", "international", "outgoing students", "learning agreements"),
    _p("Emma Sorensen", "international", "incoming students", "housing for guests"),
    _p("Kwame Boateng", "international", "partnerships", "partner agreements"),
    _p("Marta Vidal", "international", "Barcelona office", "Catalan and Spanish"),
    _p("Ruth Adler", "planning", "leads Planning", "figures for Council", "forecasts",
       signs_in=True),
    _p("Owen Hughes", "planning", "surveys", "surveys"),
    _p("Ingrid Olsen", "planning", "returns to the ministry", "statutory returns"),
    _p("Ravi Menon", "planning", "space and timetables", "room use"),
    _p("Fiona Grant", "planning", "costings", "what a course costs"),
    _p("Theo Laurent", "library", "shelves and stacks", "where things are"),
)  # fmt: skip


def email_of(name: str) -> str:
    """The address somebody has here: ``dafydd.pryce@northmoor.example``."""
    return ".".join(name.lower().split()) + f"@{MAIL}"
