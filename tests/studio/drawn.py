"""Trees to draw: those of this repository, one with hostile texts, and one as large as the compiler allows."""

from dataclasses import replace
from xml.etree import ElementTree

from bot import app
from bot.content.library import Library
from bot.dilemma.tree import Option, Outcome, Question, Referral, RouteName, Status, Tree, Verdict
from bot.ids import NodeId, NormId, OptionId, Role, TreeId
from bot.studio.chart import Chart, chart_of
from tests.conftest import ROOT

LIBRARY = app.library_on_disk(ROOT)
TEXTS = app.load_texts()
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    '<script>alert("x")</script>',
    "a & b &amp; &lt;c&gt; 'd' \"e\"",
    "Meervoudigepersoonlijkheidsverzekeringsmaatschappijenoverleg " * 2,
    "![x](https://evil.example/y.png) [z](javascript:alert(1)) `code` **vet** | tabel | ~~weg~~",
    "1. lijst; end --> x; ]]> <!-- weg --> #35; %% nee",
    "👩‍👩‍👧 é ﬁ ß 汉字 مرحبا \u200d",
    "]]></style></svg><img src=x onerror=alert(1)>",
)


def chart(tree: Tree, library: Library = LIBRARY) -> Chart:
    """The chart of a tree, under a made-up revision."""
    return chart_of(tree, library, "AbC-12_x")


def real(id_: str) -> Chart:
    """The chart of a tree of this repository."""
    return chart(LIBRARY.trees[TreeId(id_)])


def parsed(svg: str) -> ElementTree.Element:
    """A picture as XML."""
    return ElementTree.fromstring(svg)  # noqa: S314 - made by the code under test, not from outside


def large(questions: int = 60, options: int = 6) -> Tree:
    """A tree in which every question leads on to many others."""
    verdicts = list(Verdict)
    ends = [NodeId(f"u{n}") for n in range(30)]
    made = {}
    for n in range(questions):
        targets = [NodeId(f"v{m}") for m in range(n + 1, questions) if (m - n) in (1, 2, 7, 19)][: options - 2]
        targets += [ends[(n * 7 + m) % len(ends)] for m in range(options - len(targets))]
        made[NodeId(f"v{n}")] = Question(
            id=NodeId(f"v{n}"),
            text=f"Is dit vraag nummer {n} van een lange reeks vragen over een geschenk?",
            why=None,
            options=tuple(
                Option(id=OptionId(f"o{m}"), label=f"Antwoord {m} op vraag {n}", to=to) for m, to in enumerate(targets)
            ),
        )
    outcomes = {
        id_: outcome(id_, verdicts[n % len(verdicts)], f"Uitkomst nummer {n} van velen") for n, id_ in enumerate(ends)
    }
    return replace(
        LIBRARY.trees[TreeId("geschenk")], start=NodeId("v0"), questions=made, outcomes=outcomes, examples=()
    )


def hostile() -> tuple[Tree, Library]:
    """A tree all of whose texts try to break out, and a library that holds it."""
    geschenk = LIBRARY.trees[TreeId("geschenk")]
    texts = [HOSTILE[n % len(HOSTILE)] for n in range(7)]
    options = tuple(
        Option(
            id=OptionId("weet-niet" if n == 6 else f"o{n}"),
            label=text,
            to=NodeId(f"u{n}"),
            because=NormId("geschenken"),
            roles=frozenset({Role.MEMBER}) if n == 1 else frozenset(Role),
        )
        for n, text in enumerate(texts)
    )
    question = Question(id=NodeId("v"), text=texts[0], why=texts[3], options=options)
    tree = replace(
        geschenk,
        title=texts[0],
        button=texts[1],
        intro=texts[4],
        status=Status.PUBLISHED,
        start=NodeId("v"),
        questions={question.id: question},
        outcomes={
            NodeId(f"u{n}"): replace(outcome(NodeId(f"u{n}"), list(Verdict)[n % 6], text), text=text, steps=(text,))
            for n, text in enumerate(texts)
        },
        examples=(),
    )
    norm = LIBRARY.norms[NormId("geschenken")].model_copy(update={"title": texts[3], "core": texts[6]})
    file = LIBRARY.tree_files[tree.id].model_copy(update={"owner": texts[0]})
    return tree, replace(
        LIBRARY,
        norms={**LIBRARY.norms, norm.id: norm},
        trees={**LIBRARY.trees, tree.id: tree},
        tree_files={**LIBRARY.tree_files, tree.id: file},
    )


def outcome(id_: NodeId, verdict: Verdict, heading: str) -> Outcome:
    """An outcome with a norm and a way to a human."""
    return Outcome(
        id=id_,
        verdict=verdict,
        heading=heading,
        text="Tekst.",
        steps=("Doe dit vandaag.",),
        norms=(NormId("geschenken"),),
        referral=Referral(route=RouteName.ADVISER),
    )
