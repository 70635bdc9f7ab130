"""Rules about whether a text still holds: its day of review, and links to what was withdrawn (V03, V05)."""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.models import Norm, TreeShape
from bot.content.rules.noting import error, warning
from bot.content.rules.schema import day_of
from bot.diagnostics import Diagnostic
from bot.dilemma.tree import Status

SOON_DAYS, LATE_DAYS = 30, 90


def texts_are_reviewed(draft: Draft) -> Iterator[Diagnostic]:
    """V03: norms change; a text that nobody looked at for too long is not published anew."""
    if draft.today is None:
        return
    files: list[Written[TreeShape] | Written[Norm]] = [*draft.trees, *draft.norms]
    for file in files:
        day = day_of(file.shape.review_by)
        if day is None or file.shape.status is not Status.PUBLISHED:
            continue
        left, span = (day - draft.today).days, file.span("herzien_voor")
        hint = "Lees de tekst en de bronnen na. Kies dan een nieuwe dag, hooguit een jaar verder."
        if left < -LATE_DAYS:
            message = f"deze tekst is {-left} dagen te laat nagekeken, meer dan {LATE_DAYS} mag niet"
            yield error("V03", span, message, hint)
        elif left < 0:
            yield warning("V03", span, f"deze tekst moest voor {day:%d-%m-%Y} worden nagekeken", hint)
        elif left <= SOON_DAYS:
            yield warning("V03", span, f"deze tekst moet binnen {SOON_DAYS} dagen worden nagekeken", hint)


def nothing_leads_to_the_withdrawn(draft: Draft) -> Iterator[Diagnostic]:
    """V05: who follows a link to what was withdrawn stands before a closed door.

    Norms that a published tree, or another norm, rests on are for N01, and a `vervolg` is for G18.
    """
    hint = "Haal de verwijzing weg, of kies wat ervoor in de plaats kwam."
    for norm in draft.norms:
        if norm.shape.status is not Status.PUBLISHED:
            continue
        for number, other in enumerate(norm.shape.see_also):
            if (found := draft.norm(other)) and found.shape.status is Status.WITHDRAWN:
                yield error("V05", norm.span("zie_ook", number), f"de norm `{other}` is ingetrokken", hint)
        for number, id_ in enumerate(norm.shape.trees):
            if (tree := draft.tree(id_)) and tree.shape.status is Status.WITHDRAWN:
                yield error("V05", norm.span("bomen", number), f"de boom `{id_}` is ingetrokken", hint)
    if draft.themes:
        for place, theme in enumerate(draft.themes.shape.themes):
            for number, other in enumerate(theme.norms):
                if (found := draft.norm(other)) and found.shape.status is Status.WITHDRAWN:
                    span = draft.themes.span("themas", place, "normen", number)
                    yield error("V05", span, f"de norm `{other}` is ingetrokken", hint)
            for number, id_ in enumerate(theme.trees):
                if (tree := draft.tree(id_)) and tree.shape.status is Status.WITHDRAWN:
                    span = draft.themes.span("themas", place, "bomen", number)
                    yield error("V05", span, f"de boom `{id_}` is ingetrokken", hint)
