"""Rules about the options of a question, and about who they are for (G09-G14, G17, G20)."""

from collections.abc import Iterator
from itertools import combinations

from bot.content.draft import Draft, Written
from bot.content.folding import DOUBT_ID, fold, is_doubt, says_doubt, short
from bot.content.models import Norm, TreeShape
from bot.content.rules.noting import error, warning
from bot.content.rules.walking import askers, names, options_of, target_span, trees, whole_trees
from bot.diagnostics import Diagnostic
from bot.dilemma.graph import reachable
from bot.dilemma.tree import Option, PerRole, Question, Tree, Verdict
from bot.ids import NodeId, Role

MAX_OPTIONS, MANY_OPTIONS = 6, 4
MIN_REASON = 10
"""Letters of a reason why nobody can be in doubt."""
_LOOK = "Kijk naar `voor` bij de opties, en bij de vragen waar ze heen leiden."


def number_of_options(draft: Draft) -> Iterator[Diagnostic]:
    """G09: one option is no choice, and more than six nobody reads."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            span, number = file.key("vragen", question.id, "opties"), len(question.options)
            if number < 2:
                yield error(
                    "G09",
                    span,
                    f"deze vraag heeft {number or 'geen'} {'optie' if number else 'opties'}, minstens 2 moet",
                    "Voeg een optie toe.",
                )
            elif number > MAX_OPTIONS:
                message = f"deze vraag heeft {number} opties, hooguit {MAX_OPTIONS} mag"
                yield error("G09", span, message, "Voeg opties samen of maak er twee vragen van.")
            elif number > MANY_OPTIONS:
                message = f"deze vraag heeft {number} opties, liefst hooguit {MANY_OPTIONS}"
                yield warning("G09", span, message, "Kan het met minder?")


def everybody_has_a_choice(draft: Draft) -> Iterator[Diagnostic]:
    """G09: a question with enough options may offer somebody in one role a single one."""
    for file, tree in trees(draft):
        asking = askers(tree)
        for question in tree.questions.values():
            if poor := _left_with_one(tree, question, asking[question.id]):
                message = f"bij deze vraag is er maar één optie voor {names(poor)}"
                yield error("G09", file.key("vragen", question.id, "opties"), message, _LOOK)


def option_ids_are_unique(draft: Draft) -> Iterator[Diagnostic]:
    """G10: an answer is remembered by its id."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            seen: set[str] = set()
            for number, option in enumerate(question.options):
                if option.id in seen:
                    span = file.span("vragen", question.id, "opties", number, "id")
                    yield error("G10", span, f"de id `{option.id}` staat al bij deze vraag", "Kies een andere id.")
                seen.add(option.id)


def option_labels_are_unique(draft: Draft) -> Iterator[Diagnostic]:
    """G11: two buttons that look the same cannot be told apart, and people also type the label."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            seen: dict[str, str] = {}
            for number, option in enumerate(question.options):
                if (other := seen.setdefault(fold(option.label), option.label)) is not option.label:
                    span = file.span("vragen", question.id, "opties", number, "label")
                    message = f"deze knop lijkt te veel op een andere: `{short(other)}`"
                    yield error("G11", span, message, "Kies een andere tekst.")


def options_differ(draft: Draft) -> Iterator[Diagnostic]:
    """G12: two answers with the same consequence and no other reason. "Weet ik niet" may share its way with another."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            if len(_real_exits(question.options)) == 1:
                continue  # G14 says so
            real = [(n, o) for n, o in enumerate(question.options) if not is_doubt(o)]
            told: set[int] = set()
            for (_, one), (number, two) in combinations(real, 2):
                if one.to == two.to and one.because == two.because and number not in told:
                    told.add(number)
                    message = f"`{short(two.label)}` leidt naar hetzelfde als `{short(one.label)}`"
                    hint = "Voeg ze samen, of zet bij `omdat` welke norm het verschil maakt."
                    yield warning("G12", target_span(file, question, number), message, hint)


def doubt_is_possible(draft: Draft) -> Iterator[Diagnostic]:
    """G13: who does not know must be able to say so, and is never told to go ahead. See `is_doubt`."""
    for file, tree in trees(draft):
        asking = askers(tree)
        for question in tree.questions.values():
            asked = asking[question.id] or tree.roles & question.roles
            doubts = [(n, o) for n, o in enumerate(question.options) if is_doubt(o)]
            without = {role for role in asked if not any(map(is_doubt, tree.offered(question, role)))}
            without -= _left_with_one(tree, question, asking[question.id])  # G09 says so
            if without and question.options and not file.shape.questions[question.id].without_doubt:
                whom = f" voor {names(without)}" if without != asked else ""
                message = f"de vraag `{question.id}` heeft{whom} geen antwoord 'weet ik niet'"
                hint = "Voeg een optie toe met id `weet-niet`, of zet bij `zonder_twijfel` waarom het niet hoeft."
                yield error("G13", file.key("vragen", question.id), message, _LOOK if doubts else hint)
            for number, option in doubts:
                if not says_doubt(option.label):
                    continue  # `doubt_is_said` says so
                outcome = tree.outcomes.get(option.to)
                if outcome and outcome.verdict is Verdict.DO:
                    message = f"wie het niet weet, krijgt hier een uitkomst van de soort `{Verdict.DO}`"
                    hint = "Laat dit antwoord naar overleg of naar een volgende vraag leiden."
                    yield error("G13", target_span(file, question, number), message, hint)


