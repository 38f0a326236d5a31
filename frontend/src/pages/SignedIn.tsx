/** Where one comes out who signed in again for another tab, in which something stands that was not sent. */
import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Screen } from "@/components/Screen";

export function SignedIn() {
  const { t } = useTranslation();
  return (
    <Screen title={t("You are signed in again.")}>
      <Text>{t("Go back to the tab that you came from and go on there. This one can be closed.")}</Text>
      <Anchor component={Link} to="/">
        {t("To your campaigns")}
      </Anchor>
    </Screen>
  );
}
