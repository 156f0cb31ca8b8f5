"""Who speaks: joining, inviting, approving, channels, links, consent and one's own data."""
