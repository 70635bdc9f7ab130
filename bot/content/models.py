"""The shape of each kind of content file: frozen pydantic models with the Dutch keys that authors write as aliases.

Norms, organisations, help points, themes, statutes and safety cards are used as they stand here. Only a tree is
translated (`tree_of`), because `bot.dilemma` knows neither files nor pydantic. What a shape cannot say is checked in
`bot.content.rules`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, WithJsonSchema

from bot.dilemma.tree import (
    Example,
    Option,
    Outcome,
    PerRole,
    Question,
    Referral,
    RoleKey,
    RouteName,
    Status,
    Tree,
    Verdict,
)
from bot.ids import Body, CardId, HelpId, NodeId, NormId, OptionId, OrganisationId, Role, ThemeId, TreeId

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
"""Text for people. Emptiness is a rule of its own (S04), so that its message can be kind."""
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


def _yes_no(value: object) -> object:
    return {"ja": True, "nee": False}.get(value, value) if isinstance(value, str) else value


Weekday = Literal["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
WEEK: tuple[Weekday, ...] = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
YesNo = Annotated[bool, Strict(), BeforeValidator(_yes_no), WithJsonSchema({"type": "string", "enum": ["ja", "nee"]})]
"""Only `ja` and `nee`: pydantic's own yes, on and 1 would be a second spelling that nobody documents."""

OUTCOME_PREFIX = "uitkomst/"
"""In `naar` an outcome is written `uitkomst/<id>`, a question by its id alone."""


def _role_key(value: object) -> RoleKey:
    if isinstance(value, RoleKey):
        return value
    role, slash, body = str(value).partition("/")
    return RoleKey(role=Role(role), body=Body(body) if slash else None)


ROLE_KEYS: tuple[str, ...] = tuple(f"{role}{end}" for role in Role for end in ("", *(f"/{body}" for body in Body)))
"""Every key of a `per_rol`, as authors write it."""
RoleKeyText = Annotated[
    RoleKey, BeforeValidator(_role_key), WithJsonSchema({"type": "string", "enum": list(ROLE_KEYS)})
]


class Shape(BaseModel):
    """The base of every shape: unknown keys are refused, values never change, input is never quoted in an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True, populate_by_name=True
    )


class Acknowledgement(Shape):
    """One of the `akkoord` of a file: a warning that a person looked at and finds right as it is."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d$")] = Field(alias="melding")
    where: Text | None = Field(None, alias="bij")
    """What the warning is about, as `Document.name_of` calls it, or what is around that; None: the whole file."""
    reason: Text = Field(alias="reden")


class FileShape(Shape):
    """What every file can hold."""

    acknowledged: tuple[Acknowledgement, ...] = Field((), alias="akkoord")


class ReferralShape(Shape):
    """`verwijzing` of an outcome or norm."""

    route: RouteName
    second: RouteName | None = Field(None, alias="tweede")


# --- a tree -----------------------------------------------------------------------------------------------------------


class OptionShape(Shape):
    """One of the `opties` of a question."""

    id: OptionId
    label: Text
    to: Text = Field(alias="naar")
    words: tuple[Text, ...] = Field((), alias="woorden")
    because: NormId | None = Field(None, alias="omdat")
    roles: tuple[Role, ...] = Field(tuple(Role), alias="voor")


class QuestionShape(Shape):
    """One of the `vragen` of a tree."""

    text: Text = Field(alias="vraag")
    why: Text | None = Field(None, alias="uitleg")
    why_per_role: Mapping[RoleKeyText, Text] = Field({}, alias="per_rol")
    roles: tuple[Role, ...] = Field(tuple(Role), alias="voor")
    options: tuple[OptionShape, ...] = Field(alias="opties")
    without_doubt: Text | None = Field(None, alias="zonder_twijfel")
    """Why this question needs no "weet ik niet"."""


class OutcomeShape(Shape):
    """One of the `uitkomsten` of a tree."""

    verdict: Verdict = Field(alias="soort")
    heading: Text = Field(alias="kop")
    text: Text = Field(alias="tekst")
    text_per_role: Mapping[RoleKeyText, Text] = Field({}, alias="per_rol")
    steps: tuple[Text, ...] = Field((), alias="stappen")
    norms: tuple[NormId, ...] = Field(alias="normen")
    referral: ReferralShape = Field(alias="verwijzing")
    follow_up: TreeId | None = Field(None, alias="vervolg")


