"""Catalogues as data: document kinds, rejection reasons, capabilities and sources."""
