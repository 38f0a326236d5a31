/** The room of settings: its screens beside each other. All of them are organizers'. */
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { SubNav } from "@/components/SubNav";
import { useSlug } from "@/lib/campaign";

export function Settings() {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/settings`;
  return (
    <>
      <SubNav
        name={t("Settings")}
        places={[
          { to: base, label: t("Campaign") },
          { to: `${base}/team`, label: t("Team") },
          { to: `${base}/links`, label: t("Links") },
          { to: `${base}/nudges`, label: t("Nudges") },
          { to: `${base}/imports`, label: t("Imports") },
          { to: `${base}/exports`, label: t("Exports") },
          { to: `${base}/keys`, label: t("API keys") },
          { to: `${base}/webhooks`, label: t("Webhooks") },
        ]}
      />
      <Outlet />
    </>
  );
}
