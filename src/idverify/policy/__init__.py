"""Verification policies (本人確認の基準): the dated and cited rules of a service."""
