"""The nouns of the field as values and catalogues; nothing is decided here."""
