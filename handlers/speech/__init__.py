"""What people type, made into data: sentences, questions and orders, each behind the one door."""
