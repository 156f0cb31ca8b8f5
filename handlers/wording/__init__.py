"""Every Vietnamese sentence the bot says, a file per subject."""
