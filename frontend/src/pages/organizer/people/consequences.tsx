/** What a decision about people touches, said before it is made. */
import { List, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/types";
import { Money } from "@/components/texts";

export function Touches({ what }: { what: Schemas["Consequences"] }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4}>
      <Text fw={600}>{t("It touches:")}</Text>
      <List spacing={2}>
        <List.Item>{t("{{count}} people", { count: what.people })}</List.Item>
        <List.Item>
          {t("{{count}} reports that nobody has decided about", { count: what.undecided_findings })}
        </List.Item>
        <List.Item>
          <Money of={what.held} /> {t("held: earned, and not payable yet")}
        </List.Item>
        <List.Item>
          <Money of={what.payable} /> {t("payable: earned, and not paid out yet")}
        </List.Item>
      </List>
    </Stack>
  );
}
