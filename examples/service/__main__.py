"""`python -m service` from `examples/`: the service on this machine."""

import os
import sys

import uvicorn

from service.app import create_app

if __name__ == "__main__":
    if "DESK_PASSWORD" not in os.environ:
        sys.exit("Set DESK_PASSWORD: reviewers log in with it, under any name.")
    uvicorn.run(create_app(), port=int(os.environ.get("PORT", "8000")))
