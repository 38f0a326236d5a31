/** The way to one import. */
import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSlug } from "@/lib/campaign";

export function ImportLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`/c/${useSlug()}/manage/settings/imports/${id}`}>
      {children}
    </Anchor>
  );
}
