"""Every situation a policy can meet (状況), as bits: the machinery under each question."""
