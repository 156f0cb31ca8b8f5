"""Messages in and out: kept before they are acknowledged, answered in order, sent once."""
