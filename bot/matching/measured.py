"""How often the bot was right when it was last measured: the few figures that users may ask for, kept in one file.

Measuring is left to `evaluate`, telling to the conversation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.ids import Revision
from bot.matching.evaluate import Figures

PREFIX = 12
"""Characters of the revision that are kept."""
_HEADING = "# Geschreven door `wegwijzer evaluate ... --page ...`. De bot noemt deze cijfers bij /kwaliteit.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Numbers of questions, and shares of them in [0, 1]."""

    day: date
    revision: str
    """The beginning of the revision that was measured."""
    questions: int
    """On a norm that is there."""
    outside: int
    urgent: int
    at_once: float
    """Which part of `questions` got the right answer."""
    among_choices: float
    """Which part found the right one among the choices."""
    sure_and_wrong: float
    """Which part got a wrong answer as if it were right."""
    outside_answered: float
    """Which part of `outside` got an answer all the same."""
    urgent_found: float
    """For which part of `urgent` the safety card came."""

    def is_of(self, revision: Revision) -> bool:
        """Whether it is this revision that was measured."""
        return revision.startswith(self.revision)

    def in_hundred(self) -> dict[str, int]:
        """What becomes of a hundred of `questions`, by the Dutch word for it; together a hundred."""
        told = {
            "meteen": round(100 * self.at_once),
            "keuzes": round(100 * self.among_choices),
            "fout": round(100 * self.sure_and_wrong),
        }
        return {**told, "rest": max(0, 100 - sum(told.values()))}

    @property
    def urgent_missed(self) -> int:
        """The number of urgent questions for which no safety card came."""
        return self.urgent - round(self.urgent * self.urgent_found)


def measured_of(figures: Figures, day: date, revision: Revision) -> Measured | None:
    """What to tell of these figures; None when a kind of question was missing."""
    shares = {name: share for name, share in figures.shares.items() if share is not None}
    try:
        return Measured(
            day=day,
            revision=revision[:PREFIX],
            questions=figures.counts["binnen"],
            outside=figures.counts["buiten"],
            urgent=figures.counts["nood"],
            at_once=shares["meteen goed"],
            among_choices=shares["geholpen"] - shares["meteen goed"],
            sure_and_wrong=shares["zeker en fout"],
            outside_answered=shares["buiten bereik, toch zeker beantwoord"],
            urgent_found=shares["nood herkend"],
        )
    except KeyError:
        return None


def as_yaml(measured: Measured) -> str:
    """The file of these figures; `read_measured` reads it back, shares to a thousandth."""
    values: dict[str, object] = {
        "datum": measured.day,
        "versie": measured.revision,
        "vragen": measured.questions,
        "buiten": measured.outside,
        "nood": measured.urgent,
        "meteen-goed": f"{measured.at_once:.3f}",
        "bij-de-keuzes": f"{measured.among_choices:.3f}",
        "zeker-en-fout": f"{measured.sure_and_wrong:.3f}",
        "buiten-beantwoord": f"{measured.outside_answered:.3f}",
        "nood-herkend": f"{measured.urgent_found:.3f}",
    }
    return _HEADING + "".join(f"{key}: {value}\n" for key, value in values.items())


def read_measured(record: Mapping[str, str]) -> Measured | None:
    """The figures in such a file, read as keys and texts; None when it is not whole."""
    try:
        return Measured(
            day=date.fromisoformat(record["datum"]),
            revision=record["versie"],
            questions=int(record["vragen"]),
            outside=int(record["buiten"]),
            urgent=int(record["nood"]),
            at_once=float(record["meteen-goed"]),
            among_choices=float(record["bij-de-keuzes"]),
            sure_and_wrong=float(record["zeker-en-fout"]),
            outside_answered=float(record["buiten-beantwoord"]),
            urgent_found=float(record["nood-herkend"]),
        )
    except (KeyError, ValueError):
        return None
