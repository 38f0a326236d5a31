/** A state by its word and an icon, never by colour alone. */
import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconClock,
  IconPencil,
  IconPlayerPause,
  type IconProps,
  IconQuestionMark,
  IconSend,
  IconX,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useStateWord } from "@/lib/words";

const ICONS: Record<string, ComponentType<IconProps>> = {
  draft: IconPencil,
  approved: IconCheck,
  received: IconCheck,
  settled: IconCheck,
  done: IconCheck,
  delivered: IconCheck,
  ok: IconCheck,
  sent: IconSend,
  cancelled: IconX,
  failed: IconAlertTriangle,
  failing: IconAlertTriangle,
  mistake: IconX,
  revoked: IconX,
  expired: IconX,
  switched_off: IconPlayerPause,
  skipped: IconX,
  open: IconCheck,
  block: IconX,
  warn: IconAlertTriangle,
  returned: IconArrowBackUp,
  taken_back: IconArrowBackUp,
  unknown: IconQuestionMark,
  paused: IconPlayerPause,
};

export function StateMark({ state }: { state: string }) {
  const word = useStateWord();
  const Icon = ICONS[state] ?? IconClock;
  return (
    <Badge
      variant="default"
      tt="none"
      fw={400}
      size="lg"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {word(state)}
    </Badge>
  );
}
