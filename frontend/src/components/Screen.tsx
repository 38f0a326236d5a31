/** A screen: its title is the answer to its question, in a sentence; one primary action beside it. */
import { Group, Stack, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

interface Props {
  title: string;
  /** What stands in the browser's tab and history, where the sentence would be too long. */
  name?: string;
  action?: ReactNode;
  children: ReactNode;
}

export function Screen({ title, name, action, children }: Props) {
  useEffect(() => {
    document.title = `${name ?? title} · Mobilize`;
  }, [title, name]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Title order={1} maw="40ch" miw={0} style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Stack>
  );
}
