"""What nobody may write down as a forecast."""

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_FORECAST = """INSERT INTO rewards_forecast (campaign_id, as_of, computed_at, basis, result, mark, said)
    VALUES (%(campaign)s, now(), clock_timestamp(), '{}', '{"missing": ""}', '', 'likely')"""

HARMLESS_FORECASTS = (_FORECAST,)

FORECAST_REFUSALS = (
    Refusal("a forecast that says maybe", "forecast_says_something_known", changed(_FORECAST, ("likely", "maybe"))),
    Refusal("a forecast made from nothing", "forecast_comes_with_its_basis", changed(_FORECAST, ("'{}'", "NULL"))),
    Refusal("a forecast of no time", "forecast_comes_with_its_basis", changed(_FORECAST, ("now()", "NULL"))),
    Refusal(
        "a basis without a forecast",
        "forecast_comes_with_its_basis",
        changed(_FORECAST, ("""'{"missing": ""}'""", "NULL")),
    ),
)