class ExampleShape(Shape):
    """One of the `proeven` of a tree."""

    name: Text = Field(alias="naam")
    role: Role | None = Field(None, alias="rol")
    answers: Mapping[NodeId, OptionId] = Field(alias="antwoorden")
    outcome: NodeId = Field(alias="uitkomst")


class TreeShape(FileShape):
    """A file in `dilemmas/`."""

    schema_name: Literal["boom/1"] = Field(alias="schema")
    id: TreeId
    title: Text = Field(alias="titel")
    button: Text = Field(alias="knop")
    roles: tuple[Role, ...] = Field(alias="voor")
    intro: Text
    status: Status
    review_by: Date = Field(alias="herzien_voor")
    owner: Text = Field(alias="eigenaar")
    questions_asked: tuple[Text, ...] = Field((), alias="zoekvragen")
    """What people type when they need this tree; for matching only."""
    words: tuple[Text, ...] = Field((), alias="woorden")
    start: NodeId
    questions: Mapping[NodeId, QuestionShape] = Field(alias="vragen")
    outcomes: Mapping[NodeId, OutcomeShape] = Field(alias="uitkomsten")
    examples: tuple[ExampleShape, ...] = Field((), alias="proeven")


# --- a norm -----------------------------------------------------------------------------------------------------------


class Source(Shape):
    """Where a norm stands: a statute (`wet`), a code of conduct (`code`) or a page (`pagina`)."""

    kind: Literal["wet", "code", "pagina"] = Field(alias="soort")
    statute: Text | None = Field(None, alias="wet")
    """The abbreviation in `wetten.yaml`."""
    article: Text | None = Field(None, alias="artikel")
    paragraph: Text | None = Field(None, alias="lid")
    title: Text | None = Field(None, alias="titel")
    url: Text | None = None
    bodies: tuple[Body, ...] = Field(tuple(Body), alias="voor")
    roles: tuple[Role, ...] = Field(tuple(Role), alias="rollen")
    consulted: Date = Field(alias="geraadpleegd")


class NearMiss(Shape):
    """A question that looks like this norm's and belongs to another."""

    question: Text = Field(alias="vraag")
    instead: NormId = Field(alias="wel")


class Norm(FileShape):
    """A file in `knowledge/normen/`: one topic, answered."""

    schema_name: Literal["norm/1"] = Field(alias="schema")
    id: NormId
    title: Text = Field(alias="titel")
    theme: ThemeId = Field(alias="thema")
    roles: tuple[Role, ...] = Field(alias="voor")
    statutory: YesNo = Field(False, alias="wettelijk")
    misconduct: YesNo = Field(False, alias="wangedrag")
    """About what others do wrong: who reads it may have to look outside the own organisation (U10)."""
    core: Text = Field(alias="kern")
    """The answer, at most two sentences."""
    plain: Text = Field(alias="makkelijk")
    """The same at level A2."""
    explanation: Text = Field(alias="uitleg")
    per_role: Mapping[RoleKeyText, Text] = Field({}, alias="per_rol")
    allowed: tuple[Text, ...] = Field((), alias="mag_wel")
    not_allowed: tuple[Text, ...] = Field((), alias="mag_niet")
    steps: tuple[Text, ...] = Field(alias="stappen")
    misunderstanding: Text | None = Field(None, alias="misverstand")
    questions: tuple[Text, ...] = Field(alias="vragen")
    words: tuple[Text, ...] = Field((), alias="woorden")
    near_misses: tuple[NearMiss, ...] = Field((), alias="niet")
    sources: tuple[Source, ...] = Field(alias="bronnen")
    trees: tuple[TreeId, ...] = Field((), alias="bomen")
    see_also: tuple[NormId, ...] = Field((), alias="zie_ook")
    referral: ReferralShape = Field(alias="verwijzing")
    values: tuple[Text, ...] = Field((), alias="waarden")
    status: Status
    review_by: Date = Field(alias="herzien_voor")
    owner: Text = Field(alias="eigenaar")


