"""Policies ready to use, one file each; every rule says where it was read."""

from idverify.policy.presets.crowdworks_article import CROWDWORKS_ARTICLE

__all__ = ["CROWDWORKS_ARTICLE"]
