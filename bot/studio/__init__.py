"""The studio: what authors get to look at, pictures and documents of a tree. It only shows; nothing is changed here.

Its libraries are loaded at the first picture and never by the bot that serves people (ADR 009).
"""
