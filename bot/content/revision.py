"""The name of a set of content files: a hash that is equal when, and only when, all files are equal (V01)."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from bot.ids import Revision


def revision_of(files: Mapping[str, bytes]) -> Revision:
    """SHA-256 over all files, in hexadecimal.

    Paths are relative with `/` between the parts, such as `dilemmas/geschenk.yaml`. They go in by order of their UTF-8
    bytes; each adds its length as 8 bytes (big-endian), itself, the length of its content as 8 bytes, and the content.
    The lengths keep two different sets from ever reading alike. Stable: this is written in consultations and in
    decision notes, so that it may never change.
    """
    digest = hashlib.sha256()
    for name, content in sorted((path.encode("utf-8", "surrogatepass"), raw) for path, raw in files.items()):
        for part in (name, content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return Revision(digest.hexdigest())


def revision_tag(revision: Revision) -> str:
    """The first 6 bytes of the hash in 8 characters of URL-safe base64: short enough for a button."""
    return urlsafe_b64encode(bytes.fromhex(revision[:12])).decode("ascii")
