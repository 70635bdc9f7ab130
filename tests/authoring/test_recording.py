"""A difference for programs."""

import json
from dataclasses import replace

from bot.authoring.diff import compare
from bot.authoring.recording import as_record
from bot.content.library import Library
from bot.ids import NodeId, OptionId
from tests.authoring.versions import NORM, edited, good, option, version


def with_edits() -> Library:
    """Another end, a lost and a gained answer, another meaning, and another text."""
    tree = edited(
        option("prijs", "ja", to=NodeId("houden")),
        option("prijs", "nee", id=OptionId("minder"), label="Minder"),
        option("gever", "collega", to=NodeId("prijs")),
    )
    changed = version({NORM: {"kern: Meer dan": "kern: Boven"}})
    return replace(changed, trees={**changed.trees, tree.id: tree})


def test_the_record_holds_every_kind_of_difference_and_is_json() -> None:
    record = json.loads(json.dumps(as_record(compare(good(), with_edits()))))
    assert record["before"] == good().revision
    (tree,) = record["trees"]
    assert (tree["id"], tree["fate"]) == ("geschenk", "kept")
    paths = tree["paths"]
    assert (paths["before"], paths["after"]) == (5, 7)
    assert paths["moved"] == {"elsewhere": 1, "milder": 1, "stricter": 0}
    assert paths["lengthened"] == 1
    assert [(p["question"], p["is_new"], p["paths"]) for p in paths["longer"]] == [("prijs", False, 1)]
    assert [(p["question"], p["option"], p["outcomes"]) for p in paths["lost"]] == [("prijs", "nee", ["bespreken"])]
    assert [(p["question"], p["option"], p["paths"]) for p in paths["gained"]] == [("prijs", "minder", 2)]
    assert paths["groups"][0] == {
        "before": {"id": "teruggeven", "verdict": "niet_doen"},
        "after": {"id": "houden", "verdict": "doen"},
        "via": None,
        "direction": "milder",
        "paths": 1,
        "roles": ["ambtenaar", "bestuurder", "volksvertegenwoordiger"],
        "examples": [[{"question": "gever", "option": "zakelijk"}, {"question": "prijs", "option": "ja"}]],
    }
    assert record["changed_meanings"] == [
        {
            "tree": "geschenk",
            "question": "gever",
            "option": "collega",
            "reason": "target",
            "label": ["Collega", "Collega"],
            "to": ["houden", "prijs"],
        }
    ]
    assert {"tree": "geschenk", "before": "teruggeven", "after": "houden", "paths": 1} in record["softened"]
    assert record["items"] == [
        {
            "kind": "norm",
            "id": "geschenken",
            "state": "gewijzigd",
            "changes": [
                {
                    "path": ["kern"],
                    "before": "Meer dan <geschenk_grens> neem je niet aan.",
                    "after": "Boven <geschenk_grens> neem je niet aan.",
                }
            ],
        }
    ]


def test_no_difference_is_an_empty_record() -> None:
    record = as_record(compare(good(), version()))
    assert [record[key] for key in ("trees", "changed_meanings", "softened", "items")] == [[], [], [], []]
