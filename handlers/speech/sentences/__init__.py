"""What one typed sentence says, as plain data: text in, values out; knows no plan and no database."""
