"""Names of things that travel between rooms: ids, roles and kinds of organisation.

Ids are plain text to Python and different types to mypy, so a norm cannot be looked up by a tree's id.
"""

from enum import StrEnum
from typing import NewType

TreeId = NewType("TreeId", str)
NodeId = NewType("NodeId", str)
"""A question or an outcome, unique within its tree."""
OptionId = NewType("OptionId", str)
"""An answer to a question, unique within its question; it never changes its meaning."""
NormId = NewType("NormId", str)
ThemeId = NewType("ThemeId", str)
OrganisationId = NewType("OrganisationId", str)
HelpId = NewType("HelpId", str)
CardId = NewType("CardId", str)
"""A safety card in `nood.yaml`."""
Revision = NewType("Revision", str)
"""64 lower-case hex digits: SHA-256 over all content files (`bot.content.revision`)."""
ConversationId = NewType("ConversationId", str)
"""One talk in one channel. Opaque: only the channel knows which chat it stands for."""


class Role(StrEnum):
    """In which office somebody asks. The value is the Dutch word in the authors' files."""

    OFFICIAL = "ambtenaar"
    EXECUTIVE = "bestuurder"
    MEMBER = "volksvertegenwoordiger"


class Body(StrEnum):
    """The kind of public body. Each has its own organic law, hence other articles."""

    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"
    WATER_BOARD = "waterschap"
