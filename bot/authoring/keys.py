"""The kinds of content files and the keys that each may hold, taken from the models, with what each key means.

The explanations stand in `bot/texts/sleutels.yaml` and are passed in; `schema` and `skeleton` show them to authors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from bot.content.compiler import FOLDERS, OPTIONAL, SHARED, shape_for
from bot.content.models import FileShape, Shape

SCHEMA_FOLDER = "docs/schema"
"""From the folder that holds `knowledge/` and `dilemmas/`."""
EVERYWHERE = "overal"
"""The part of the explanations that holds for every kind of file."""

KeyPath = tuple[str, ...]
"""The keys that lead to a value. Places in a list, and names that authors choose (of a question, say), are left out."""
Explanations = Mapping[str, str]
"""What a key means, by kind and path: `boom.vragen.opties.label`."""


def _kind_of(shape: type[Shape]) -> str:
    """`boom` for the shape whose `schema` is `boom/1`."""
    (name,) = get_args(shape.model_fields["schema_name"].annotation)
    return str(name).partition("/")[0]


KINDS: Mapping[str, type[FileShape]] = {
    _kind_of(shape): shape for shape in (*FOLDERS.values(), *SHARED.values(), *OPTIONAL.values())
}
"""Each kind of file, by the name in its `schema`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key that a kind of file may hold."""

    path: KeyPath
    required: bool
    """By whatever it stands in."""


def keys_of(kind: str) -> Iterator[Key]:
    """Every key of this kind of file, in the order of the model; what stands in a key comes after it."""
    yield from _keys_in(KINDS[kind], ())


def explain(explanations: Explanations, kind: str, path: KeyPath) -> str:
    """What this key means. A key without explanation is our own mistake and raises `KeyError`."""
    name = ".".join(path)
    found = explanations.get(f"{kind}.{name}") or explanations.get(f"{EVERYWHERE}.{name}")
    if found is None:
        raise KeyError(f"{kind}.{name}")
    return found


def schema_name(kind: str) -> str:
    """The name of the file that holds the schema of this kind."""
    return f"{kind}.schema.json"


def modeline(file: str) -> str:
    """The first line of the content file at this path, by which an editor finds the schema."""
    shape = shape_for(file)
    if shape is None:
        raise ValueError(f"no content file: {file}")
    up = "../" * file.count("/")
    return f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{schema_name(_kind_of(shape))}"


def fields_of(shape: type[Shape]) -> Mapping[str, FieldInfo]:
    """The fields by the keys of authors, in the order of the model; what every file may hold comes last."""
    common = FileShape.model_fields
    names = sorted(shape.model_fields, key=lambda name: name in common)
    return {shape.model_fields[name].alias or name: shape.model_fields[name] for name in names}


def bare(annotation: Any) -> Any:
    """A type without `| None` and without what is annotated to it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return bare(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return bare(next(part for part in get_args(annotation) if part is not NoneType))
    return annotation


def inner(annotation: Any) -> Any:
    """The type of what a list or mapping holds; of anything else, the type itself."""
    kind = bare(annotation)
    origin = get_origin(kind)
    if origin is tuple:
        return bare(get_args(kind)[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return bare(get_args(kind)[1])
    return kind


def _keys_in(shape: type[Shape], above: KeyPath) -> Iterator[Key]:
    for name, field in fields_of(shape).items():
        path = (*above, name)
        yield Key(path=path, required=field.is_required())
        held = inner(field.annotation)
        if isinstance(held, type) and issubclass(held, Shape):
            yield from _keys_in(held, path)
