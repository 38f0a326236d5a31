/** Where public pages lead whoever signs out while something of theirs is on the device. */
import { Anchor, Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@/api/client";
import { useSigningOut } from "@/app/signingOut";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { keep, kept } from "@/lib/tab";
import classes from "./Page.module.css";

// Written by `signing-out.js`.
const PRESSED = "mobilize.sign-out";

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

/** Whether a public page's "Sign out" led here; told once, as nobody is signed out by an address alone. */
function wasPressed(): boolean {
  const was = kept<boolean>(PRESSED) === true;
  keep(PRESSED, undefined);
  return was;
}

function StillHere({ email }: { email: string }) {
  const { t } = useTranslation();
  const { ask, signOut, question } = useSigningOut();
  const isBegun = useRef(false);
  useEffect(() => {
    if (!isBegun.current) {
      isBegun.current = true;
      void (wasPressed() ? signOut() : ask());
    }
  }, [ask, signOut]);
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
