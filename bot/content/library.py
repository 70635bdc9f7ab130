"""All norms, trees and organisations of one revision, looked up by id. Making one is left to `compiler`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.models import (
    Concept,
    DangerExamples,
    DangerFile,
    HelpPoint,
    Norm,
    Organisation,
    Route,
    Statute,
    Theme,
    TreeShape,
)
from bot.dilemma.tree import RouteName, Tree
from bot.ids import Body, HelpId, NormId, OrganisationId, Revision, ThemeId, TreeId


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialQuestion:
    """A question as people type it, with what answers it. Nothing is learned from it."""

    question: str
    norm: NormId | None
    """None when it belongs elsewhere. The norm exists (N01); whether it is published is not said."""
    tree: TreeId | None = None
    """A tree that answers it too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """One revision of the content, immutable.

    `organisations` are complete: what one does not say itself, it has from the generic one of its kind. Mappings keep
    the order in which people see their entries.
    """

    revision: Revision
    trees: Mapping[TreeId, Tree]
    tree_files: Mapping[TreeId, TreeShape]
    """The same trees as written, for what only matching and authors need."""
    norms: Mapping[NormId, Norm]
    themes: Mapping[ThemeId, Theme]
    themes_intro: str
    organisations: Mapping[OrganisationId, Organisation]
    help: Mapping[HelpId, HelpPoint]
    danger: DangerFile
    statutes: Mapping[str, Statute]
    concepts: tuple[Concept, ...]
    elsewhere: tuple[str, ...] = ()
    """Questions that people ask the bot and that nothing here answers, so that a decline can be learned too."""
    danger_examples: tuple[DangerExamples, ...] = ()
    """What people type who are in danger, by the card that they need, to learn from."""
    calm: tuple[str, ...] = ()
    """Messages that sound like danger and are none, to learn from."""
    trials: tuple[TrialQuestion, ...] = ()
    """What the matcher is tried with: how sure it may be, and whether it still finds what it should."""

    def organisation(self, id_: OrganisationId | None) -> Organisation:
        """The organisation with this id; the generic municipality when it is unknown or gone."""
        if id_ is not None and id_ in self.organisations:
            return self.organisations[id_]
        return self.generic(Body.MUNICIPALITY)

    def generic(self, body: Body) -> Organisation:
        """The stand-in for every organisation of this kind. Each kind has exactly one (rule S09)."""
        return next(o for o in self.organisations.values() if o.generic and o.body is body)

    def route(self, organisation: Organisation, name: RouteName) -> Route:
        """What this way to a human means in this organisation. Every name resolves (rule S09)."""
        return organisation.routes[name]