# --- organisations, help points, themes, statutes, danger, words ------------------------------------------------------


class Contact(Shape):
    """One way to reach a route."""

    kind: Literal["telefoon", "email", "web", "intranet", "langsgaan", "vragen"] = Field(alias="soort")
    value: Text = Field(alias="waarde")
    roles: tuple[Role, ...] = Field(tuple(Role), alias="voor")


class Route(Shape):
    """What a route means in one organisation."""

    name: Text = Field(alias="naam")
    """The function, never a person."""
    explanation: Text | None = Field(None, alias="uitleg")
    contacts: tuple[Contact, ...] = Field((), alias="bereik")
    hours: Mapping[Weekday, Text] = Field({}, alias="uren")
    """Opening hours by weekday, such as `09:00-12:30, 13:00-17:00`; a day left out is closed."""
    days_off: tuple[Text, ...] = Field((), alias="vrije_dagen")
    outside_hours: Text | None = Field(None, alias="buiten_uren")
    """What to do until it opens."""
    response: Text | None = Field(None, alias="reactie")
    help: tuple[HelpId, ...] = Field((), alias="hulp")
    """National help points that serve as this route."""


class Deviation(Shape):
    """Where an organisation is stricter than, or differs from, a norm."""

    norm: NormId
    core: Text | None = Field(None, alias="kern")
    addition: Text | None = Field(None, alias="aanvulling")
    reason: Text = Field(alias="reden")
    source: Text = Field(alias="bron")


class Organisation(FileShape):
    """A file in `knowledge/organisaties/`."""

    schema_name: Literal["organisatie/1"] = Field(alias="schema")
    id: OrganisationId
    name: Text = Field(alias="naam")
    body: Body = Field(alias="soort")
    generic: YesNo = Field(False, alias="algemeen")
    """The stand-in for every body of this kind; others inherit routes, values and form of address from it."""
    demo: YesNo = Field(False, alias="voorbeeld")
    """Invented; shown in demo mode and in tests only."""
    other_names: tuple[Text, ...] = Field((), alias="andere_namen")
    form_of_address: Literal["je", "u"] | None = Field(None, alias="aanspreekvorm")
    """How its people are spoken to. None, after inheriting: as everybody is, with `je`."""
    values: Mapping[Text, Text] = Field({}, alias="waarden")
    routes: Mapping[RouteName, Route] = {}
    deviations: tuple[Deviation, ...] = Field((), alias="afwijkingen")

    @property
    def is_formal(self) -> bool:
        """Whether its people are addressed with `u`. Texts are written in je-form, and said in u-form."""
        return self.form_of_address == "u"


class HelpPoint(Shape):
    """A national help point, verified."""

    id: HelpId
    name: Text = Field(alias="naam")
    purpose: Text = Field(alias="waarvoor")
    phone: Text | None = Field(None, alias="telefoon")
    url: Text | None = None
    day_and_night: YesNo = Field(False, alias="dag_en_nacht")
    roles: tuple[Role, ...] = Field(tuple(Role), alias="voor")
    source: Text = Field(alias="bron")
    consulted: Date = Field(alias="geraadpleegd")


class HelpFile(FileShape):
    """`knowledge/hulp.yaml`."""

    schema_name: Literal["hulp/1"] = Field(alias="schema")
    points: tuple[HelpPoint, ...] = Field(alias="hulp")


class SafetyCard(Shape):
    """What somebody in danger sees at once."""

    id: CardId
    heading: Text = Field(alias="kop")
    text: Text = Field(alias="tekst")
    steps: tuple[Text, ...] = Field(alias="stappen")
    help: tuple[HelpId, ...] = Field(alias="hulp")
    routes: tuple[RouteName, ...] = ()


class DangerWords(Shape):
    """Phrases that speak for one safety card."""

    card: CardId = Field(alias="kaart")
    always: tuple[Text, ...] = Field((), alias="altijd")
    """Phrases that are enough by themselves, whatever stands around them."""
    phrases: tuple[Text, ...] = Field((), alias="zinnen")
    """Phrases that count among what else is said. Where nothing was learned, each is enough."""


