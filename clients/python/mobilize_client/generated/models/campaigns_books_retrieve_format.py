from typing import Literal

CampaignsBooksRetrieveFormat = Literal["beancount", "csv"]

CAMPAIGNS_BOOKS_RETRIEVE_FORMAT_VALUES: set[CampaignsBooksRetrieveFormat] = {
    "beancount",
    "csv",
}


def check_campaigns_books_retrieve_format(value: str) -> CampaignsBooksRetrieveFormat:
    if value in CAMPAIGNS_BOOKS_RETRIEVE_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_BOOKS_RETRIEVE_FORMAT_VALUES!r}")
