"""Who may see and do what: a line for each address of the office. What has no line is refused to everybody."""

from __future__ import annotations

from collections.abc import Mapping

from hustings.office.accounts.models import CLERK, DEPUTY, HELPER, OFFICER, ORGANISER, SCRUTINEER, STAND_IN

# Besides roles in the election that an address is about: everybody, whoever has an account, those who may begin
# elections, administrators, and whoever has an account and is none.
ANYBODY, ACCOUNT, BEGINNER, ADMINISTRATOR = "anybody", "account", "beginner", "administrator"
CAMPAIGNER = "campaigner"
Who = frozenset[str]
OPEN, SIGNED_IN, BEGINS, MANAGES = (frozenset({each}) for each in (ANYBODY, ACCOUNT, BEGINNER, ADMINISTRATOR))
CAMPAIGNS: Who = frozenset({CAMPAIGNER})
OWNER = frozenset({OFFICER})
HEADS = OWNER | {DEPUTY}
DECLARERS = HEADS | {SCRUTINEER}
READERS = HEADS | {SCRUTINEER}
NOMINATING = HEADS | {CLERK}
ALL = READERS | {CLERK}
# In a campaign: whose it is, and everybody in it.
ITS_HEAD: Who = frozenset({ORGANISER})
WITHIN: Who = frozenset({ORGANISER, HELPER, STAND_IN})
ITS_STAND_IN: Who = frozenset({STAND_IN})
NOBODY: Who = frozenset()

