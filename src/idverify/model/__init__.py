"""Values of the domain: applicants, documents, observations, submissions, uploads, reasons."""
