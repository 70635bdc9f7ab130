"""The part of fontTools that is used here."""
