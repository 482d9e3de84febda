"""Parts that touch the world, each keeping one of the promises in `idverify.ports`."""
