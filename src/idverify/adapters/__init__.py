"""Adapters: implementations of the interfaces in `idverify.ports`."""
