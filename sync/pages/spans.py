"""Spans of time as people say them: "7 weeks ago", "5 weeks"."""

from datetime import timedelta


def ago(span: timedelta) -> str:
    """How long ago something was, by the day."""
    days = span.days
    if days < 0:
        return "in the future"
    if days < 2:
        return ("today", "yesterday")[days]
    return f"{age_words(span)} ago"


def age_words(span: timedelta) -> str:
    """An age: in days up to two weeks, in weeks up to half a year, then in months."""
    days = max(span.days, 0)
    if days < 14:
        number, unit = days, "day"
    elif days < 182:
        number, unit = days // 7, "week"
    else:
        number, unit = round(days / 30.4), "month"
    return f"{number} {unit}{'s' * (number != 1)}"
