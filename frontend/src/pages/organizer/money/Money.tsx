/** The room of money: its screens beside each other. */
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { SubNav } from "@/components/SubNav";
import { useSlug } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";

export function Money() {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/money`;
  const roles = useRoles();
  const keepsBooks = roles.organizer || roles.treasurer;
  return (
    <>
      <SubNav
        name={t("Money")}
        places={[
          { to: base, label: t("Budget") },
          { to: `${base}/settlements`, label: t("Settlements") },
          ...(keepsBooks
            ? [
                { to: `${base}/payouts`, label: t("Payouts") },
                { to: `${base}/holds`, label: t("Holds") },
                { to: `${base}/promises`, label: t("Promises") },
                { to: `${base}/books`, label: t("Books") },
              ]
            : []),
        ]}
      />
      <Outlet />
    </>
  );
}
