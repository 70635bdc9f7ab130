"""Rules about outcomes and the way to a human (U)."""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.models import Norm, ReferralShape, TreeShape
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic


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
