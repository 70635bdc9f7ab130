"""JSON Schema of each kind of content file, so that an editor completes, explains and checks while an author types.

Pydantic makes it from the models; here it is put in the words of authors and given what only the rules know. An editor
reads `112` and `true` as a number and a truth value where our reader keeps text, so that a text may be those too. What
takes more than one value to see (links, reach, sources) is left to the compiler.
"""

import json
from collections.abc import Mapping
from typing import Any, NewType, get_args

from bot.authoring.keys import KINDS, Explanations, KeyPath, bare, explain, fields_of, inner
from bot.content.models import (
    OUTCOME_PREFIX,
    Norm,
    OptionShape,
    Organisation,
    OutcomeShape,
    QuestionShape,
    Shape,
    Theme,
    TreeShape,
)
from bot.content.rules.lengths import MAX_LABEL
from bot.content.rules.options import MAX_OPTIONS
from bot.content.rules.schema import ID, NEVER_EMPTY, VALUE_NAME

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean"], "minLength": 1}
_ID_PATTERN = f"^{ID.pattern}$"
_MESSAGES: Mapping[str, str] = {
    _ID_PATTERN: "Gebruik 2 tot 40 kleine letters, cijfers en streepjes.",
    r"^\d{4}-\d{2}-\d{2}$": 'Schrijf jaar, maand en dag: "2027-11-01".',
    r"^[A-Z]\d\d$": "Schrijf de code uit de melding: een hoofdletter en twee cijfers.",
    r"^BWBR\d{7}$": "Schrijf BWBR en zeven cijfers.",
    r"^\d{1,2}$": "Schrijf een getal van een of twee cijfers.",
}
"""What an editor says instead of showing a pattern (`patternErrorMessage`)."""
_LABEL: Schema = {"maxLength": MAX_LABEL}
_RULED: Mapping[tuple[type[Shape], str], Schema] = {
    (TreeShape, "knop"): _LABEL,
    (OptionShape, "label"): _LABEL,
    (Theme, "knop"): _LABEL,
    (QuestionShape, "opties"): {"minItems": 2, "maxItems": MAX_OPTIONS},
    (OutcomeShape, "normen"): {"minItems": 1},
    (Norm, "stappen"): {"minItems": 1},
    (Organisation, "waarden"): {"propertyNames": {"pattern": f"^{VALUE_NAME.pattern}$"}},
    (OptionShape, "naar"): {
        "pattern": rf"^\s*({OUTCOME_PREFIX})?{ID.pattern}\s*$",
        "patternErrorMessage": f"Schrijf de id van een vraag, of {OUTCOME_PREFIX} met de id van een uitkomst erachter.",
    },
}
"""What the rules ask of a single value, and the shape does not say (G02, G09, S05, S10, T02, U01)."""


def schema_of(kind: str, explanations: Explanations) -> Schema:
    """The schema of one kind of file: no references, every key explained."""
    shape = KINDS[kind]
    made = shape.model_json_schema(by_alias=True)
    about = explanations[f"bestand.{kind}"]
    maker = _Maker(kind, made.get("$defs", {}), explanations)
    return {"$schema": _DIALECT, "title": about.partition(".")[0], "description": about, **maker.node(made, shape, ())}


def as_json(schema: Schema) -> str:
    """The text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Maker:
    def __init__(self, kind: str, defs: Mapping[str, Schema], explanations: Explanations) -> None:
        self._kind, self._defs, self._explanations = kind, defs, explanations

    def node(self, made: Schema, annotation: Any, path: KeyPath) -> Schema:
        """What pydantic `made` of a value of this type, in our form."""
        node, type_ = self._resolved(made), bare(annotation)
        if "properties" in node:
            return self._block(node, type_, path)
        if "additionalProperties" in node:
            names = self._names(node, type_)
            return {"type": "object", **names, "additionalProperties": self.node(*_held(node, type_), path)}
        if "items" in node:
            return {"type": "array", "items": self.node(*_held(node, type_), path)}
        if "enum" in node or "const" in node:
            return {key: value for key, value in node.items() if key in ("type", "enum", "const")}
        return _text(node, type_)

    def _block(self, node: Schema, shape: type[Shape], path: KeyPath) -> Schema:
        fields = fields_of(shape)
        required = [name for name, field in fields.items() if field.is_required()]
        properties = {}
        for name, field in fields.items():
            below = (*path, name)
            about = explain(self._explanations, self._kind, below)
            properties[name] = {
                "title": name.replace("_", " ").capitalize(),
                "description": about if name in required else f"{about} Niet verplicht.",
                **self.node(node["properties"][name], field.annotation, below),
            }
            if name in NEVER_EMPTY and properties[name]["type"] in ("array", "object"):
                properties[name]["minItems" if properties[name]["type"] == "array" else "minProperties"] = 1
            properties[name] |= _RULED.get((shape, name), {})
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}

    def _names(self, node: Schema, type_: Any) -> Schema:
        """What the keys of a mapping may be called."""
        key = get_args(type_)[0]
        if isinstance(key, NewType):
            return {"propertyNames": {"pattern": _ID_PATTERN, "patternErrorMessage": _MESSAGES[_ID_PATTERN]}}
        names = self._resolved(node.get("propertyNames", {}))
        return {"propertyNames": {"enum": names["enum"]}} if "enum" in names else {}

    def _resolved(self, made: Schema) -> Schema:
        """Without a reference, and without the null that pydantic sees in a key that may be left out."""
        if "anyOf" in made:
            return self._resolved(next(one for one in made["anyOf"] if one.get("type") != "null"))
        return self._resolved(self._defs[made["$ref"].rpartition("/")[2]]) if "$ref" in made else made


def _held(node: Schema, type_: Any) -> tuple[Schema, Any]:
    return node["items"] if "items" in node else node["additionalProperties"], inner(type_)


def _text(node: Schema, type_: Any) -> Schema:
    pattern = _ID_PATTERN if isinstance(type_, NewType) else node.get("pattern")
    if pattern is None:
        return dict(_TEXT)
    about = {"pattern": pattern}
    if pattern in _MESSAGES:
        about["patternErrorMessage"] = _MESSAGES[pattern]
    return {"type": _TEXT["type"] if pattern == _ID_PATTERN else "string", **about}
