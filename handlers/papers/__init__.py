"""What units owe on paper: said to be sent, confirmed, still owed."""
