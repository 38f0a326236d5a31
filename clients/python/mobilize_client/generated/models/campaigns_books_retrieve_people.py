from typing import Literal

CampaignsBooksRetrievePeople = Literal["names", "pseudonyms"]

CAMPAIGNS_BOOKS_RETRIEVE_PEOPLE_VALUES: set[CampaignsBooksRetrievePeople] = {
    "names",
    "pseudonyms",
}


def check_campaigns_books_retrieve_people(value: str) -> CampaignsBooksRetrievePeople:
    if value in CAMPAIGNS_BOOKS_RETRIEVE_PEOPLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_BOOKS_RETRIEVE_PEOPLE_VALUES!r}")
