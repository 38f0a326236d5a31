/** The room of money: its screens beside each other. */
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { SubNav } from "@/components/SubNav";
import { useSlug } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import { moneyOf } from "./screens";

export function Money() {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/money`;
  const { books, fundings, settlements } = moneyOf(useRoles());
  return (
    <>
      <SubNav
        name={t("Money")}
        places={[
          ...(fundings || !settlements ? [{ to: base, label: t("Budget") }] : []),
          ...(settlements || !fundings ? [{ to: `${base}/settlements`, label: t("Settlements") }] : []),
          ...(books
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
