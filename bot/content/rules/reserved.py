"""Words that the bot itself reacts to, so that no id and no button may be called so (S07)."""

RESERVED = frozenset(
    """
    stop terug menu help start privacy mens wis verder vergeet themas keuzehulp instellingen kwaliteit ga-terug
    """.split()
)
"""As ids. A button whose label is one of these, apart from capitals, accents and punctuation, is refused as well."""
