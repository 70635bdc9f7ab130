"""Rules about outcomes and the way to a human (U)."""

import re
from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.folding import listed
from bot.content.models import Norm, OutcomeShape, ReferralShape, TreeShape
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic
from bot.dilemma.tree import RouteName, Verdict
from bot.ids import Role

_NEEDS_STEPS = frozenset({Verdict.REPORT, Verdict.CONSULT, Verdict.DO_NOT})
_OUTSIDE = frozenset({RouteName.EXTERNAL, RouteName.ADVISER_ELSEWHERE})
"""Routes that do not end with somebody of the own organisation. The reporting point is the organisation itself."""
_SECRECY = re.compile(r"vertrouwelijk|geheim|onder ons", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:wat|niet|grens|grenzen|of)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def outcomes_have_a_norm(draft: Draft) -> Iterator[Diagnostic]:
    """U01: no advice without a source. That kind, heading, text and referral are there is for the shape (S03, S04)."""
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            if not outcome.norms:
                message = f"de uitkomst `{id_}` noemt geen norm"
                yield error("U01", tree.span("uitkomsten", id_, "normen"), message, "Noem minstens één norm.")


def routes_can_be_reached(draft: Draft) -> Iterator[Diagnostic]:
    """U04: a route that does not say how to get there leads nowhere. That every route exists is seen to by S09."""
    for organisation in draft.organisations:
        for name, route in organisation.shape.routes.items():
            if not (route.contacts or route.help or route.explanation):
                message = f"de route `{name}` zegt niet hoe je er komt"
                hint = "Vul `bereik` in, of `hulp`, of leg het uit in `uitleg`."
                yield error("U04", organisation.key("routes", name), message, hint)
            left_out = [role for role in Role if not any(role in contact.roles for contact in route.contacts)]
            if route.contacts and left_out and not route.help:
                message = f"de route `{name}` zegt een {listed(left_out)} niet hoe je er komt"
                hint = (
                    "Zet er bij `bereik` een manier bij voor deze rol. Of haal `voor` weg bij een manier die er staat."
                )
                yield error("U04", organisation.key("routes", name, "bereik"), message, hint)


def outcomes_have_steps(draft: Draft) -> Iterator[Diagnostic]:
    """U02: whoever must say no, report or talk first has a task, and the steps tell how to begin."""
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            if outcome.verdict in _NEEDS_STEPS and not outcome.steps:
                message = f"de uitkomst `{id_}` zegt niet wat iemand nu doet"
                hint = "Voeg `stappen` toe. Begin met iets dat vandaag kan."
                yield error("U02", tree.key("uitkomsten", id_), message, hint)


def help_is_there_at_night(draft: Draft) -> Iterator[Diagnostic]:
    """U03: who needs help now reads, in the text itself, a number that is answered day and night.

    The routes come at the end and differ by role and organisation, so they do not count. What does not depend on a
    walk, the safety cards, names a help point of that kind.
    """
    if draft.help is None:
        return
    always = [point for point in draft.help.shape.points if point.day_and_night and point.phone]
    numbers = sorted({point.phone for point in always if point.phone})
    hint = f"Noem een nummer dat altijd opneemt: {listed(numbers)}."
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            if outcome.verdict is not Verdict.HELP_NOW:
                continue
            shared = " ".join((outcome.heading, *outcome.steps))
            for path, text in _variants(outcome):
                if not any(_names(number, f"{shared} {text}") for number in numbers):
                    message = "hier staat geen nummer dat dag en nacht opneemt"
                    yield error("U03", tree.span("uitkomsten", id_, *path), message, hint)
    ids = {point.id for point in draft.help.shape.points}
    if draft.danger:
        for place, card in enumerate(draft.danger.shape.cards):
            if set(card.help) <= ids and not any(point.id in card.help for point in always):
                message = f"de kaart `{card.id}` noemt geen hulp die dag en nacht opneemt"
                point_hint = f"Zet er een hulppunt bij: {listed(point.id for point in always)}."
                yield error("U03", draft.danger.key("kaarten", place, "hulp"), message, point_hint)


