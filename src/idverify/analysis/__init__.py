"""The policy laboratory (基準の実験室): exact answers about rules, cases and populations."""
