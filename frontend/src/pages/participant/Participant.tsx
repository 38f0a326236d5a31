/** What stands around the screens of whoever takes part; who has no place here is told how to get one. */
import { Alert, Anchor, Button } from "@mantine/core";
import {
  IconArrowsSplit2,
  IconBinaryTree2,
  IconFlag,
  IconLink,
  IconListCheck,
  IconShieldCheck,
  IconTrophy,
  IconWallet,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation } from "react-router";
import { useQuery } from "@/api/client";
import { asProblem } from "@/api/problems";
import { Screen } from "@/components/Screen";
import { type Place, Section } from "@/components/Section";
import { Empty } from "@/components/states";
import { useSlug } from "@/lib/campaign";
import { useOwn, usePlace, useTrust } from "@/lib/place";
import { useAhead } from "@/worker/ahead";
import classes from "./Participant.module.css";

export function Participant() {
  const { t } = useTranslation();
  const slug = useSlug();
  const base = `/c/${slug}/me`;
  const { pathname } = useLocation();
  const place = usePlace();
  // Of who has no place nothing else is there to be asked for.
  const has = place.data !== undefined;
  useAhead(slug, has);
  const trust = useTrust(has).data;
  const split = useQuery("get", "/api/v1/campaigns/{slug}/me/split/", useOwn(), { enabled: has }).data;
  if (place.error && asProblem(place.error).kind === "no-place") {
    return (
      <div className={classes.page}>
        <Screen title={t("You do not take part in this campaign.")}>
          <Empty
            title={t("Join it first")}
            action={
              <Button component="a" href={`/c/${slug}/`}>
                {t("To the campaign’s page")}
              </Button>
            }
          >
            {t("Whoever was invited opens the link that they were sent: then it is known who brought them.")}
          </Empty>
        </Screen>
      </div>
    );
  }
  const places: Place[] = [
    { to: base, label: t("My link"), icon: IconLink },
    { to: `${base}/report`, label: t("Report"), icon: IconFlag },
    { to: `${base}/findings`, label: t("My findings"), icon: IconListCheck },
    { to: `${base}/money`, label: t("My money"), icon: IconWallet },
    { to: `${base}/tree`, label: t("My tree"), icon: IconBinaryTree2 },
    { to: `${base}/leaderboard`, label: t("Leaderboard"), icon: IconTrophy },
    ...(split?.most ? [{ to: `${base}/split`, label: t("My split"), icon: IconArrowsSplit2 }] : []),
    { to: `${base}/trust`, label: t("Trust"), icon: IconShieldCheck },
  ];
  return (
    <Section name={t("Your part")} places={places}>
      {trust?.rewards_wait && pathname !== `${base}/trust` && (
        <Alert variant="default" mb="lg" icon={<IconShieldCheck aria-hidden />}>
          {trust.removed_at ? t("You earn nothing in this campaign any more.") : t("Your rewards wait.")}{" "}
          <Anchor component={Link} to={`${base}/trust`}>
            {t("Why, and what you can do")}
          </Anchor>
        </Alert>
      )}
      <Outlet />
    </Section>
  );
}
