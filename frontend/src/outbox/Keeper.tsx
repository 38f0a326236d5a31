/** Sends what this person has on the device, whatever screen they look at. */
import { useEffect } from "react";
import { useQuery } from "@/api/client";
import { sendFor } from "./running";

export function Keeper() {
  const id = useQuery("get", "/api/v1/me/").data?.id;
  useEffect(() => {
    if (id) {
      sendFor(id);
    }
  }, [id]);
  return null;
}
