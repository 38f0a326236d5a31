/** The two sides of the people: who takes part, and what waits for a decision about somebody. */
import { Anchor, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSlug } from "@/lib/campaign";
import { useRoles } from "@/lib/roles";
import classes from "./Tabs.module.css";

export function PeopleTabs({ here }: { here: "people" | "trust" }) {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/people`;
  const { organizer } = useRoles();
  if (!organizer) {
    return null;
  }
  const sides = [
    { name: "people", to: base, label: t("Who takes part") },
    { name: "trust", to: `${base}/trust`, label: t("Trust") },
  ];
  return (
    <Group component="nav" gap={0} className={classes.sides} aria-label={t("People")}>
      {sides.map(({ name, to, label }) => (
        <Anchor
          key={name}
          component={Link}
          to={to}
          underline="never"
          className={classes.side}
          aria-current={name === here ? "page" : undefined}
        >
          {label}
        </Anchor>
      ))}
    </Group>
  );
}
