"""Signing in, and what one may do about it oneself."""

from __future__ import annotations

from tests.permissions.registry import ANSWERED, Entry, everyday, form, public
from tests.permissions.roles import COLLEAGUES, EVERYBODY, SIGNED_IN

#: Shown to a visitor; somebody who is signed in is sent on.
SHOWN_OR_SENT_ON = frozenset({200, 302})

ACCOUNTS: tuple[Entry, ...] = (
    public("account_login", answers=SHOWN_OR_SENT_ON),
    form("account_login", EVERYBODY),
    Entry("account_logout", SIGNED_IN),
    form("account_logout", EVERYBODY),
    public("account_inactive"),
    public("account_signup", answers=SHOWN_OR_SENT_ON),
    everyday("account_reauthenticate", answers=SHOWN_OR_SENT_ON),
    form("account_reauthenticate", COLLEAGUES),
    everyday("account_change_password", answers=SHOWN_OR_SENT_ON),
    form("account_change_password", COLLEAGUES),
    everyday("account_set_password", answers=SHOWN_OR_SENT_ON),
    public("account_reset_password", answers=SHOWN_OR_SENT_ON),
    public("account_reset_password_done"),
    Entry(
        "account_reset_password_from_key",
        EVERYBODY,
        lambda world: ("1", "never-issued"),
        answers=SHOWN_OR_SENT_ON,
    ),
    public("account_reset_password_from_key_done"),
    everyday("mfa_index"),
    Entry("mfa_authenticate", EVERYBODY, answers=SHOWN_OR_SENT_ON),
    everyday("mfa_reauthenticate", answers=SHOWN_OR_SENT_ON),
    everyday("mfa_view_recovery_codes", answers=frozenset({200, 302, 404})),
    everyday("mfa_generate_recovery_codes", answers=SHOWN_OR_SENT_ON),
    everyday("mfa_download_recovery_codes", answers=frozenset({200, 302, 404})),
    everyday("mfa_activate_totp", answers=SHOWN_OR_SENT_ON),
    everyday("mfa_deactivate_totp", answers=frozenset({200, 302, 404})),
    everyday("mfa_list_webauthn", answers=SHOWN_OR_SENT_ON),
    everyday("mfa_add_webauthn", answers=SHOWN_OR_SENT_ON),
    # Addresses that allauth brings and that we do not offer.
    *(
        public(name, answers=frozenset({302, 404}))
        for name in ("account_email", "account_email_verification_sent")
    ),
    Entry(
        "account_confirm_email",
        EVERYBODY,
        lambda world: ("never-given",),
        answers=frozenset({302, 404}),
    ),
    public("account_confirm_login_code", answers=frozenset({302, 404})),
    public("mfa_login_webauthn", headers={"X-Requested-With": "XMLHttpRequest"}, answers=ANSWERED),
    everyday("mfa_reauthenticate_webauthn", answers=SHOWN_OR_SENT_ON),
    *(
        Entry(name, COLLEAGUES, lambda world: (1,), answers=frozenset({302, 404}))
        for name in ("mfa_remove_webauthn", "mfa_edit_webauthn")
    ),
    everyday("usersessions_list"),
    form("usersessions_list", COLLEAGUES),
)
