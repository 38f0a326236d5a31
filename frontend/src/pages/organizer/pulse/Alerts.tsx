/** What the platform noticed and what is not well again. */
import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconFlag, IconTrendingUp } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { Schemas } from "@/api/types";
import type { Saying } from "@/charts/pulse/words";
import { When } from "@/components/texts";

type Noticed = Schemas["Alert"];

/** What kind of thing was noticed. */
function alertTitle(kind: string, t: TFunction): string {
  switch (kind) {
    case "spike_began":
      return t("A spike began");
    case "reproduction_below_one":
      return t("Recruiting does not keep itself up");
    case "spike_retention_lower":
      return t("Those who came with the spike stay less");
    case "growth_concentrated":
      return t("Growth hangs on one source");
    case "goal_reached_likely":
      return t("The goal will probably be reached");
    case "goal_missed_likely":
      return t("The goal will probably be missed");
    default:
      return kind.replaceAll("_", " ");
  }
}

export function Alerts({ alerts, say, zone }: { alerts: Noticed[]; say: Saying; zone: string }) {
  if (alerts.length === 0) {
    return null;
  }
  return (
    <Stack gap="xs" component="section" aria-label={say.t("Open alerts")}>
      {alerts.map((alert) => {
        const Icon =
          alert.kind === "goal_reached_likely"
            ? IconFlag
            : alert.kind === "spike_began"
              ? IconTrendingUp
              : IconAlertTriangle;
        return (
          <Alert
            key={alert.id}
            variant="default"
            icon={<Icon aria-hidden />}
            title={alertTitle(alert.kind, say.t)}
            role="group"
          >
            <Text component="p" m={0} size="sm">
              {alert.sentence}{" "}
              <Text span c="dimmed" size="sm">
                <When at={alert.raised_at} zone={zone} />
              </Text>
            </Text>
          </Alert>
        );
      })}
    </Stack>
  );
}
