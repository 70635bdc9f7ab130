"""Broken examples that are too large to write down, or that no text file can hold, and what must come of them."""

from collections.abc import Mapping

from tests.content.overlay import GOOD

TREE = "dilemmas/geschenk.yaml"
NORM = "knowledge/normen/geschenken.yaml"


def tree_file(questions: str) -> bytes:
    """The good tree with other questions; its three outcomes stay."""
    text = GOOD[TREE].decode()
    before, _, rest = text.partition("start: gever\nvragen:\n")
    _, _, after = rest.partition("uitkomsten:\n")
    return f"{before}start: v0\nvragen:\n{questions}uitkomsten:\n{after.partition('proeven:')[0]}".encode()


def question(id_: str, *targets: str) -> str:
    options = "".join(
        f"      - id: keus-{n}\n        label: Keus {n}\n        naar: {target}\n" for n, target in enumerate(targets)
    )
    return f"  {id_}:\n    vraag: Vraag {id_}?\n    zonder_twijfel: Dat weet iedereen.\n    opties:\n{options}"


ENDS = ("uitkomst/houden", "uitkomst/bespreken", "uitkomst/teruggeven")


def too_many_questions() -> bytes:
    """61 questions as a tree of two ways each, six deep."""
    text = ""
    for n in range(61):
        ways = [f"v{child}" if child < 61 else ENDS[child % 3] for child in (2 * n + 1, 2 * n + 2)]
        text += question(f"v{n}", *ways)
    return tree_file(text)


def too_many_paths() -> bytes:
    """Six layers of six questions: each option leads to another question of the next layer. 6**6 paths."""
    text = question("v0", *(f"v1-{n}" for n in range(6)))
    for layer in range(1, 6):
        for here in range(6):
            text += question(f"v{layer}-{here}", *(f"v{layer + 1}-{n}" if layer < 5 else ENDS[n % 3] for n in range(6)))
    return tree_file(text)


def round_and_round() -> Mapping[str, bytes]:
    """Two trees of which every outcome leads to the other."""
    gift = GOOD[TREE].decode().replace("    vervolg: bijbaan\n", "")
    job = GOOD["dilemmas/bijbaan.yaml"].decode()
    close = "    verwijzing: {route: leidinggevende}\n"
    return {
        TREE: gift.replace("    soort: ", "    vervolg: bijbaan\n    soort: ").encode(),
        "dilemmas/bijbaan.yaml": job.replace(close, close + "    vervolg: geschenk\n").encode(),
    }


def _padded(text: str) -> bytes:
    return GOOD[NORM].replace(b"uitleg: Zo", f"uitleg: {text}".encode())


GENERATED: Mapping[str, tuple[Mapping[str, bytes], str]] = {
    "K01-utf-16": ({NORM: GOOD[NORM].decode().encode("utf-16")}, f"{NORM}:1:1: fout[K01]"),
    "K01-latin-1": (
        {NORM: GOOD[NORM].replace(b"vrij", "één".encode("latin-1"))},
        f"{NORM}:8:21: fout[K01]",
    ),
    "K02-word": ({NORM: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 9}, f"{NORM}:1:1: fout[K02]"),
    "K05-bestand-te-groot": ({NORM: GOOD[NORM] + b"# nog iets\n" * 20_000}, f"{NORM}:1:1: fout[K05]"),
    "K05-tekst-te-lang": ({NORM: _padded("woord " * 700)}, f"{NORM}:8:9: fout[K05]"),
    "K05-te-diep": ({NORM: GOOD[NORM] + b"extra: " + b"[" * 30 + b"]" * 30}, f"{NORM}:41:31: fout[K05]"),
    "K05-te-veel-onderdelen": ({NORM: GOOD[NORM] + b"extra: [" + b"a," * 30_000 + b"]"}, f"{NORM}:41:39775: fout[K05]"),
    "K05-te-veel-vragen": ({TREE: too_many_questions()}, f"{TREE}:13:1: fout[K05]"),
    "G16-te-veel-paden": ({TREE: too_many_paths()}, f"{TREE}:13:1: fout[G16]"),
    "G18-rondje": (round_and_round(), "dilemmas/bijbaan.yaml:45:14: fout[G18]"),
}