class Signal(Shape):
    """Words and phrases that mean the same where somebody may be in danger, or is only joking."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
    phrases: tuple[Text, ...] = Field(alias="zinnen")


class DangerFile(FileShape):
    """`knowledge/nood.yaml`. Cards stand in order of urgency: the first whose phrases match is shown."""

    schema_name: Literal["nood/1"] = Field(alias="schema")
    cards: tuple[SafetyCard, ...] = Field(alias="kaarten")
    words: tuple[DangerWords, ...] = Field(alias="woorden")
    lookalikes: tuple[Text, ...] = Field((), alias="lijkt_op")
    """Phrases that merely sound alike and must not trigger a card."""
    signals: tuple[Signal, ...] = Field((), alias="aanwijzingen")
    """What counts besides the phrases. By itself none of these leads to a card."""


class DangerExamples(Shape):
    """What people type who need one safety card."""

    card: CardId = Field(alias="kaart")
    messages: tuple[Text, ...] = Field(alias="berichten")


class DangerExamplesFile(FileShape):
    """`knowledge/nood-voorbeelden.yaml`: what danger sounds like, to learn from."""

    schema_name: Literal["nood-voorbeelden/1"] = Field(alias="schema")
    examples: tuple[DangerExamples, ...] = Field(alias="voorbeelden")


class CalmGroup(Shape):
    """Messages on one subject that sound like danger and are none."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
    messages: tuple[Text, ...] = Field(alias="berichten")


class CalmFile(FileShape):
    """`knowledge/rustig.yaml`: messages that sound like danger and are none, to learn from."""

    schema_name: Literal["rustig/1"] = Field(alias="schema")
    groups: tuple[CalmGroup, ...] = Field(alias="groepen")
    """For authors, to find their way; to the alarm all messages are alike."""

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages of all groups together, in the order of the file."""
        return tuple(message for group in self.groups for message in group.messages)


class Theme(Shape):
    """A group of norms with a page of its own."""

    id: ThemeId
    title: Text = Field(alias="titel")
    button: Text = Field(alias="knop")
    page: tuple[Text, ...] = Field(alias="pagina")
    """Paragraphs."""
    norms: tuple[NormId, ...] = Field((), alias="normen")
    trees: tuple[TreeId, ...] = Field((), alias="bomen")
    source: Text | None = Field(None, alias="bron")


class ThemesFile(FileShape):
    """`knowledge/themas.yaml`, in the order in which the themes are shown."""

    schema_name: Literal["themas/1"] = Field(alias="schema")
    intro: Text = Field(alias="inleiding")
    themes: tuple[Theme, ...] = Field(alias="themas")


class ReadArticle(Shape):
    """An article that somebody read, so that norms may cite it (N12)."""

    article: Text = Field(alias="artikel")
    paragraphs: Annotated[str, StringConstraints(pattern=r"^\d{1,2}$")] = Field(alias="leden")
    """How many numbered paragraphs it has; 0 when they are not numbered."""
    text_of: Date | None = Field(None, alias="stand")
    """When the text that was read came into force, where that is another one than the statute's."""


class Statute(Shape):
    """A statute that norms cite."""

    abbreviation: Text = Field(alias="afkorting")
    title: Text = Field(alias="titel")
    bwb: Annotated[str, StringConstraints(pattern=r"^BWBR\d{7}$")]
    text_of: Date = Field(alias="gelezen_stand")
    """The date from which the text that was read is in force."""
    consulted: Date = Field(alias="geraadpleegd")
    articles: tuple[ReadArticle, ...] = Field((), alias="artikelen")
    """Those that somebody read. Without any, what norms cite of this statute is not checked."""


class StatutesFile(FileShape):
    """`knowledge/wetten.yaml`."""

    schema_name: Literal["wetten/1"] = Field(alias="schema")
    statutes: tuple[Statute, ...] = Field(alias="wetten")


class Concept(Shape):
    """Words that mean the same to the matcher."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
    words: tuple[Text, ...] = Field(alias="woorden")


class WordsFile(FileShape):
    """`knowledge/woorden.yaml`."""

    schema_name: Literal["woorden/1"] = Field(alias="schema")
    concepts: tuple[Concept, ...] = Field(alias="begrippen")


class ElsewhereGroup(Shape):
    """Questions on one subject that is none of ours."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
    questions: tuple[Text, ...] = Field(alias="vragen")


