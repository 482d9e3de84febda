"""How cases and dossiers look outside the library (extra `json`)."""
