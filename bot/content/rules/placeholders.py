"""Rules about `<waarde>` in a text (O)."""

from collections.abc import Iterator

from bot.content.draft import Draft
from bot.content.folding import did_you_mean, short
from bot.content.library import PLACEHOLDER
from bot.content.rules.markup import TAGS
from bot.content.rules.noting import error
from bot.diagnostics import Diagnostic

_WHERE = "Zet hem bij `waarden` van een organisatie. Bedoel je geen waarde, laat dan de haken weg."


def values_exist(draft: Draft) -> Iterator[Diagnostic]:
    """O01: a value that no organisation has would be shown to people as `<geschenk_gens>`."""
    if not draft.knows_organisations:
        return
    known = {name for organisation in draft.organisations for name in organisation.shape.values}
    for file in draft.all():
        for path, text in draft.texts[file.file]:
            for name in dict.fromkeys(PLACEHOLDER.findall(text)):
                if name not in known and name not in TAGS:  # <b> is markup (T04)
                    span = file.find(f"<{name}>", *path)
                    yield error(
                        "O01", span, f"geen organisatie heeft de waarde `{name}`", did_you_mean(name, known, _WHERE)
                    )
    for norm in draft.norms:
        for number, name in enumerate(norm.shape.values):
            if name not in known:
                message = f"geen organisatie heeft de waarde `{short(name)}`"
                yield error("O01", norm.span("waarden", number), message, did_you_mean(name, known, _WHERE))
