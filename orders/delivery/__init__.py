"""
What a courier does with a parcel, and what the office does about it: lock → check → change → announce.

Who may do what when is `orders.actions`; the code is `orders.handover`, what was noted at the door `orders.proofs`.
"""

from orders.delivery.claiming import Taken, claim, claimable_by, give_back, in_areas_of
from orders.delivery.door import HandoverLocked, WrongCode, deliver
from orders.delivery.failing import BadDate, fail, hand_back
from orders.delivery.office import assign, override_handover, reassign
from orders.delivery.road import arrive, pick_up, start, start_round

__all__ = [
    "BadDate",
    "HandoverLocked",
    "Taken",
    "WrongCode",
    "arrive",
    "assign",
    "claim",
    "claimable_by",
    "deliver",
    "fail",
    "give_back",
    "hand_back",
    "in_areas_of",
    "override_handover",
    "pick_up",
    "reassign",
    "start",
    "start_round",
]
