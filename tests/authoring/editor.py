"""Content as an editor reads it: YAML 1.2 (core schema), where `112` is a number and a date is text."""

import re

import yaml

_NUMBER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def as_an_editor_reads(text: str) -> object:
    """The value of a file without anchors and tags. Keys become text, as in JSON."""
    return _value(yaml.compose(text, Loader=yaml.SafeLoader))


def _value(node: yaml.Node | None) -> object:
    match node:
        case yaml.MappingNode():
            return {str(key.value): _value(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_value(one) for one in node.value]
        case yaml.ScalarNode(style=None) if node.value in _WORDS:
            return _WORDS[node.value]
        case yaml.ScalarNode(style=None) if _NUMBER.fullmatch(node.value):
            return 7.5  # which number does not matter
        case yaml.ScalarNode():
            return node.value
        case _:
            return None


def has_null(value: object) -> bool:
    match value:
        case dict():
            return any(map(has_null, value.values()))
        case list():
            return any(map(has_null, value))
        case _:
            return value is None
