/** What waits for whoever helps to run a campaign, by what they may do about it. */
import {
  IconAlertTriangle,
  IconCash,
  IconListCheck,
  type IconProps,
  IconReceipt,
  IconShieldQuestion,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import { type Together, together } from "@/lib/together";
import { useAgenda } from "./agenda";

export interface Waits {
  key: string;
  icon: ComponentType<IconProps>;
  count: number;
  words: ReactNode;
  to: string;
}

/** Of a part of it nobody could say that nothing waits, so all of it comes in one answer. */
export function useAllThatWaits(): Together<Waits[]> {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage`;
  const { organizer } = useRoles();
  const agenda = useAgenda();
  return together([agenda], () => {
    const { reviews, objections, signals, holds, batches, payout_objections, missing, alerts } = agenda.data!;
    const all: Waits[] = [
      {
        key: "reviews",
        icon: IconListCheck,
        count: reviews ?? 0,
        words: t("{{count}} findings to review", { count: reviews ?? 0 }),
        to: `${base}/review`,
      },
      {
        key: "objections",
        icon: IconShieldQuestion,
        count: objections ?? 0,
        words: t("{{count}} objections to answer", { count: objections ?? 0 }),
        to: `${base}/people/trust`,
      },
      {
        key: "signals",
        icon: IconShieldQuestion,
        count: signals ?? 0,
        words: t("{{count}} signals about people to look at", { count: signals ?? 0 }),
        to: `${base}/people/trust`,
      },
      {
        key: "holds",
        icon: IconShieldQuestion,
        count: holds ?? 0,
        words: t("{{count}} people's rewards wait for a decision", { count: holds ?? 0 }),
        to: `${base}/people/trust`,
      },
      {
        key: "batches",
        icon: IconReceipt,
        count: batches ?? 0,
        words: t("{{count}} payout batches to approve", { count: batches ?? 0 }),
        to: `${base}/money/payouts`,
      },
      {
        key: "payout-holds",
        icon: IconReceipt,
        count: payout_objections ?? 0,
        words: t("{{count}} people object to not being paid", { count: payout_objections ?? 0 }),
        to: `${base}/money/holds`,
      },
      {
        key: "missing",
        icon: IconCash,
        count: missing?.amount_minor ? 1 : 0,
        words: missing && (
          <>
            <Money of={missing} /> {t("is missing to cover every prize")}
          </>
        ),
        // A draft is set up by its organizers alone.
        to: organizer ? `${base}/setup/budget` : `${base}/money`,
      },
      ...alerts.map((alert) => ({
        key: alert.id,
        icon: IconAlertTriangle,
        count: 1,
        words: alert.sentence,
        to: `${base}/pulse`,
      })),
    ];
    return all.filter(({ count }) => count > 0);
  });
}
