"""Wegwijzer Integriteit: a chat in which officials put an integrity dilemma, without a name."""

__version__ = "0.1.0"
