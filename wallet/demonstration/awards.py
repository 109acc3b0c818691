"""What was achieved, and how: the texts of the demonstration's badges."""

from dataclasses import dataclass

from wallet.demonstration.organisations import ACADEMY, CAMP, LIBRARY, UNIVERSITY, Organisation


@dataclass(frozen=True, slots=True)
class Skill:
    """An entry of a skills framework. One without a `url` gets a page of the demonstration's."""

    slug: str
    name: str
    framework: str
    description: str
    url: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What a result is measured on: OB 3.0 `resultType`, and figures as texts."""

    name: str
    kind: str
    lowest: str
    highest: str
    required: str


@dataclass(frozen=True, slots=True)
class Work:
    """The learner's own work that an award points to; it has a page."""

    slug: str
    name: str
    narrative: str


@dataclass(frozen=True, slots=True)
class Award:
    """An achievement of an organisation, and how the demonstration's learner earned it.

    `criteria` is Markdown. `kind` is an OB 3.0 `achievementType`. `days_ago` is how long before
    the demonstration was made it was issued; `days_valid` how long it holds, None for ever.
    """

    slug: str
    organisation: Organisation
    name: str
    description: str
    criteria: str
    kind: str
    symbol: str
    stars: int
    tags: tuple[str, ...]
    skills: tuple[Skill, ...]
    days_ago: int
    days_valid: int | None = None
    narrative: str | None = None
    works: tuple[Work, ...] = ()
    scale: Scale | None = None
    result: str | None = None


_ESCO = "ESCO"
_DIGCOMP = "DigComp 2.2"
_OWN = "Open Workshop Skills (a fictional framework)"

_PYTHON = Skill(
    slug="python",
    name="Python (computer programming)",
    framework=_ESCO,
    description="The techniques and principles of software development in Python.",
    url="http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d",
)
_ANALYSIS = Skill(
    slug="data-analysis",
    name="perform data analysis",
    framework=_ESCO,
    description="Collect data to test and evaluate, and find the patterns in it.",
    url="http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f",
)
_EVALUATING = Skill(
    slug="evaluating-information",
    name="Evaluating data, information and digital content",
    framework=_DIGCOMP,
    description="Compare and judge how credible and reliable a source is.",
    url="https://joint-research-centre.ec.europa.eu/digcomp_en#1.2",
    code="1.2",
)
_COLLABORATING = Skill(
    slug="collaborating",
    name="Collaborating through digital technologies",
    framework=_DIGCOMP,
    description="Work together on shared things at a distance.",
    url="https://joint-research-centre.ec.europa.eu/digcomp_en#2.4",
    code="2.4",
)
_LASER = Skill(
    slug="laser-cutting",
    name="Laser cutting",
    framework=_OWN,
    description="Prepare drawings, choose materials and run a laser cutter safely.",
    code="OWS-12",
)
_TEACHING = Skill(
    slug="teaching-beginners",
    name="Teaching beginners",
    framework=_OWN,
    description="Explain a machine to somebody who has never stood before one.",
    code="OWS-40",
)
_PRINTING = Skill(
    slug="printing-in-3d",
    name="Printing in three dimensions",
    framework=_OWN,
    description="Model, slice, print and finish a part.",
    code="OWS-15",
)
_LABORATORY = Skill(
    slug="laboratory-safety",
    name="Laboratory safety",
    framework=_OWN,
    description="Know the hazards of a wet laboratory and act on them.",
    code="OWS-71",
)
_FIRST_AID = Skill(
    slug="first-aid",
    name="First aid",
    framework=_OWN,
    description="Recognise an emergency, call for help and keep a person alive until it comes.",
    code="OWS-03",
)

_PERCENT = Scale(name="Final mark", kind="Percent", lowest="0", highest="100", required="50")

