"""Days: knows no documents."""
