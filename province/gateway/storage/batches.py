"""Group commit for an asyncio storage: while one batch is flushed the next one gathers, and shares its flush."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")
MAX_BATCH = 256


class Batches(Generic[A, R]):
    """Collects items of one kind and hands them to `flush` together; belongs to one event loop.

    `flush` gives a result, or an error for its asker, for each item in order. When it raises one of
    `spoiling`, an item is to blame, so each is tried alone; any other error goes to everybody in the batch.
    """

    def __init__(
        self,
        flush: Callable[[Sequence[A]], Awaitable[Sequence[R | Exception]]],
        spoiling: tuple[type[Exception], ...] = (),
        most: int = MAX_BATCH,
    ) -> None:
        self._flush = flush
        self._spoiling = spoiling
        self._most = most
        self._waiting: deque[tuple[A, asyncio.Future[R]]] = deque()
        self._task: asyncio.Task[None] | None = None
        self.commits = 0
        self.jobs = 0

    @property
    def waiting(self) -> int:
        """Items that wait for the next batch."""
        return len(self._waiting)

    async def add(self, item: A) -> R:
        """The item's result, after the commit that holds it."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return await future

    async def drain(self) -> None:
        """Return when nothing is under way any more."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        """Batch after batch, until nothing waits."""
        while self._waiting:
            size = min(len(self._waiting), self._most)
            batch = [self._waiting.popleft() for _ in range(size)]
            batch = [(item, future) for item, future in batch if not future.cancelled()]
            if batch:
                await self._settle(batch)

    async def _settle(self, batch: list[tuple[A, asyncio.Future[R]]]) -> None:
        """Flush one batch and tell everybody."""
        try:
            results = await self._flush([item for item, _ in batch])
        except self._spoiling as error:
            if len(batch) == 1:
                _tell(batch[0][1], error)
                return
            for one in batch:
                await self._settle([one])
            return
        # Edge: whatever went wrong with the database belongs to those who asked.
        except Exception as error:  # noqa: BLE001
            for _, future in batch:
                _tell(future, error)
            return
        self.commits += 1
        self.jobs += len(batch)
        for (_, future), result in zip(batch, results, strict=True):
            _tell(future, result)


def _tell(future: asyncio.Future[R], result: R | Exception) -> None:
    """Settle a future that its owner may have given up meanwhile."""
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
