"""The decision tree and walking it. Pure: no files, no clock, no channel."""
