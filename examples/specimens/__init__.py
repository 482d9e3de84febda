"""Specimen cards and papers of invented people, for demonstrations and tests."""
