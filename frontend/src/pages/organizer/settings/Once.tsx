/** A secret that is shown this once, with a button that copies it. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function Once({ title, secret, onSeen }: { title: string; secret: string; onSeen: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert variant="default" icon={<IconKey aria-hidden />} title={title} role="status">
      <Stack gap="sm">
        <Text>{t("It is shown this once. Copy it now to where only your program reads it.")}</Text>
        <Code block style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
          {secret}
        </Code>
        <Group gap="sm">
          <CopyButton value={secret}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? t("Copied") : t("Copy it")}</Button>}
          </CopyButton>
          <Button variant="default" onClick={onSeen}>
            {t("I have it")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
