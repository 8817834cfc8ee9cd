"""The gate that every request from outside passes."""


def admit(token: str) -> bool:
    """Say whether the bearer may pass."""
    return token.startswith("hp-")
