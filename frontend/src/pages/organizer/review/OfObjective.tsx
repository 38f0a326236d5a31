/** Narrows the queue to one objective, where there are several. */
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import { useSlug } from "@/lib/campaign";

export default function OfObjective({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const objectives = useQuery("get", "/api/v1/campaigns/{slug}/objectives/", {
    params: { path: { slug: useSlug() }, query: { limit: 100 } },
  }).data?.results;
  if (!objectives || objectives.length < 2) {
    return null;
  }
  return (
    <NativeSelect
      label={t("Objective")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: t("All of them") },
        ...objectives.map(({ id, title }) => ({ value: id, label: title })),
      ]}
    />
  );
}
