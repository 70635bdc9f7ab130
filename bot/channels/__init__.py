"""The channels: an outside message becomes an `Event`, a `Reply` becomes a message. They hold a consultation."""
