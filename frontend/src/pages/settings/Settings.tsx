/** What stands around one's own settings. */
import { IconBell, IconDatabase, IconKey, IconUser, IconUserCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useQuery } from "@/api/client";
import { Section } from "@/components/Section";

export function Settings() {
  const { t } = useTranslation();
  const invited = useQuery("get", "/api/v1/me/invitations/").data?.results.length ?? 0;
  return (
    <Section
      name={t("Your settings")}
      places={[
        { to: "/settings", label: t("You"), icon: IconUser },
        { to: "/settings/notices", label: t("Notices"), icon: IconBell },
        { to: "/settings/consents", label: t("Agreements"), icon: IconUserCheck },
        { to: "/settings/data", label: t("Your data"), icon: IconDatabase },
        { to: "/settings/roles", label: t("Roles"), icon: IconKey, waiting: invited },
      ]}
    >
      <Outlet />
    </Section>
  );
}
