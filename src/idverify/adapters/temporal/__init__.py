"""Temporal adapter (extra `temporal`): one durable workflow for each case.

A service calls `desk`, `worker` runs the cases, and `converter` encrypts their
histories. Nothing is imported here, because the workflow sandbox loads this package
again for every run.
"""
