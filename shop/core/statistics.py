"""Whether two samples of times differ by more than chance."""

import math
from collections.abc import Sequence


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """
    The rank-sum test of Mann and Whitney (1947), two-sided, by its normal approximation without ties: fit for times by
    the nanosecond and samples from twenty on.

    :returns: how often a value of the first exceeds one of the second (0.5 means neither does), and the probability of
        samples at least this unlike where the two are the same.
    """
    values = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    ranks = sum(rank for rank, (_value, sample) in enumerate(values, start=1) if sample == 0)
    n, m = len(first), len(second)
    above = ranks - n * (n + 1) / 2
    spread = math.sqrt(n * m * (n + m + 1) / 12)
    score = (above - n * m / 2) / spread
    return above / (n * m), math.erfc(abs(score) / math.sqrt(2))
