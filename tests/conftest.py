"""How properties are tried: without a clock, so that a slow machine is no failure."""

from hypothesis import settings

settings.register_profile("idverify", deadline=None)
settings.load_profile("idverify")
