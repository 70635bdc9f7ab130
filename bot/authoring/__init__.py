"""The life of the content: from a draft to a published revision. Pure."""
