"""The sample event that ships with the bot: an invented plan and an invented cast."""
