"""JSON and OpenID forms of cases and dossiers; the JSON codec needs the extra `json`."""
