"""Rules about a file as a whole (K). What concerns bytes and YAML is in `characters`, `reader` and `syntax`."""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.folding import short
from bot.content.models import Norm, Organisation, TreeShape
from bot.content.rules.noting import error
from bot.content.rules.schema import ID
from bot.content.rules.walking import MAX_QUESTIONS
from bot.diagnostics import Diagnostic


def not_too_many_questions(draft: Draft) -> Iterator[Diagnostic]:
    """K05: nobody can oversee a tree of more than 60 questions. The graph rules leave such a tree alone."""
    for tree in draft.trees:
        if (number := len(tree.shape.questions)) > MAX_QUESTIONS:
            message = f"deze boom heeft {number} vragen, hooguit {MAX_QUESTIONS} mag"
            yield error("K05", tree.key("vragen"), message, "Splits de boom en verbind de delen met `vervolg`.")


def file_name_is_id(draft: Draft) -> Iterator[Diagnostic]:
    """K06: an id is looked up by its file, and two files can then never claim one id (S06)."""
    named: list[Written[TreeShape] | Written[Norm] | Written[Organisation]] = []
    named += [*draft.trees, *draft.norms, *draft.organisations]
    for file in named:
        if file.shape.id != file.stem and ID.fullmatch(file.shape.id):
            message = f"de id is `{file.shape.id}`, maar het bestand heet `{short(file.stem)}.yaml`"
            renamed = f"oem het bestand `{file.shape.id}.yaml`."
            hint = f"Schrijf `id: {file.stem}`, of n{renamed}" if ID.fullmatch(file.stem) else f"N{renamed}"
            yield error("K06", file.span("id"), message, hint)