LASER_CUTTING = Award(
    slug="laser-cutting",
    organisation=ACADEMY,
    name="Laser Cutting and Safe Workshop Practice",
    description="Works alone at the laser cutter: from the drawing to the finished part.",
    criteria=(
        "The learner has\n\n"
        "1. passed the **workshop safety** walk-round,\n"
        "2. prepared a drawing with cut, score and engrave layers,\n"
        "3. chosen power and speed for *three* materials, and\n"
        "4. made one part that fits another to within 0.2 mm."
    ),
    kind="Certificate",
    symbol="laser",
    stars=1,
    tags=("making", "laser cutting", "safety"),
    skills=(_LASER,),
    days_ago=210,
    narrative="Made a folding lantern out of birch plywood, hinges included.",
    works=(
        Work(
            slug="folding-lantern",
            name="A folding lantern",
            narrative=(
                "Twelve panels of 3 mm birch plywood on *living hinges*. The second version "
                "closes flat; the first one did not, and the write-up says why."
            ),
        ),
    ),
)
MENTORING = Award(
    slug="workshop-mentor",
    organisation=ACADEMY,
    name="Workshop Mentor",
    description="Has brought ten newcomers to their first finished piece.",
    criteria=(
        "A mentor has accompanied **ten newcomers** through their first project, held two "
        "introductions for groups, and been recommended by three of those they taught."
    ),
    kind="CommunityService",
    symbol="mentor",
    stars=3,
    tags=("mentoring", "teaching", "community"),
    skills=(_TEACHING, _COLLABORATING),
    days_ago=95,
    narrative="Took over the Thursday evening for beginners, and has kept it going.",
)
PRINTING = Award(
    slug="printing-in-3d",
    organisation=ACADEMY,
    name="Printing in Three Dimensions",
    description="Models and prints a part that moves.",
    criteria="Model, slice and print **one mechanism** of at least three moving parts.",
    kind="Badge",
    symbol="cube",
    stars=0,
    tags=("making", "3D printing"),
    skills=(_PRINTING,),
    days_ago=400,
)
DATA_ANALYSIS = Award(
    slug="data-analysis",
    organisation=UNIVERSITY,
    name="Data Analysis with Python",
    description=(
        "Takes a raw data set to a finding that holds: cleaning, exploring, modelling and "
        "saying how sure one may be."
    ),
    criteria=(
        "### What was asked\n\n"
        "- Clean and document a data set of at least 10,000 rows\n"
        "- Explore it with `pandas`, and draw what matters\n"
        "- Fit and *criticise* a model\n"
        "- Hand in a report that a colleague can run again\n\n"
        "Marked by two examiners; 50 of 100 points are needed."
    ),
    kind="Course",
    symbol="chart",
    stars=2,
    tags=("data", "Python", "statistics"),
    skills=(_PYTHON, _ANALYSIS),
    days_ago=60,
    narrative="The report was taken up by the city's cycling office.",
    works=(
        Work(
            slug="cycling-counts",
            name="Where the city cycles, and when it stops",
            narrative=(
                "Four years of counts from 31 stations. Rain explains less than expected, "
                "**darkness** more."
            ),
        ),
    ),
    scale=_PERCENT,
    result="87",
)
CONVERSATION = Award(
    slug="intercultural-communication",
    organisation=UNIVERSITY,
    name="Intercultural Communication",
    description="Leads a conversation in which not everybody means the same by the same word.",
    criteria=(
        "A seminar of one term, a **joint project with a partner class abroad**, and a "
        "reflective essay of 2,000 words."
    ),
    kind="MicroCredential",
    symbol="speech",
    stars=0,
    tags=("communication", "teamwork", "languages"),
    skills=(_COLLABORATING,),
    days_ago=150,
    works=(
        Work(
            slug="two-kitchens",
            name="Two kitchens, one menu",
            narrative="A cookbook written together by two classes in two languages.",
        ),
    ),
)
LABORATORY = Award(
    slug="laboratory-safety",
    organisation=UNIVERSITY,
    name="Laboratory Safety, Level 1",
    description="May work in the teaching laboratories under supervision.",
    criteria="Attend the briefing, and pass the written and the practical test in the same term.",
    kind="License",
    symbol="flask",
    stars=1,
    tags=("safety", "laboratory"),
    skills=(_LABORATORY,),
    days_ago=330,
)
STATISTICS = Award(
    slug="statistics-in-context",
    organisation=UNIVERSITY,
    name="Statistics in Context",
    description="Reads figures in public debate, and weighs what they can and cannot show.",
    criteria="Three essays on figures in the news, and a final examination of two hours.",
    kind="Course",
    symbol="balance",
    stars=3,
    tags=("statistics", "media"),
    skills=(_EVALUATING,),
    days_ago=120,
    scale=_PERCENT,
    result="58",
)
RESEARCH = Award(
    slug="research-and-sources",
    organisation=LIBRARY,
    name="Research and Source Criticism",
    description="Finds sources, judges them, and says where everything came from.",
    criteria=(
        "Five evenings in the reading room. The learner hands in an **annotated bibliography** "
        "of fifteen sources, five of which argue against the learner's own view."
    ),
    kind="Course",
    symbol="research",
    stars=0,
    tags=("research", "information literacy"),
    skills=(_EVALUATING,),
    days_ago=40,
    works=(
        Work(
            slug="the-old-harbour",
            name="The old harbour: an annotated bibliography",
            narrative="Fifteen sources on how the harbour moved, from port books to oral history.",
        ),
    ),
)
FIRST_AID = Award(
    slug="first-aid",
    organisation=LIBRARY,
    name="First Aid Refresher",
    description="Has refreshed first aid within the last two years.",
    criteria=(
        "One day of practice: recovery position, resuscitation, bleeding, shock. "
        "To be refreshed every two years."
    ),
    kind="Certification",
    symbol="aid",
    stars=1,
    tags=("first aid", "safety"),
    skills=(_FIRST_AID,),
    days_ago=800,
    days_valid=730,
)
CODE_CAMP = Award(
    slug="first-programs",
    organisation=CAMP,
    name="First Programs",
    description="Wrote, tested and showed a first program of one's own.",
    criteria="Two weeks by the lake: a program that somebody else has used, and a demonstration.",
    kind="Badge",
    symbol="code",
    stars=0,
    tags=("programming", "summer camp"),
    skills=(_PYTHON,),
    days_ago=1600,
)

AWARDS = (
    LASER_CUTTING,
    MENTORING,
    PRINTING,
    DATA_ANALYSIS,
    CONVERSATION,
    LABORATORY,
    STATISTICS,
    RESEARCH,
    FIRST_AID,
    CODE_CAMP,
)
