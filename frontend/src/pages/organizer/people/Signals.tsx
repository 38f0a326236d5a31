/** What was noticed, who waits, and who objects: each with its evidence in words and what can be decided. */
import { Anchor, Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconEye, IconInfoCircle } from "@tabler/icons-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "@/api/types";
import { When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { AnswerObjection, DecideHold, DecideSignal, LiftQuarantine } from "./laterDeeds";

export function Severity({ severity }: { severity: number }) {
  const { t } = useTranslation();
  const [Icon, word] =
    severity >= 3
      ? ([IconAlertTriangle, t("Rewards wait because of it")] as const)
      : severity === 2
        ? ([IconEye, t("To look at")] as const)
        : ([IconInfoCircle, t("To know of")] as const);
  return (
    <Badge variant="default" tt="none" leftSection={<Icon size={14} aria-hidden />}>
      {word}
    </Badge>
  );
}

function Who({ person }: { person: { id: string; display_name: string } }) {
  const base = `/c/${useSlug()}/manage/people`;
  return (
    <Anchor component={Link} to={`${base}/${person.id}`}>
      {person.display_name}
    </Anchor>
  );
}

const MOST_NAMES = 12;

export function ASignal({ signal, zone }: { signal: Schemas["Signal"]; zone: string | undefined }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const decided = {
    cleared: t("Decided: nothing is wrong."),
    upheld: t("Decided: something is wrong."),
    open: "",
  }[signal.state ?? "open"];
  const more = signal.people.length - MOST_NAMES;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group gap="sm" justify="space-between">
          <Title order={3}>{signal.title}</Title>
          <Severity severity={signal.severity} />
        </Group>
        <Text>{signal.sentence}</Text>
        <Text size="sm" c="dimmed">
          {t("What else may be behind it:")} {signal.innocent}
        </Text>
        <Text size="sm">
          {t("Concerned:")}{" "}
          {signal.people.slice(0, MOST_NAMES).map((person, index) => (
            <span key={person.id}>
              {index > 0 && ", "}
              <Who person={person} />
              {person.suspected && ` (${t("suspected")})`}
            </span>
          ))}
          {more > 0 && ` ${t("and {{count}} more", { count: more })}`}
        </Text>
        <Text size="sm" c="dimmed">
          {t("Noticed")} <When at={signal.noticed_at} zone={zone} />
          {signal.holds.length > 0 && (
            <> · {t("{{count}} holds rest on it", { count: signal.holds.length })}</>
          )}
          {signal.finding && (
            <>
              {" · "}
              <Anchor component={Link} to={`/c/${slug}/manage/review/${signal.finding}`}>
                {t("The finding")}
              </Anchor>
            </>
          )}
        </Text>
        {decided ? (
          <Text size="sm">
            {decided} {signal.note && `“${signal.note}”`}
          </Text>
        ) : (
          <Group gap="sm">
            <Suspense>
              <DecideSignal signal={signal} />
            </Suspense>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

export function AHold({ hold, zone }: { hold: Schemas["TrustHold"]; zone: string | undefined }) {
  const { t } = useTranslation();
  const decided: Record<string, string> = {
    cleared: t("Cleared"),
    excluded: t("Excluded from rewards"),
    banned: t("Banned"),
  };
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Title order={3}>
          {hold.active
            ? t("The rewards of {{name}} wait", { name: hold.participant.display_name })
            : hold.decision
              ? `${hold.participant.display_name}: ${decided[hold.decision] ?? hold.decision}`
              : t("The hold on {{name}} ran out", { name: hold.participant.display_name })}
        </Title>
        <Text className="said">{hold.reason}</Text>
        <Text size="sm" c="dimmed">
          {hold.placed_by ? t("Placed by {{name}}", { name: hold.placed_by }) : t("Placed by the platform")}{" "}
          <When at={hold.placed_at} zone={zone} />
          {hold.active && (
            <>
              {" · "}
              {t("runs out")} <When at={hold.expires_at} zone={zone} />
            </>
          )}
          {hold.decided_at && (
            <>
              {" · "}
              {t("decided by {{name}}", { name: hold.decided_by ?? "" })}{" "}
              <When at={hold.decided_at} zone={zone} />
            </>
          )}
        </Text>
        {hold.note && (
          <Text size="sm" className="said">
            “{hold.note}”
          </Text>
        )}
        <Group gap="sm">
          <Text size="sm">
            <Who person={hold.participant} />
          </Text>
          {!hold.decided_at && (
            <Suspense>
              <DecideHold hold={hold} />
            </Suspense>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

export function AQuarantine({
  quarantine,
  zone,
}: {
  quarantine: Schemas["Quarantine"];
  zone: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Title order={3}>
          {quarantine.lifted_at
            ? t("The branch of {{name}} was in quarantine", { name: quarantine.root.display_name })
            : t("The branch of {{name}} is in quarantine", { name: quarantine.root.display_name })}
        </Title>
        <Text className="said">{quarantine.reason}</Text>
        <Text size="sm" c="dimmed">
          {t("Placed by {{name}}", { name: quarantine.placed_by ?? "" })}{" "}
          <When at={quarantine.placed_at} zone={zone} />
          {quarantine.lifted_at && (
            <>
              {" · "}
              {t("lifted by {{name}}", { name: quarantine.lifted_by ?? "" })}{" "}
              <When at={quarantine.lifted_at} zone={zone} />
            </>
          )}
        </Text>
        <Group gap="sm">
          <Text size="sm">
            <Who person={quarantine.root} />
          </Text>
          {!quarantine.lifted_at && (
            <Suspense>
              <LiftQuarantine root={quarantine.root} />
            </Suspense>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

export function AnObjection({
  objection,
  zone,
}: {
  objection: Schemas["Objection"];
  zone: string | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Title order={3}>
          {objection.quarantine
            ? t("{{name}} objects to the quarantine", { name: objection.participant.display_name })
            : t("{{name}} objects to the hold", { name: objection.participant.display_name })}
        </Title>
        <Text className="said">“{objection.text}”</Text>
        <Text size="sm" c="dimmed">
          <When at={objection.made_at} zone={zone} />
          {" · "}
          <Who person={objection.participant} />
        </Text>
        {objection.decided_at ? (
          <Text size="sm">
            {objection.granted ? t("Granted") : t("Refused")}, {objection.decided_by}{" "}
            {objection.note && `“${objection.note}”`}
          </Text>
        ) : (
          <Group gap="sm">
            <Suspense>
              <AnswerObjection objection={objection} />
            </Suspense>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
