"""When people shop: little on Saturdays, most on Sunday and Monday evenings, hardly ever at night."""

from datetime import datetime, timedelta
from random import Random

# From Monday on.
WEEKDAYS = (12, 9, 9, 10, 7, 5, 13)
FIRST_HOUR = 7
HOURS = (1, 2, 3, 3, 3, 4, 4, 3, 3, 3, 4, 5, 7, 8, 8, 5, 2)
# Whoever cannot sleep has ordered in the evening before. What is younger than this is happening now, whatever the hour.
JUST_NOW = timedelta(hours=1)


def moment(now: datetime, random: Random, *, days: tuple[int, int]) -> datetime:
    """A day between so many days ago, and an hour of it. Takes the same number of random steps whenever it is."""
    first, last = days
    past = [now - timedelta(days=number) for number in range(first, last + 1)]
    day = random.choices(past, weights=[WEEKDAYS[one.weekday()] for one in past])[0]
    hour = random.choices(range(FIRST_HOUR, FIRST_HOUR + len(HOURS)), weights=HOURS)[0]
    return day.replace(hour=hour, minute=random.randrange(60), second=random.randrange(60), microsecond=0)


def awake(at: datetime, *, now: datetime) -> datetime:
    """The same time, or the evening before where it would be in the small hours: 3:20 becomes 20:20."""
    return at if at.hour >= FIRST_HOUR or now - at < JUST_NOW else at - timedelta(hours=FIRST_HOUR)
