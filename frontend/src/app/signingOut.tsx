/** Signing out: what was not sent is asked about before, and of what was kept for screens off line nothing is left. */
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cookie, useQuery } from "@/api/client";
import { notice } from "@/components/notice";
import type { Kept } from "@/outbox/store";
import { sendRest } from "@/pages/organizer/review/saying";
import { forgetOwn } from "@/worker/kept";

const Leaving = lazy(async () => ({ default: (await import("@/outbox/Leaving")).Leaving }));

interface SigningOut {
  /** Asks about what was not sent, if there is any; tells whether there is. */
  ask: () => Promise<boolean>;
  /** The same, and signs out where there is nothing to ask about. */
  signOut: () => Promise<void>;
  /** Has to stand somewhere on the screen. */
  question: ReactNode;
}

export function useSigningOut(): SigningOut {
  const { t } = useTranslation();
  const owner = useQuery("get", "/api/v1/me/").data?.id ?? "";
  const form = useRef<HTMLFormElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const [unsent, setUnsent] = useState<Kept[]>([]);

  const ask = useCallback(async () => {
    const { unsentOf } = await import("@/outbox/Leaving");
    const left = await unsentOf(owner);
    setUnsent(left);
    return left.length > 0;
  }, [owner]);

  /** What was said is sent before, and stays to be seen where it is refused. */
  async function leave() {
    const isTaken = await sendRest();
    if (!isTaken) {
      setUnsent([]);
      if (isTaken === null) {
        void notice({
          message: t(
            "You are not signed out yet: the server is still busy with a verdict of yours. Try again in a moment.",
          ),
          autoClose: false,
          withCloseButton: true,
          closeButtonProps: { "aria-label": t("Close") },
          color: "gray",
        });
      }
      return;
    }
    await forgetOwn();
    if (token.current) {
      // Signing in again has changed it.
      token.current.value = cookie("csrftoken");
    }
    form.current?.submit();
  }

  async function signOut() {
    if (!(await ask())) {
      await leave();
    }
  }

  const question = (
    <>
      <form ref={form} method="post" action="/accounts/logout/" hidden>
        <input ref={token} type="hidden" name="csrfmiddlewaretoken" />
      </form>
      {unsent.length > 0 && (
        <Suspense fallback={null}>
          <Leaving owner={owner} found={unsent} onStay={() => setUnsent([])} onLeave={leave} />
        </Suspense>
      )}
    </>
  );
  return { ask, signOut, question };
}
