/** What stands around the screens of whoever runs a campaign: the places that their role opens to them. */
import {
  IconActivityHeartbeat,
  IconCoins,
  IconFlag,
  IconHome,
  IconListCheck,
  IconSettings,
  IconSpeakerphone,
  IconUsers,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { type Place, Section } from "@/components/Section";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import { moneyOf } from "./money/screens";
import { useWaiting } from "./review/queues";

export function Organizer() {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage`;
  const roles = useRoles();
  const { organizer, reviewer } = roles;
  const { fundings, settlements } = moneyOf(roles);
  // Whoever operates the instance and has no role here comes for the fundings alone.
  const comesForFundings = fundings && !settlements;
  const draft = useCampaign().data?.state === "draft";
  const waits = useWaiting(reviewer).data;
  const places: (Place | false)[] = [
    organizer && draft && { to: `${base}/setup`, label: t("Setting up"), icon: IconFlag },
    !comesForFundings && { to: base, label: t("Overview"), icon: IconHome },
    organizer && { to: `${base}/pulse`, label: t("Pulse"), icon: IconActivityHeartbeat },
    reviewer && {
      to: `${base}/review`,
      label: t("Review"),
      icon: IconListCheck,
      waiting: waits ? waits.waiting + waits.held : 0,
    },
    !comesForFundings && { to: `${base}/people`, label: t("People"), icon: IconUsers },
    {
      to: settlements && !fundings ? `${base}/money/settlements` : `${base}/money`,
      label: t("Money"),
      icon: IconCoins,
    },
    organizer && { to: `${base}/updates`, label: t("News"), icon: IconSpeakerphone },
    organizer && { to: `${base}/settings`, label: t("Settings"), icon: IconSettings },
  ];
  return (
    <Section name={t("Running the campaign")} places={places.filter((place) => place !== false)}>
      <Outlet />
    </Section>
  );
}
