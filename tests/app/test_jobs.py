from __future__ import annotations

import pytest

from app.errors import JobCancelled
from app.jobs import CancelFlag, Job, NoProgress, Progress


def test_flag_stops_a_job_only_after_someone_asked() -> None:
    flag = CancelFlag()
    flag.check()
    flag.set()
    assert flag.is_set
    with pytest.raises(JobCancelled):
        flag.check()


def test_job_runs_without_anybody_watching() -> None:
    def count(progress: Progress) -> int:
        for done in range(3):
            progress.step(done, 3, "Counting")
        return 3

    job: Job[int] = count
    assert job(NoProgress()) == 3
