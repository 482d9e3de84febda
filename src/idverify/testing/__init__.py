"""What we hand to test suites of others: strategies and laws (extra `testing`)."""
