"""The same work on Ray (extra `ray`), on two cores or a thousand."""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import ray
from ray.exceptions import RayError

from idverify.adapters.frames.carried import carried, unpacked
from idverify.adapters.frames.files import Done, Engine, Part, Task

__all__ = ["on_ray", "start"]

#: A worker that dies is replaced so often; a part that kills every one of them is told.
_TRIES: Final = 3
#: Parts handed out at once; more would only wait in the scheduler's memory.
_AHEAD: Final = 64


def on_ray(address: str | None = None, *, workers: int | None = None) -> Engine:
    """Return the engine that does the work on a Ray cluster, or on this machine.

    Source and target have to be places that every worker sees, and every worker needs this
    package. A Ray that already runs in this process is used and left running. A worker that is
    killed is replaced, and its part done anew: no trace of the first try is left.

    Args:
        address: The cluster, as `ray.init` takes it; None: this machine.
        workers: On this machine, how many; None: one a core.
    """

    def run(work: Task, parts: Sequence[Part]) -> Iterator[Done]:
        if ray.is_initialized():
            yield from _spread(work, parts)
            return
        start(address, workers=workers)
        try:
            yield from _spread(work, parts)
        finally:
            ray.shutdown()

    return run


def start(address: str | None = None, *, workers: int | None = None) -> None:
    """Start Ray on this machine or join a cluster, quietly; `ray.shutdown()` ends it."""
    # Ray reports its use to its makers unless told not to; nothing of ours leaves the house.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    if address is None:
        settings |= {"num_cpus": workers, "include_dashboard": False}
    ray.init(address=address, **settings)


def _spread(work: Task, parts: Sequence[Part]) -> Iterator[Done]:
    task = ray.remote(max_retries=_TRIES)(_do)
    blob = ray.put(carried(work))
    waiting: dict[Any, Part] = {}
    left = iter(parts)
    while True:
        for part in left:
            waiting[task.remote(blob, part)] = part
            if len(waiting) >= _AHEAD:
                break
        if not waiting:
            return
        for ready in ray.wait([*waiting])[0]:
            yield _result(ready, waiting.pop(ready))


def _result(ready: Any, part: Part) -> Done:  # noqa: ANN401 - a reference, of whatever Ray says
    try:
        done: Done = ray.get(ready)
    except RayError as failure:
        return Done(part=part, failure=f"its worker died each time ({type(failure).__name__})")
    return done


def _do(blob: bytes, part: Part) -> Done:
    return _work(bytes(blob))(part)


@lru_cache(maxsize=2)
def _work(blob: bytes) -> Task:
    """Unpack the work once a process, so that what it concluded is remembered."""
    return unpacked(blob)
