"""What may happen to a case, one step at a time: decide, evolve, replay."""
