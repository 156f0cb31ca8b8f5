"""What a typed question asks: kinds of fact, day, meaning-bearing words; knows no plan and no database."""