class ElsewhereFile(FileShape):
    """`knowledge/buiten.yaml`: what people ask the bot and no norm or tree answers."""

    schema_name: Literal["buiten/1"] = Field(alias="schema")
    groups: tuple[ElsewhereGroup, ...] = Field(alias="groepen")
    """For authors, to find their way; to the matcher all questions are alike."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of all groups together, in the order of the file."""
        return tuple(question for group in self.groups for question in group.questions)


class TrialShape(Shape):
    """One of the `vragen` in the file with trial questions."""

    question: Text = Field(alias="vraag")
    norm: NormId
    tree: TreeId | None = Field(None, alias="boom")
    """A tree that answers it too."""


class TrialsFile(FileShape):
    """`knowledge/proefvragen.yaml`: questions that the matcher is tried with and never learns from."""

    schema_name: Literal["proef/1"] = Field(alias="schema")
    questions: tuple[TrialShape, ...] = Field(alias="vragen")
    elsewhere: tuple[Text, ...] = Field((), alias="buiten")
    """Those that nothing here answers."""


class PlainWord(Shape):
    """A word that few people know, and what to write instead."""

    word: Text = Field(alias="woord")
    instead: Text = Field(alias="liever")


class Misspelling(Shape):
    """A word as it is often misspelt."""

    wrong: Text = Field(alias="fout")
    right: Text = Field(alias="goed")


class LanguageFile(FileShape):
    """`knowledge/taal.yaml`: the word lists of the language rules (T06, T15)."""

    schema_name: Literal["taal/1"] = Field(alias="schema")
    plain_words: tuple[PlainWord, ...] = Field((), alias="moeilijk")
    misspellings: tuple[Misspelling, ...] = Field((), alias="spelling")


# --- translation ------------------------------------------------------------------------------------------------------


def target_of(to: str) -> NodeId:
    """The node that a `naar` leads to. Questions and outcomes share one name space in a tree (G03)."""
    return NodeId(to.removeprefix(OUTCOME_PREFIX))


def referral_of(shape: ReferralShape) -> Referral:
    """The same as a value of the core."""
    return Referral(route=shape.route, second=shape.second)


def tree_of(shape: TreeShape) -> Tree:
    """The tree that a file describes. Total on every shape; whether it makes sense is for the rules."""
    return Tree(
        id=shape.id,
        title=shape.title,
        button=shape.button,
        intro=shape.intro,
        roles=frozenset(shape.roles),
        status=shape.status,
        start=shape.start,
        questions={id_: _question_of(id_, q) for id_, q in shape.questions.items()},
        outcomes={id_: _outcome_of(id_, o) for id_, o in shape.outcomes.items()},
        examples=tuple(Example(name=e.name, answers=e.answers, outcome=e.outcome, role=e.role) for e in shape.examples),
    )


def _question_of(id_: NodeId, shape: QuestionShape) -> Question:
    return Question(
        id=id_,
        text=shape.text,
        why=shape.why,
        why_per_role=shape.why_per_role,
        roles=frozenset(shape.roles),
        options=tuple(
            Option(
                id=o.id,
                label=o.label,
                to=target_of(o.to),
                words=o.words,
                because=o.because,
                roles=frozenset(o.roles),
            )
            for o in shape.options
        ),
    )


def _outcome_of(id_: NodeId, shape: OutcomeShape) -> Outcome:
    return Outcome(
        id=id_,
        verdict=shape.verdict,
        heading=shape.heading,
        text=shape.text,
        text_per_role=shape.text_per_role,
        steps=shape.steps,
        norms=shape.norms,
        referral=referral_of(shape.referral),
        follow_up=shape.follow_up,
    )


def text_for(per_role: PerRole, role: Role | None, body: Body | None) -> str | None:
    """The text of `per_rol` for this role: the one for role and kind of body if there is one, else the role's own."""
    if role is None:
        return None
    return per_role.get(RoleKey(role=role, body=body)) or per_role.get(RoleKey(role=role))