def misconduct_has_a_way_out(draft: Draft) -> Iterator[Diagnostic]:
    """U10: who saw misconduct may not trust the own organisation, and must know what stays secret before they talk.

    A norm says that it is about misconduct with `wangedrag: ja`. What rests on it, and the norm itself, names a route
    outside the organisation and the limits of secrecy. An outcome for direct help is left alone: there, a number
    comes first.
    """
    about = {name for norm in draft.norms if norm.shape.misconduct for name in norm.names}
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            if outcome.verdict is Verdict.HELP_NOW or about.isdisjoint(outcome.norms):
                continue
            yield from _no_way_out(tree, outcome.referral, "uitkomsten", id_)
            for path, text in _variants(outcome):
                if not _limits_secrecy(" ".join((text, *outcome.steps))):
                    yield _no_limits(tree, "uitkomsten", id_, *path)
    for norm in draft.norms:
        shape = norm.shape
        if shape.misconduct:
            yield from _no_way_out(norm, shape.referral)
            if not _limits_secrecy(" ".join((shape.core, shape.explanation, *shape.steps))):
                yield _no_limits(norm, "uitleg")


def second_route_differs(draft: Draft) -> Iterator[Diagnostic]:
    """U11: the second route is for who cannot use the first, so it is another one."""
    for tree in draft.trees:
        for id_, outcome in tree.shape.outcomes.items():
            yield from _same_route(tree, outcome.referral, "uitkomsten", id_)
    for norm in draft.norms:
        yield from _same_route(norm, norm.shape.referral)


def _same_route(file: Written[TreeShape] | Written[Norm], referral: ReferralShape, *path: str) -> Iterator[Diagnostic]:
    if referral.route is referral.second:
        message = f"de tweede route is dezelfde als de eerste: `{referral.route}`"
        yield error("U11", file.span(*path, "verwijzing", "tweede"), message, "Kies een andere, of laat `tweede` weg.")


def _no_way_out(file: Written[TreeShape] | Written[Norm], referral: ReferralShape, *path: str) -> Iterator[Diagnostic]:
    if _OUTSIDE.isdisjoint((referral.route, referral.second)):
        message = "dit gaat over wangedrag, en geen route leidt naar buiten de organisatie"
        hint = f"Kies bij `route` of `tweede`: {listed(sorted(_OUTSIDE))}."
        yield error("U10", file.span(*path, "verwijzing"), message, hint)


def _no_limits(file: Written[TreeShape] | Written[Norm], *path: str) -> Diagnostic:
    message = "dit gaat over wangedrag, en er staat niet dat vertrouwelijkheid grenzen heeft"
    hint = "Schrijf bijvoorbeeld: `Vraag aan het begin wat wel en niet vertrouwelijk blijft.`"
    return error("U10", file.span(*path), message, hint)


def _limits_secrecy(text: str) -> bool:
    """Whether some sentence says, or tells to ask, what is not kept secret. That it is secret is not enough."""
    return any(_SECRECY.search(sentence) and _LIMIT.search(sentence) for sentence in _SENTENCE.split(text))


def _names(number: str, text: str) -> bool:
    """Whether the number stands in the text, however it is grouped, and not as a part of a longer one."""
    grouped = "[ -]*".join(c for c in number if c.isdecimal())
    return bool(re.search(rf"(?<!\d)(?<!\d[ -]){grouped}(?![ -]?\d)", text))


def _variants(outcome: OutcomeShape) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts that people of different roles read, with their paths."""
    yield ("tekst",), outcome.text
    for key, text in outcome.text_per_role.items():
        yield ("per_rol", f"{key.role}/{key.body}" if key.body else key.role.value), text
