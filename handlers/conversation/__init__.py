"""What belongs to the turn before: cards, replies, corrections, undoing, and what is passed on."""
