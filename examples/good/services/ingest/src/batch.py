"""Collects scans at a depot and hands them on in batches."""

MAX_SCANS = 500
MAX_SECONDS = 20


def is_due(scans: int, age_seconds: float) -> bool:
    """A batch leaves when it is full or old enough, whichever comes first."""
    return scans >= MAX_SCANS or age_seconds >= MAX_SECONDS