def doubt_is_said(draft: Draft) -> Iterator[Diagnostic]:
    """G13: an id of doubt on an ordinary answer sends it astray, and a question without doubt has a reason for that."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            reason = file.shape.questions[question.id].without_doubt
            if reason is not None and len(fold(reason)) < MIN_REASON:
                span = file.span("vragen", question.id, "zonder_twijfel")
                message = f"`{short(reason)}` is geen reden om ‘weet ik niet’ weg te laten"
                yield error("G13", span, message, "Leg in een zin uit waarom iedereen het antwoord altijd weet.")
            for number, option in enumerate(question.options):
                if is_doubt(option) and not says_doubt(option.label):
                    span = file.span("vragen", question.id, "opties", number, "label")
                    message = f"de id zegt `{DOUBT_ID}`, de knop niet: `{short(option.label)}`"
                    yield error("G13", span, message, "Schrijf op de knop `Dat weet ik niet`, of kies een andere id.")


def words_mean_one_thing(draft: Draft) -> Iterator[Diagnostic]:
    """G20: who types a word must get the answer that they mean, also when another button could be meant by it."""
    for file, tree in trees(draft):
        for question in tree.questions.values():
            shown = {fold(option.label): option for option in reversed(question.options)}
            taken: dict[str, Option] = {}
            for number, option in enumerate(question.options):
                for place, word in enumerate(option.words):
                    folded = fold(word)
                    other = shown.get(folded, taken.setdefault(folded, option))
                    why = _other_meaning(folded, option, other)
                    if why:
                        span = file.span("vragen", question.id, "opties", number, "woorden", place)
                        message = f"`{short(word)}` betekent al iets anders: {why}"
                        yield error("G20", span, message, "Haal dit woord weg, of maak er meer woorden van.")


def _other_meaning(folded: str, option: Option, other: Option) -> str | None:
    """What a word of this option means besides; `other` is the option that has it too, or the option itself."""
    if folded.isdecimal():
        return "met een nummer kiest de lezer een knop op volgorde"
    if other is not option:
        return f"het hoort bij de knop `{short(other.label)}`"
    if says_doubt(folded) and not is_doubt(option):
        return "wie dit typt, weet het niet"
    return None


def questions_matter(draft: Draft) -> Iterator[Diagnostic]:
    """G14: when all answers but "weet ik niet" lead to the same place, the question need not be asked."""
    for file, tree in trees(draft):
        asking = askers(tree)
        for question in tree.questions.values():
            asked = asking[question.id] or tree.roles & question.roles
            offers = {role: tree.offered(question, role) for role in asked}
            idle = {role for role, offer in offers.items() if len(offer) > 1 and len(_real_exits(offer)) == 1}
            if idle:
                whom = f" voor {names(idle)}" if idle != asked else ""
                message = f"bij de vraag `{question.id}` leiden alle antwoorden{whom} naar hetzelfde"
                hint = "Haal de vraag weg, of maak verschil."
                if whom:
                    hint = "Stel de vraag niet aan die rol (`voor`), of maak ook daar verschil."
                yield warning("G14", file.key("vragen", question.id), message, hint)


def tree_and_norm_agree_on_roles(draft: Draft) -> Iterator[Diagnostic]:
    """G17: advice for a role rests on a norm for that role."""
    norms = {w.shape.id: frozenset(w.shape.roles) for w in draft.norms}
    for file, tree in whole_trees(draft):
        readers = {role: reachable(tree, role) for role in sorted(tree.roles)}
        for id_, outcome in tree.outcomes.items():
            asked = {role for role, nodes in readers.items() if id_ in nodes}
            if not asked or not outcome.norms or not all(named in norms for named in outcome.norms):
                continue
            if left := asked - frozenset[Role]().union(*(norms[named] for named in outcome.norms)):
                message = f"geen norm van deze uitkomst is voor {names(left)}"
                hint = "Noem een norm voor die rol, of kijk naar `voor` van de boom en van de norm."
                yield warning("G17", file.span("uitkomsten", id_, "normen"), message, hint)
        for question, number, option in options_of(tree):
            asked = set(tree.roles & question.roles & option.roles)
            if option.because in norms and asked and not asked & norms[option.because]:
                span = file.span("vragen", question.id, "opties", number, "omdat")
                message = f"de norm `{option.because}` is niet voor {names(asked)}"
                yield warning("G17", span, message, "Noem een norm voor die rol, of kijk naar `voor`.")


def texts_per_role_have_readers(draft: Draft) -> Iterator[Diagnostic]:
    """G17: a text for a role that never comes here is read by nobody, and mostly means that `voor` lacks that role."""
    for tree in draft.trees:
        everyone = frozenset(tree.shape.roles)
        for id_, question in draft.plain[tree.file].questions.items():
            yield from _unread(tree, question.why_per_role, everyone & question.roles, "vragen", id_)
        for node, outcome in tree.shape.outcomes.items():
            yield from _unread(tree, outcome.text_per_role, everyone, "uitkomsten", node)
    for norm in draft.norms:
        yield from _unread(norm, norm.shape.per_role, frozenset(norm.shape.roles))


def _unread(
    file: Written[TreeShape] | Written[Norm], texts: PerRole, readers: frozenset[Role], *path: str
) -> Iterator[Diagnostic]:
    for key in texts:
        if key.role not in readers:
            name = f"{key.role}/{key.body}" if key.body else key.role.value
            message = f"deze tekst leest niemand: `voor` noemt geen {key.role}"
            yield warning("G17", file.key(*path, "per_rol", name), message, "Haal de tekst weg, of maak `voor` ruimer.")


def _left_with_one(tree: Tree, question: Question, asked: frozenset[Role]) -> set[Role]:
    """Who gets this question with a single answer, though it has more; whoever gets none is for G07."""
    if len(question.options) < 2:
        return set()
    return {role for role in asked if len(tree.offered(question, role)) == 1}


def _real_exits(options: tuple[Option, ...]) -> set[NodeId]:
    return {o.to for o in options if not is_doubt(o)}
