"""How cases and dossiers look outside the library; reading and writing JSON needs extra `json`."""
