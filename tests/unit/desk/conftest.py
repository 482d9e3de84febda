"""A desk stores JSON, so its tests need the extra `json` and are left out without it."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("orjson") else ["test_*.py"]
