"""A difference for programs: plain mappings and lists, as `wegwijzer diff --json` gives them."""

from collections.abc import Mapping
from typing import Any

from bot.authoring.diff import Difference, softened
from bot.authoring.rerouting import Rerouting, Tally, Trail
from bot.dilemma.tree import Outcome


def as_record(difference: Difference) -> Mapping[str, Any]:
    """The whole difference, with ids instead of words; nothing is left out but examples beyond two of a group."""
    return {
        "before": difference.before,
        "after": difference.after,
        "trees": [
            {
                "id": tree.id,
                "fate": tree.fate.value,
                "roles_gained": sorted(tree.roles_gained),
                "roles_lost": sorted(tree.roles_lost),
                "paths": _paths_of(tree.rerouting) if tree.rerouting else None,
            }
            for tree in difference.trees
        ],
        "changed_meanings": [
            {
                "tree": m.tree,
                "question": m.question.id,
                "option": m.after.id,
                "reason": m.reason.value,
                "label": [m.before.label, m.after.label],
                "to": [m.before.to, m.after.to],
            }
            for m in difference.meanings
        ],
        "softened": [
            {"tree": s.tree, "before": s.moved.before.id, "after": s.moved.after.id, "paths": s.moved.paths}
            for s in softened(difference)
        ],
        "items": [
            {
                "kind": item.sort.value,
                "id": item.id,
                "state": item.state.value,
                "changes": [{"path": list(c.path), "before": c.before, "after": c.after} for c in item.changes],
            }
            for item in difference.items
        ],
    }


def _paths_of(found: Rerouting) -> dict[str, Any]:
    return {
        "before": found.before,
        "after": found.after,
        "moved": _tally(found.moved),
        "lengthened": found.lengthened,
        "may_move": _tally(found.may_move),
        "dropped": found.dropped,
        "added": found.added,
        "groups": [
            {
                "before": _outcome(group.before),
                "after": _outcome(group.after),
                "via": group.via.id if group.via else None,
                "direction": group.direction.name.lower(),
                "paths": group.paths,
                "roles": sorted(group.roles),
                "examples": [_trail(trail) for trail in group.examples],
            }
            for group in found.groups
        ],
        "longer": [
            {"question": one.question.id, "is_new": one.is_new, "paths": one.paths, "roles": sorted(one.roles)}
            for one in found.longer
        ],
        **{
            name: [
                {
                    "question": one.question.id,
                    "option": one.option.id,
                    "paths": one.paths,
                    "roles": sorted(one.roles),
                    "outcomes": [outcome.id for outcome in one.ends],
                    "examples": [_trail(trail) for trail in one.examples],
                }
                for one in through
            ]
            for name, through in (("lost", found.lost), ("gained", found.gained))
        },
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"elsewhere": tally.elsewhere, "milder": tally.milder, "stricter": tally.stricter}


def _outcome(outcome: Outcome) -> dict[str, str]:
    return {"id": outcome.id, "verdict": outcome.verdict.value}


def _trail(trail: Trail) -> list[dict[str, str]]:
    return [{"question": step.question.id, "option": step.option.id} for step in trail]
