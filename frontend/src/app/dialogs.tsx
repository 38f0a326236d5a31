/** What the frame asks or says in a dialog, over whatever screen stands there. */
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { queryOptions } from "@/api/client";
import { asProblem } from "@/api/problems";
import { signedInAgain } from "@/api/session";
import { tabOwner } from "@/lib/tab";

const SIGN_IN = `/accounts/login/?next=${encodeURIComponent("/app/signed-in")}`;

/**
 * A session that ended: what is on the screen stays. One signs in in another tab, and comes back to this one, which looks
 * whether it is the same person; where it is somebody else, `Keeper` begins anew.
 */
export function SignedOut() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [said, setSaid] = useState("");
  const [looking, setLooking] = useState(false);
  const busy = useRef(false);

  const look = useCallback(async () => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    const before = tabOwner();
    try {
      const me = await queries.fetchQuery({
        ...queryOptions("get", "/api/v1/me/"),
        staleTime: 0,
        retry: false,
      });
      if (before === "" || before === me.id) {
        signedInAgain();
        await queries.invalidateQueries();
      }
    } catch (error) {
      setSaid(
        asProblem(error).status === 401
          ? t("You are still signed out.")
          : t("No answer came. You may be off line."),
      );
    } finally {
      busy.current = false;
    }
  }, [queries, t]);

  useEffect(() => {
    const back = () => {
      if (document.visibilityState === "visible") {
        void look();
      }
    };
    window.addEventListener("focus", back);
    document.addEventListener("visibilitychange", back);
    return () => {
      window.removeEventListener("focus", back);
      document.removeEventListener("visibilitychange", back);
    };
  }, [look]);

  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("You are signed out.")}>
      <Stack>
        <Text m={0}>
          {t(
            "Your session has ended. Sign in again in a new tab and come back to this one: what you have written stands here as it was.",
          )}
        </Text>
        <Group>
          <Button component="a" href={SIGN_IN} target="_blank" rel="noopener">
            {t("Sign in in a new tab")}
          </Button>
          <Button
            variant="default"
            loading={looking}
            onClick={async () => {
              setLooking(true);
              await look();
              setLooking(false);
            }}
          >
            {t("I am signed in again")}
          </Button>
        </Group>
        <Text role="status" m={0}>
          {said}
        </Text>
      </Stack>
    </Modal>
  );
}
