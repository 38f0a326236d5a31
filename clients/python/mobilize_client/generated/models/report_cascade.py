from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.breadth import Breadth
    from ..models.figure import Figure
    from ..models.generation_figure import GenerationFigure
    from ..models.generation_minutes import GenerationMinutes
    from ..models.large_tree import LargeTree
    from ..models.offspring import Offspring
    from ..models.tree_sizes import TreeSizes


T = TypeVar("T", bound="ReportCascade")


@_attrs_define
class ReportCascade:
    """
    Attributes:
        as_of (datetime.datetime):
        time_zone (str):
        people (int):
        roots (int):
        breadth (Breadth):
        tree_sizes (TreeSizes):
        offspring (Offspring):
        structural_virality (Figure): A number, the count that it rests on and its 95 % interval; where something is
            missing there is no number.
        largest_trees (list[LargeTree]):
        generation_minutes (GenerationMinutes):
        cohort_r (Figure): A number, the count that it rests on and its 95 % interval; where something is missing there
            is no number.
        cohort_r_by_generation (list[GenerationFigure]):
    """

    as_of: datetime.datetime
    time_zone: str
    people: int
    roots: int
    breadth: Breadth
    tree_sizes: TreeSizes
    offspring: Offspring
    structural_virality: Figure
    largest_trees: list[LargeTree]
    generation_minutes: GenerationMinutes
    cohort_r: Figure
    cohort_r_by_generation: list[GenerationFigure]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        time_zone = self.time_zone

        people = self.people

        roots = self.roots

        breadth = self.breadth.to_dict()

        tree_sizes = self.tree_sizes.to_dict()

        offspring = self.offspring.to_dict()

        structural_virality = self.structural_virality.to_dict()

        largest_trees = []
        for largest_trees_item_data in self.largest_trees:
            largest_trees_item = largest_trees_item_data.to_dict()
            largest_trees.append(largest_trees_item)

        generation_minutes = self.generation_minutes.to_dict()

        cohort_r = self.cohort_r.to_dict()

        cohort_r_by_generation = []
        for cohort_r_by_generation_item_data in self.cohort_r_by_generation:
            cohort_r_by_generation_item = cohort_r_by_generation_item_data.to_dict()
            cohort_r_by_generation.append(cohort_r_by_generation_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "as_of": as_of,
                "time_zone": time_zone,
                "people": people,
                "roots": roots,
                "breadth": breadth,
                "tree_sizes": tree_sizes,
                "offspring": offspring,
                "structural_virality": structural_virality,
                "largest_trees": largest_trees,
                "generation_minutes": generation_minutes,
                "cohort_r": cohort_r,
                "cohort_r_by_generation": cohort_r_by_generation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.breadth import Breadth  # noqa: PLC0415
        from ..models.figure import Figure  # noqa: PLC0415
        from ..models.generation_figure import GenerationFigure  # noqa: PLC0415
        from ..models.generation_minutes import GenerationMinutes  # noqa: PLC0415
        from ..models.large_tree import LargeTree  # noqa: PLC0415
        from ..models.offspring import Offspring  # noqa: PLC0415
        from ..models.tree_sizes import TreeSizes  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.datetime.fromisoformat(d.pop("as_of"))

        time_zone = d.pop("time_zone")

        people = d.pop("people")

        roots = d.pop("roots")

        breadth = Breadth.from_dict(d.pop("breadth"))

        tree_sizes = TreeSizes.from_dict(d.pop("tree_sizes"))

        offspring = Offspring.from_dict(d.pop("offspring"))

        structural_virality = Figure.from_dict(d.pop("structural_virality"))

        largest_trees = []
        _largest_trees = d.pop("largest_trees")
        for largest_trees_item_data in _largest_trees:
            largest_trees_item = LargeTree.from_dict(largest_trees_item_data)

            largest_trees.append(largest_trees_item)

        generation_minutes = GenerationMinutes.from_dict(d.pop("generation_minutes"))

        cohort_r = Figure.from_dict(d.pop("cohort_r"))

        cohort_r_by_generation = []
        _cohort_r_by_generation = d.pop("cohort_r_by_generation")
        for cohort_r_by_generation_item_data in _cohort_r_by_generation:
            cohort_r_by_generation_item = GenerationFigure.from_dict(cohort_r_by_generation_item_data)

            cohort_r_by_generation.append(cohort_r_by_generation_item)

        report_cascade = cls(
            as_of=as_of,
            time_zone=time_zone,
            people=people,
            roots=roots,
            breadth=breadth,
            tree_sizes=tree_sizes,
            offspring=offspring,
            structural_virality=structural_virality,
            largest_trees=largest_trees,
            generation_minutes=generation_minutes,
            cohort_r=cohort_r,
            cohort_r_by_generation=cohort_r_by_generation,
        )

        report_cascade.additional_properties = d
        return report_cascade

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
