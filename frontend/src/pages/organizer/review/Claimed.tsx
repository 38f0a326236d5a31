/** With whom a finding is, and until when: nobody does the same work twice. */
import { Badge, Button, Group, Text } from "@mantine/core";
import { IconLock, IconLockOpen, IconUserCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { When } from "@/components/texts";
import { Key } from "./Key";
import type { Dossier } from "./kinds";

interface Props {
  claim: Dossier["claim"];
  canTake: boolean;
  zone: string | undefined;
  onTake: () => void;
  onGiveBack: () => void;
  busy: boolean;
}

/** The clock of the screen: how long something still lasts is read anew. */
function useTick(everyMs: number) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((now) => now + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

export function Claimed({ claim, canTake, zone, onTake, onGiveBack, busy }: Props) {
  const { t } = useTranslation();
  useTick(20_000);
  if (claim.mine) {
    return (
      <Group gap="sm">
        <Badge variant="default" tt="none" size="lg" leftSection={<IconUserCheck size={16} aria-hidden />}>
          {t("With you")}
        </Badge>
        <Text size="sm">
          {t("It ends")} {claim.until && <When at={claim.until} zone={zone} />}
        </Text>
        <Button variant="default" size="sm" disabled={busy} onClick={onGiveBack}>
          {t("Give it back")}
          <Key>X</Key>
        </Button>
        {canTake && (
          <Button variant="subtle" color="gray" c="inherit" size="sm" disabled={busy} onClick={onTake}>
            {t("Keep it for longer")}
          </Button>
        )}
      </Group>
    );
  }
  if (claim.taken >= claim.places) {
    return (
      <Group gap="sm">
        <Badge variant="default" tt="none" size="lg" leftSection={<IconLock size={16} aria-hidden />}>
          {t("Taken up by another reviewer")}
        </Badge>
        <Text size="sm">
          {t("It is free again")} {claim.until && <When at={claim.until} zone={zone} />}
          {t(", or sooner.")}
        </Text>
      </Group>
    );
  }
  return (
    <Group gap="sm">
      <Badge variant="default" tt="none" size="lg" leftSection={<IconLockOpen size={16} aria-hidden />}>
        {claim.taken ? t("{{count}} reviewers look at it", { count: claim.taken }) : t("With nobody")}
      </Badge>
      {canTake && (
        <Button size="sm" loading={busy} onClick={onTake}>
          {t("Take it up")}
          <Key>C</Key>
        </Button>
      )}
    </Group>
  );
}
