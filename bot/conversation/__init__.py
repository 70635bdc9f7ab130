"""The conversation: an event comes in, a new state and replies come out. Pure.

button   a move, written in at most 64 bytes and read back
turn     events, replies, states
desk     what may be consulted: content, matcher, texts
step     the dispatch
consult  a question in one's own words -> answer card, choices or "I do not know"
guide    walking a decision tree up to its outcome
refer    a human: routes, help points, danger
menu     start, themes, help, quality, settings
privacy  what is kept, who can read along; keeping is what governs it
"""
