"""What is remembered: tables and the questions asked of them. Sync SQLAlchemy, times in UTC."""
