"""A part of the content of this repository that compiles by itself: some trees, the norms they name, what is common.

With all of the content each compilation takes more than a second, and what is wrong in one tree has nothing to do with
the sixty norms that it does not name.
"""

import re
from collections.abc import Mapping

_NAMED = re.compile(r"^ +(?:normen: \[(.*)\]|omdat: (.*))$", re.MULTILINE)
_COMMON = ("knowledge/organisaties/gemeente", "knowledge/organisaties/provincie.", "knowledge/organisaties/waterschap.")


def part_of(files: Mapping[str, bytes], *trees: str) -> dict[str, bytes]:
    """The files for these trees, by their ids. Links to what is left out are taken out."""
    texts = {name: raw.decode() for name, raw in files.items()}
    norms = {id_ for tree in trees for id_ in _named(texts[f"dilemmas/{tree}.yaml"])}
    kept = norms | set(trees)
    part: dict[str, bytes] = {}
    for name, text in texts.items():
        folder, _, stem = name.removesuffix(".yaml").rpartition("/")
        if folder in ("dilemmas", "knowledge/normen") and stem not in kept:
            continue
        if name == "knowledge/proefvragen.yaml":  # they ask for every norm
            continue
        if folder == "knowledge/organisaties" and not name.startswith(_COMMON):
            continue
        part[name] = _without_links(text, kept).encode()
    return part


def _named(tree: str) -> set[str]:
    found = (several or one for several, one in _NAMED.findall(tree))
    return {id_.strip() for ids in found for id_ in ids.split(",")}


def _without_links(text: str, kept: set[str]) -> str:
    def only_kept(line: re.Match[str]) -> str:
        ids = [id_ for id_ in re.split(r"[,\s]+", line[2]) if id_ in kept]
        return f"{line[1]}[{', '.join(ids)}]"

    text = re.sub(r"(?m)^( *(?:zie_ook|bomen|normen): )\[(.*)\]$", only_kept, text)
    text = re.sub(r"(?m)^  - \{vraag: .*, wel: ([a-z-]+)\}\n", lambda line: line[0] if line[1] in kept else "", text)
    text = re.sub(r"(?m)^niet:\n(?! )", "", text)
    return re.sub(r"(?m)^    vervolg: ([a-z-]+)\n", lambda line: line[0] if line[1] in kept else "", text)
