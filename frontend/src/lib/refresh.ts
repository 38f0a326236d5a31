/** Have what stands on the screen read anew after a change of it. */
import type { paths } from "@schema";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

export function useRefresh() {
  const client = useQueryClient();
  return useCallback(
    (...addresses: (keyof paths)[]) =>
      Promise.all(addresses.map((address) => client.invalidateQueries({ queryKey: ["get", address] }))),
    [client],
  );
}
