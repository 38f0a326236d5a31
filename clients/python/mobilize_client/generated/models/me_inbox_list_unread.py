from typing import Literal

MeInboxListUnread = Literal["false", "true"]

ME_INBOX_LIST_UNREAD_VALUES: set[MeInboxListUnread] = {
    "false",
    "true",
}


def check_me_inbox_list_unread(value: str) -> MeInboxListUnread:
    if value in ME_INBOX_LIST_UNREAD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ME_INBOX_LIST_UNREAD_VALUES!r}")
