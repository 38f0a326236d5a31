/** Where public pages lead whoever signs out while something of theirs was not sent. */
import { Anchor, Button, Group } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@/api/client";
import { useSigningOut } from "@/app/signingOut";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import classes from "./Page.module.css";

export function SignOut() {
  const { t } = useTranslation();
  const me = useQuery("get", "/api/v1/me/");
  return (
    <div className={classes.page}>
      <Answer screen={t("Sign out")} query={me} what={t("Looking who you are")}>
        {({ email }) => <StillHere email={email} />}
      </Answer>
    </div>
  );
}

function StillHere({ email }: { email: string }) {
  const { t } = useTranslation();
  const { ask, signOut, question } = useSigningOut();
  useEffect(() => void ask(), [ask]);
  return (
    <Screen title={t("You are signed in as {{email}}.", { email })} name={t("Sign out")}>
      {question}
      <Group>
        <Button onClick={() => void signOut()}>{t("Sign out")}</Button>
        <Anchor component={Link} to="/">
          {t("To your campaigns")}
        </Anchor>
      </Group>
    </Screen>
  );
}
