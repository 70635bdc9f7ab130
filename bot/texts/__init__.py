"""Every fixed sentence for users, by key. The sentences stand in `nl.yaml`; norms and trees bring their own."""

from collections.abc import Callable, Iterator, Mapping
from string import Formatter


class Texts:
    """Looks a sentence up and fills it in. Keys say place and purpose, such as `antwoord.bron`."""

    def __init__(self, sentences: Mapping[str, str], formal: Callable[[str], str] = str) -> None:
        """Take the sentences by key, and what says any text in u-form; without it they stay in je-form."""
        self._sentences = dict(sentences)
        self._words: dict[str, tuple[str, ...]] = {}
        self.formal = formal

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under `key` with its `{fields}` filled.

        A key that does not exist, or a field without a value, is our own mistake and raises `KeyError`. Values are
        inserted as they are and never read as a template, so text of a user is safe in one.
        """
        return self._sentences[key].format_map(values)

    def words(self, key: str) -> tuple[str, ...]:
        """The comma-separated words under `key`, in their order."""
        if key not in self._words:
            self._words[key] = tuple(word.strip() for word in self._sentences[key].split(","))
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def fields(self, key: str) -> frozenset[str]:
        """The names that the sentence under `key` wants filled in."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self._sentences[key]) if name)


def flatten(tree: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Nested mappings as one level: `{"a": {"b": "x"}}` becomes `{"a.b": "x"}`. Texts lose white space at both ends."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value).strip()
    return flat
