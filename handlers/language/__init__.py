"""Vietnamese as text: folding, days, hours, telephones, names of people and units; knows no plan and no database."""
