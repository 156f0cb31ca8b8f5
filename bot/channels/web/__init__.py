"""The chat behind a personal link: a channel without a network."""
