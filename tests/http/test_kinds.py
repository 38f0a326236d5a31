"""In a JSON body each value is of its own kind; what comes in a form is text, and read as what it says."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from rest_framework import serializers

ID = "0b6a3e0e-4f0a-4c3c-9a43-3f2a1b6c7d8e"


class EveryKindSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(required=False)
    flag = serializers.BooleanField(required=False)
    whole = serializers.IntegerField(required=False)
    number = serializers.FloatField(required=False)
    exact = serializers.DecimalField(max_digits=9, decimal_places=2, required=False)
    id = serializers.UUIDField(required=False)
    word = serializers.ChoiceField(["1", "2"], required=False)
    grade = serializers.ChoiceField([1, 2], required=False)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("text", ["5", "true"], [5, 0.5, True, [], {}]),
        ("flag", [True, False], [1, 0, "true", "", "no"]),
        ("whole", [3, 3.0, -1], ["3", True, 3.5]),
        ("number", [3, 0.5], ["0.5", True]),
        ("exact", [3, 0.25], ["0.25", True]),
        ("id", [ID], [7]),
        ("word", ["1"], [1, True]),
        ("grade", [1], ["1"]),
    ],
)
def test_a_value_in_json_is_of_its_own_kind(name: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert EveryKindSerializer(data={name: value}).is_valid(), value
    for value in bad:
        said = EveryKindSerializer(data={name: value})
        assert not said.is_valid(), value
        assert list(said.errors) == [name]


def test_a_form_is_read_by_what_it_says() -> None:
    said = EveryKindSerializer(data=QueryDict("text=5&flag=true&whole=3&number=0.5&exact=0.25&word=1&grade=1"))
    assert said.is_valid(), said.errors
    assert (said.validated_data["whole"], said.validated_data["flag"], said.validated_data["grade"]) == (3, True, 1)
