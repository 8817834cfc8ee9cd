"""Turns delivered parcels into invoice lines."""

from money import Money


def line_for(event: dict, tariff: dict[str, int]) -> tuple[str, Money]:
    """One invoice line, keyed by the event so that a replay cannot bill twice."""
    return event["event_id"], Money(tariff[event["service"]], "EUR")
