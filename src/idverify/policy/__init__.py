"""What a service asks for, since when, and who says so."""
