"""How good and how fast matching is, beside what anybody could take from a shelf.

`quality` measures on public sets of questions, `speed` on invented Dutch. Neither is part of the running program.
"""
