/** Sends what this person has on the device and in the tab, whatever screen they look at. */
import { useEffect } from "react";
import { useQuery } from "@/api/client";
import { onSomeoneElse } from "@/api/session";
import { takeTab } from "@/lib/tab";
import { forgetSaid, resumeSaid } from "@/pages/organizer/review/saying";
import { forgetOwn } from "@/worker/kept";
import { sendFor } from "./running";

export function Keeper() {
  const { data, refetch } = useQuery("get", "/api/v1/me/");
  const id = data?.id;
  useEffect(() => onSomeoneElse(() => void refetch()), [refetch]);
  useEffect(() => {
    if (!id) {
      return;
    }
    if (takeTab(id).wasOthers) {
      // Nothing of whoever was here before stays on the screen, or is sent in the name of who is here now.
      sendFor("");
      forgetSaid();
      void forgetOwn().finally(() => window.location.reload());
    } else {
      sendFor(id);
      resumeSaid();
    }
  }, [id]);
  return null;
}
