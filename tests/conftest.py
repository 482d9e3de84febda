"""A PostgreSQL for all tests of one worker, empty for each."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a database with tables."""
    from support.postgres import database  # noqa: PLC0415 - most tests need no psycopg

    with database() as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The URL of a database with empty tables."""
    from support.postgres import empty  # noqa: PLC0415 - the same

    empty(postgres_server)
    return postgres_server
