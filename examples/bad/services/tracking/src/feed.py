"""Reads scans and keeps the last known place of each parcel."""


def place_of(scans: list[dict]) -> str | None:
    """The depot of the newest scan, if there is one."""
    newest = max(scans, key=lambda scan: scan["at"], default=None)
    return newest["depot"] if newest else None
