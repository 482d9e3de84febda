"""Lifecycle of a case: states, events and commands; decide, evolve and replay."""
