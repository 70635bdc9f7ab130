"""How a free question finds its norm or tree: words in, candidates with one calibrated confidence out.

The door is `decide.Matcher`. Pure: no clock, no chance, no files; an index is built from content and never changes.
"""
