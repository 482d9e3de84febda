"""What other test suites may use: strategies, honest rewritings, and the laws of the ports."""
