/** How a file of another program is read: which of its columns is which of ours, how times are written, what stands between. */
import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";

type Layout = Schemas["LayoutRequest"];

/** Our columns of each table, the needed ones first. */
export const OURS: Record<Schemas["TableEnum"], { name: string; needed: boolean }[]> = {
  participants: [
    { name: "id", needed: true },
    { name: "inviter", needed: true },
    { name: "joined_at", needed: true },
    { name: "display_name", needed: false },
  ],
  activities: [
    { name: "participant", needed: true },
    { name: "kind", needed: true },
    { name: "at", needed: true },
  ],
  findings: [
    { name: "id", needed: true },
    { name: "participant", needed: true },
    { name: "objective", needed: true },
    { name: "observed_at", needed: true },
    { name: "latitude", needed: false },
    { name: "longitude", needed: false },
    { name: "status", needed: true },
  ],
};
const OF_THEMSELVES = ["rfc3339", "unix seconds"];

interface Props {
  table: Schemas["TableEnum"];
  layout: Layout;
  /** The columns of a file, to choose from; without one their names are typed. */
  theirs?: string[];
  onLayout: (layout: Layout) => void;
  wrong?: Record<string, string>;
}

export function LayoutFields({ table, layout, theirs, onLayout, wrong = {} }: Props) {
  const { t } = useTranslation();
  const columns = layout.columns ?? {};
  const match = (our: string, value: string | null) => {
    const { [our]: _, ...others } = columns;
    onLayout({ ...layout, columns: value ? { ...others, [our]: value } : others });
  };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      {OURS[table].map((our) =>
        theirs ? (
          <Select
            key={our.name}
            label={our.name}
            required={our.needed}
            data={theirs}
            clearable
            clearButtonProps={{ "aria-label": t("None") }}
            placeholder={t("None")}
            value={columns[our.name] ?? null}
            onChange={(value) => match(our.name, value)}
          />
        ) : (
          <TextInput
            key={our.name}
            label={our.name}
            maxLength={200}
            value={columns[our.name] ?? ""}
            error={wrong[`layout.columns.${our.name}`]}
            onChange={(event) => match(our.name, event.currentTarget.value)}
          />
        ),
      )}
      <Select
        label={t("How times are written")}
        data={[
          { value: "rfc3339", label: "2026-11-29T14:30:00Z" },
          { value: "year first", label: "2026-11-29 14:30" },
          { value: "day first", label: "29.11.2026 14:30" },
          { value: "month first", label: "11/29/2026 14:30" },
          { value: "unix seconds", label: "1795962600" },
        ]}
        allowDeselect={false}
        value={layout.times ?? "rfc3339"}
        onChange={(value) => {
          const times = value as NonNullable<Layout["times"]>;
          const { time_zone: before, ...others } = layout;
          const clock = OF_THEMSELVES.includes(times) ? {} : { time_zone: before || "UTC" };
          onLayout({ ...others, ...clock, times });
        }}
      />
      {!OF_THEMSELVES.includes(layout.times ?? "rfc3339") && (
        <TextInput
          label={t("By the clock of")}
          value={layout.time_zone ?? ""}
          error={wrong["layout.time_zone"]}
          onChange={(event) => onLayout({ ...layout, time_zone: event.currentTarget.value })}
        />
      )}
      <Select
        label={t("Between the columns")}
        data={[
          { value: "comma", label: t("comma") },
          { value: "semicolon", label: t("semicolon") },
          { value: "tab", label: t("tab") },
          { value: "pipe", label: t("vertical bar") },
        ]}
        allowDeselect={false}
        value={layout.delimiter ?? "comma"}
        onChange={(value) => onLayout({ ...layout, delimiter: value as NonNullable<Layout["delimiter"]> })}
      />
    </SimpleGrid>
  );
}
