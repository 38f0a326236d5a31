from typing import Literal

NoticeMail = Literal["daily", "never", "now"]

NOTICE_MAIL_VALUES: set[NoticeMail] = {
    "daily",
    "never",
    "now",
}


def check_notice_mail(value: str) -> NoticeMail:
    if value in NOTICE_MAIL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NOTICE_MAIL_VALUES!r}")
