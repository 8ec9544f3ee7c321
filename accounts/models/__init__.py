from accounts.models.address import PARTS, Address, PostalAddress
from accounts.models.audit import AuditEvent
from accounts.models.factor import CodeApp, Passkey, RecoveryCode, RequiredFactor
from accounts.models.saved_view import SavedView
from accounts.models.seller import Courier, Seller, SellerEvent, SellerStatus
from accounts.models.token import Device, LimitCounter, Token, TokenScope
from accounts.models.user import User, normal_email

__all__ = [
    "PARTS",
    "Address",
    "AuditEvent",
    "CodeApp",
    "Courier",
    "Device",
    "LimitCounter",
    "Passkey",
    "PostalAddress",
    "RecoveryCode",
    "RequiredFactor",
    "SavedView",
    "Seller",
    "SellerEvent",
    "SellerStatus",
    "Token",
    "TokenScope",
    "User",
    "normal_email",
]
