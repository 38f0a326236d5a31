/** An account of the ledger: its kind in words, and of a person's the pseudonym. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStateWord } from "@/lib/words";

export function Account({ name }: { name: string }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const [kind = "", whose] = name.split(":");
  return (
    <>
      {{ charity: t("Charity"), solidarity: t("Solidarity") }[kind] ?? word(kind)}
      {whose && (
        <Text component="span" size="sm" c="dimmed">
          {" "}
          {whose}
        </Text>
      )}
    </>
  );
}
