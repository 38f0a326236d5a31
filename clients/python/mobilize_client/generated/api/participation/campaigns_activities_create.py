from typing import Any
from urllib.parse import quote

import httpx

from ....calls import Call, UnexpectedAnswer
from ...models.activity import Activity
from ...models.activity_draft_request import ActivityDraftRequest
from ...models.batch_report import BatchReport
from ...types import UNSET, Unset


def call(
    slug: str,
    *,
    body: ActivityDraftRequest | list[ActivityDraftRequest] | Unset = UNSET,
) -> Call[Activity | Activity | BatchReport]:
    """Tell what people did, one activity or many"""
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/campaigns/{slug}/activities/".format(
            slug=quote(str(slug), safe=""),
        ),
    }

    if isinstance(body, ActivityDraftRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = []
        for componentsschemas_activity_or_activities_request_type_1_item_data in body:
            componentsschemas_activity_or_activities_request_type_1_item = (
                componentsschemas_activity_or_activities_request_type_1_item_data.to_dict()
            )
            _kwargs["json"].append(componentsschemas_activity_or_activities_request_type_1_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return Call(_kwargs, _read)


def _read(response: httpx.Response) -> Activity | Activity | BatchReport:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> Activity | BatchReport:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_activity_or_report_type_0 = Activity.from_dict(data)

                return componentsschemas_activity_or_report_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_activity_or_report_type_1 = BatchReport.from_dict(data)

            return componentsschemas_activity_or_report_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 201:
        response_201 = Activity.from_dict(response.json())

        return response_201

    raise UnexpectedAnswer(response)