# By the name of an address: who may see it, and who may send its form.
RIGHTS: Mapping[str, tuple[Who, Who]] = {
    "elections": (SIGNED_IN, NOBODY),
    "put-aside": (SIGNED_IN, NOBODY),
    "new": (BEGINS, BEGINS),
    "bring": (NOBODY, BEGINS),
    "try": (NOBODY, BEGINS),
    "rule-books": (SIGNED_IN, NOBODY),
    # An election and its set-up.
    "election": (ALL | WITHIN, NOBODY),
    "away": (NOBODY, OWNER | ITS_HEAD),
    "set-up": (READERS, NOBODY),
    "about": (READERS, HEADS),
    "text": (READERS | WITHIN, HEADS | WITHIN),
    "new-contest": (HEADS, HEADS),
    "contest": (READERS, HEADS),
    "remove-contest": (NOBODY, HEADS),
    "candidates": (ALL, NOMINATING),
    "new-slate": (HEADS | WITHIN, HEADS | WITHIN),
    "slate": (READERS | WITHIN, HEADS | WITHIN),
    "remove-slate": (NOBODY, HEADS | WITHIN),
    "places": (READERS, HEADS),
    "new-place": (HEADS, HEADS),
    "place": (READERS, HEADS),
    "remove-place": (NOBODY, HEADS),
    "nominations": (ALL | WITHIN, NOMINATING | WITHIN),
    "nomination": (NOBODY, NOMINATING | WITHIN),
    "nominations-chart": (ALL | WITHIN, NOBODY),
    # Campaigns: what they are shown, and their own.
    "campaigns": (READERS, HEADS),
    "new-campaign": (CAMPAIGNS, CAMPAIGNS),
    "take-in": (NOBODY, WITHIN),
    "own-slate": (NOBODY, WITHIN),
    "published-chart": (WITHIN, NOBODY),
    "beliefs": (WITHIN, WITHIN),
    "belief-sheet": (WITHIN, NOBODY),
    "plan": (WITHIN, WITHIN),
    "plan-report": (WITHIN, NOBODY),
    "take-plan": (NOBODY, WITHIN),
    "enough": (NOBODY, WITHIN),
    "preview": (NOBODY, WITHIN),
    "offer-preview": (NOBODY, WITHIN),
    "end-preview": (NOBODY, WITHIN),
    "change": (WITHIN, WITHIN),
    # Ballots, counts and declarations.
    "result": (READERS, NOBODY),
    "ballots": (NOBODY, HEADS),
    "count": (NOBODY, HEADS),
    "declare": (NOBODY, HEADS),
    "countersign": (NOBODY, DECLARERS),
    "recount": (NOBODY, READERS),
    "report": (READERS, NOBODY),
    "set-aside": (NOBODY, HEADS),
    "complain": (NOBODY, HEADS),
    "decide": (NOBODY, HEADS),
    "papers": (ALL, NOMINATING),
    "read-papers": (NOBODY, HEADS),
    "paper-sheet": (READERS, NOBODY),
    "batch": (READERS, HEADS),
    "throw-batch": (NOBODY, HEADS),
    "vacancies": (READERS, HEADS),
    "constraint": (NOBODY, HEADS),
    "vacancy-sheet": (READERS, NOBODY),
    "declare-vacancy": (NOBODY, HEADS),
    "vacancy-file": (READERS, NOBODY),
    "result-file": (READERS, NOBODY),
    "run": (READERS | WITHIN, NOBODY),
    "progress": (READERS | WITHIN, NOBODY),
    "cancel": (NOBODY, HEADS | WITHIN),
    "again": (NOBODY, HEADS | WITHIN),
    "preview-sheet": (READERS, NOBODY),
    "read-again": (NOBODY, HEADS),
    "confirm": (NOBODY, HEADS),
    "lot": (NOBODY, HEADS),
    "accept": (NOBODY, HEADS),
    "remove-upload": (NOBODY, HEADS),
    # What is published, kept and written down.
    "publish": (READERS | WITHIN, HEADS | WITHIN),
    "make-site": (NOBODY, HEADS | WITHIN),
    "site-zip": (READERS | WITHIN, NOBODY),
    "put-up": (NOBODY, HEADS | ITS_HEAD),
    "take-down": (NOBODY, HEADS | ITS_HEAD),
    "retention": (READERS | WITHIN, OWNER | ITS_HEAD),
    "versions": (READERS | WITHIN, NOBODY),
    "compare": (READERS | WITHIN, NOBODY),
    "restore": (NOBODY, HEADS | WITHIN),
    "bring-version": (NOBODY, HEADS | ITS_HEAD),
    "download": (READERS | WITHIN, NOBODY),
    "acts": (READERS | WITHIN, NOBODY),
    # People.
    "roles": (READERS | WITHIN, OWNER | ITS_HEAD),
    "destroy-accounts": (NOBODY, OWNER | ITS_HEAD),
    "remove-role": (NOBODY, OWNER | ITS_HEAD),
    "take-over": (NOBODY, ITS_STAND_IN),
    "accounts": (MANAGES, MANAGES),
    "account-open": (NOBODY, MANAGES),
    "let-in-again": (NOBODY, MANAGES),
    "withdraw": (NOBODY, MANAGES),
    "appoint": (NOBODY, MANAGES),
    "account-acts": (MANAGES, NOBODY),
    "join": (OPEN, OPEN),
    "forgotten": (OPEN, OPEN),
    # The way in, and one's own account.
    "account_login": (OPEN, OPEN),
    "account_logout": (SIGNED_IN, SIGNED_IN),
    "account_reauthenticate": (SIGNED_IN, SIGNED_IN),
    "account_change_password": (SIGNED_IN, SIGNED_IN),
    "mfa_authenticate": (OPEN, OPEN),
    "mfa_login_webauthn": (OPEN, OPEN),
    "mfa_index": (SIGNED_IN, NOBODY),
    "mfa_reauthenticate": (SIGNED_IN, SIGNED_IN),
    "mfa_activate_totp": (SIGNED_IN, SIGNED_IN),
    "mfa_deactivate_totp": (SIGNED_IN, SIGNED_IN),
    "mfa_view_recovery_codes": (SIGNED_IN, NOBODY),
    "mfa_download_recovery_codes": (SIGNED_IN, NOBODY),
    "mfa_generate_recovery_codes": (SIGNED_IN, SIGNED_IN),
    "mfa_list_webauthn": (SIGNED_IN, NOBODY),
    "mfa_add_webauthn": (SIGNED_IN, SIGNED_IN),
    "mfa_reauthenticate_webauthn": (SIGNED_IN, SIGNED_IN),
    "mfa_remove_webauthn": (SIGNED_IN, SIGNED_IN),
    "mfa_edit_webauthn": (SIGNED_IN, SIGNED_IN),
}
# Where somebody who needs a second factor and has none may go: to get one, and out.
SETTING_UP = frozenset({"account_logout", "account_reauthenticate", "mfa_index", "mfa_reauthenticate"}) | {
    name for name in RIGHTS if name.startswith(("mfa_activate", "mfa_add", "mfa_list", "mfa_view", "mfa_download"))
}


def may(roles: Who, name: str, *, acts: bool) -> bool:
    """Whether somebody who is all of this may see an address, or send its form."""
    see, send = RIGHTS.get(name, (NOBODY, NOBODY))
    allowed = send if acts else see
    return bool(allowed & (roles | {ANYBODY}))
