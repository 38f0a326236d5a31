/** What stands where a screen could not be shown. */
import { Anchor, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { asProblem, Problem } from "@/api/problems";
import { Screen } from "@/components/Screen";
import { ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";

export function Missing() {
  const { t } = useTranslation();
  return (
    <Screen title={t("There is no such screen.")}>
      <Quiet>{t("The address may be mistyped, or what it led to is gone.")}</Quiet>
      <Anchor component={Link} to="/">
        {t("To your campaigns")}
      </Anchor>
    </Screen>
  );
}

export function Broken() {
  const { t } = useTranslation();
  const error = useRouteError();
  // A screen's file that is gone was replaced by a newer one while the page stood open.
  const missing = error instanceof TypeError && /import|module/i.test(error.message);
  const offline = missing && !navigator.onLine;
  const replaced = missing && !offline;
  return (
    <main>
      <Screen
        title={
          offline
            ? t("This screen needs a connection.")
            : replaced
              ? t("A newer version of Mobilize is there.")
              : t("This screen could not be shown.")
        }
      >
        {!missing && <ProblemNote problem={error instanceof Problem ? error : asProblem(error)} />}
        <Group>
          <Button onClick={() => window.location.reload()}>{t("Load it again")}</Button>
        </Group>
      </Screen>
    </main>
  );
}
