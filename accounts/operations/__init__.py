"""Everything that changes an account, split by subject; call it as `operations.register(...)`."""

from accounts.operations.address_book import (
    TooManyAddresses,
    add_address,
    delete_address,
    make_default,
    restore_address,
    update_address,
)
from accounts.operations.credentials import WrongCredentials, WrongPassword
from accounts.operations.details import confirm_email, request_email_change, update_details
from accounts.operations.erasure import CannotErase, delete_account, erase, personal_data
from accounts.operations.housekeeping import purge
from accounts.operations.links import ExpiredLink, UnknownLink, UsedLink, check_link
from accounts.operations.passwords import change_password, request_reset, reset_password
from accounts.operations.registration import EmailTaken, activate, create_user, invite, register, request_activation
from accounts.operations.roles import (
    LastAdmin,
    NoShop,
    deactivate,
    end_access,
    grant_role,
    make_courier,
    reactivate,
    revoke_role,
    set_roles,
)
from accounts.operations.sellers import (
    AlreadyApplied,
    NotActivated,
    apply_to_sell,
    approve_seller,
    edit_seller,
    reject_seller,
    suspend_seller,
)
from accounts.operations.sessions import end_device, log_in, log_out
from accounts.operations.tokens import issue_token, note_use, revoke_token

__all__ = [
    "AlreadyApplied",
    "CannotErase",
    "EmailTaken",
    "ExpiredLink",
    "LastAdmin",
    "NoShop",
    "NotActivated",
    "TooManyAddresses",
    "UnknownLink",
    "UsedLink",
    "WrongCredentials",
    "WrongPassword",
    "activate",
    "add_address",
    "apply_to_sell",
    "approve_seller",
    "change_password",
    "check_link",
    "confirm_email",
    "create_user",
    "deactivate",
    "delete_account",
    "delete_address",
    "edit_seller",
    "end_access",
    "end_device",
    "erase",
    "grant_role",
    "invite",
    "issue_token",
    "log_in",
    "log_out",
    "make_courier",
    "make_default",
    "note_use",
    "personal_data",
    "purge",
    "reactivate",
    "register",
    "reject_seller",
    "request_activation",
    "request_email_change",
    "request_reset",
    "reset_password",
    "restore_address",
    "revoke_role",
    "revoke_token",
    "set_roles",
    "suspend_seller",
    "update_address",
    "update_details",
]
