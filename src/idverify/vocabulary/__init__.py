"""The nouns of identity verification: documents, reasons, capabilities, and who says so."""
