"""Values of the model: applicants, documents, submissions, uploads, reasons and contacts."""
