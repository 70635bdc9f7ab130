"""The conversation: an event comes in, a new state and replies come out. Pure.

step          the dispatch: danger first, then what was pressed, typed or commanded
presenting    the last touch: the way back to the tree, who asks, the asker's manner
hearing       what typed words mean where they were typed; typed finds the button, asker who asks
consult       a question in one's own words -> answer card, choices or "I do not know"; card has the sides of a norm
guide         walking a decision tree; outcome and looking_back (answers, what if, note) are its other screens
refer         a human: routes, help points, danger; when says whether they are there
menu          start, themes, help, quality, settings; privacy what is kept, keeping what governs it
desk          what may be consulted: content, matcher, texts, the time; spot a place in a tree with all that it needs
button, turn  a move in at most 64 bytes; events, replies, states
"""
