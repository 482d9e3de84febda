"""A case on Temporal (extra `temporal`): one durable workflow for each case.

`desk` is what a service calls, `worker` what runs the cases, `converter` what
keeps their histories unreadable. Nothing is imported here: the workflow's sandbox
loads this package anew for every run.
"""
