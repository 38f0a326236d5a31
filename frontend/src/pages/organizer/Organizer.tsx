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
import { useWaiting } from "./review/queues";

export function Organizer() {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage`;
  const { organizer, reviewer } = useRoles();
  const draft = useCampaign().data?.state === "draft";
  const waits = useWaiting(reviewer).data;
  const places: (Place | false)[] = [
    organizer && draft && { to: `${base}/setup`, label: t("Setting up"), icon: IconFlag },
    { to: base, label: t("Overview"), icon: IconHome },
    organizer && { to: `${base}/pulse`, label: t("Pulse"), icon: IconActivityHeartbeat },
    reviewer && {
      to: `${base}/review`,
      label: t("Review"),
      icon: IconListCheck,
      waiting: waits ? waits.waiting + waits.held : 0,
    },
    { to: `${base}/people`, label: t("People"), icon: IconUsers },
    { to: `${base}/money`, label: t("Money"), icon: IconCoins },
    organizer && { to: `${base}/updates`, label: t("News"), icon: IconSpeakerphone },
    organizer && { to: `${base}/settings`, label: t("Settings"), icon: IconSettings },
  ];
  return (
    <Section name={t("Running the campaign")} places={places.filter((place) => place !== false)}>
      <Outlet />
    </Section>
  );
}
