from accounts.models.address import PARTS, Address, PostalAddress
from accounts.models.seller import Courier, Seller, SellerEvent, SellerStatus
from accounts.models.token import Device, LimitCounter, Token, TokenScope
from accounts.models.user import User, normal_email

__all__ = [
    "PARTS",
    "Address",
    "Courier",
    "Device",
    "LimitCounter",
    "PostalAddress",
    "Seller",
    "SellerEvent",
    "SellerStatus",
    "Token",
    "TokenScope",
    "User",
    "normal_email",
]
