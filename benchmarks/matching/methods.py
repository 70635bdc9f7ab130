"""The ways to find a class that are compared: ours, through the doors of `bot.matching`, and what others would take.

Each learns phrases with their classes and then ranks the classes for a question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils

from bot.matching.features import read
from bot.matching.index import Entry, build
from bot.matching.score import score

KEPT = 3
"""Classes that are ranked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest classes for a question, best first, and how sure the method is of the first."""

    classes: tuple[str, ...]
    confidence: float


Ask = Callable[[Sequence[str]], list[Verdict]]
Learn = Callable[[Sequence[str], Sequence[str]], Ask]
"""From phrases and the class of each to what answers questions."""


def ours(phrases: Sequence[str], labels: Sequence[str]) -> Ask:
    """The matcher of this program, with one norm for each class and without concepts."""
    of_class: dict[str, list[str]] = {}
    for phrase, label in zip(phrases, labels, strict=True):
        of_class.setdefault(label, []).append(phrase)
    # A title is one more phrase to the matcher: the first phrase, so that it learns no more than the others.
    entries = [Entry(kind="norm", id=label, title=said[0], phrases=tuple(said)) for label, said in of_class.items()]
    index = build(entries, ())

    def ask(questions: Sequence[str]) -> list[Verdict]:
        found = []
        for question in questions:
            scored = score(index, read(question, index.concepts))
            classes = tuple(index.entries[s.entry].id for s in scored[:KEPT])
            found.append(Verdict(classes, scored[0].confidence if scored else 0.0))
        return found

    return ask


def by_likeness(scorer: Callable[..., float]) -> Learn:
    """The class of the phrase that is most like the question, as rapidfuzz sees it."""

    def learn(phrases: Sequence[str], labels: Sequence[str]) -> Ask:
        plain = [utils.default_process(phrase) for phrase in phrases]

        def ask(questions: Sequence[str]) -> list[Verdict]:
            asked = [utils.default_process(question) for question in questions]
            return _nearest(process.cdist(asked, plain, scorer=scorer), labels)

        return ask

    return learn


def by_tfidf(phrases: Sequence[str], labels: Sequence[str]) -> Ask:
    """The class of the phrase that is nearest in words and parts of words, weighted by TF-IDF."""
    vectors = _tfidf()
    known = vectors.fit_transform(phrases)
    return lambda questions: _nearest((vectors.transform(questions) @ known.T).toarray() / 2.0, labels)


def by_regression(phrases: Sequence[str], labels: Sequence[str]) -> Ask:
    """Logistic regression over the same words and parts of words."""
    vectors = _tfidf()
    regression = import_module("sklearn.linear_model").LogisticRegression(C=10, max_iter=1_000)
    model = regression.fit(vectors.fit_transform(phrases), labels)

    def ask(questions: Sequence[str]) -> list[Verdict]:
        return _ranked(model.predict_proba(vectors.transform(questions)), list(model.classes_))

    return ask


METHODS: Mapping[str, Learn] = {
    "rapidfuzz WRatio": by_likeness(fuzz.WRatio),
    "rapidfuzz token_set": by_likeness(fuzz.token_set_ratio),
    "TF-IDF nearest": by_tfidf,
    "LR on TF-IDF": by_regression,
    "ours": ours,
}
SHELF = ("TF-IDF nearest", "LR on TF-IDF")
"""Those that need scikit-learn."""


def _tfidf() -> Any:
    # Imported here, so that our own figures need no scikit-learn.
    words_of = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    words = words_of(analyzer=lambda text: utils.default_process(text).split(), sublinear_tf=True)
    parts = words_of(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return import_module("sklearn.pipeline").make_union(words, parts)


def _nearest(likeness: NDArray[np.floating], labels: Sequence[str]) -> list[Verdict]:
    classes = sorted(set(labels))
    owners = np.array([classes.index(label) for label in labels])
    best = np.stack([likeness[:, owners == place].max(axis=1) for place in range(len(classes))], axis=1)
    return _ranked(best, classes)


def _ranked(scores: NDArray[np.floating], classes: Sequence[str]) -> list[Verdict]:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :KEPT]
    return [
        Verdict(tuple(classes[place] for place in best), float(row[best[0]]))
        for row, best in zip(scores, order, strict=True)
    ]
