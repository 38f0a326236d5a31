/** Somebody of the campaign, found by name. */
import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";
import { rowsOf } from "@/lib/pages";

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  value: string | null;
  onChange: (participant: string | null) => void;
}

export function PersonSelect({ value, onChange, ...props }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 300);
  const people = useQuery("get", "/api/v1/campaigns/{slug}/participants/", {
    params: { path: { slug: useSlug() }, query: { limit: 20, ...(asked ? { search: asked } : {}) } },
  });
  const found = rowsOf(people.data) ?? [];
  const isThere = found.some(({ id }) => id === value);
  // Whoever was named by the address is called by name as well.
  const chosen = useQuery(
    "get",
    "/api/v1/participants/{participant_id}/",
    { params: { path: { participant_id: value ?? "" } } },
    { enabled: Boolean(value) && !isThere },
  ).data;
  const shown = chosen && !isThere ? [chosen, ...found] : found;
  return (
    <Select
      {...props}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={shown.map((person) => ({ value: person.id, label: person.display_name }))}
      nothingFoundMessage={t("Nobody has that name.")}
      value={value}
      onChange={onChange}
    />
  );
}
