/** What a screen says while it waits, when there is nothing yet, and when something went wrong. */
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff } from "@tabler/icons-react";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "@/api/problems";
import { refusalWords } from "@/words";
import { Screen } from "./Screen";

/** Shows nothing for an instant, then the shape of what comes, and after a second the words of what it waits for. */
export function Loading({ what }: { what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 900);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack role="status" aria-live="polite" gap="sm" py="md">
      <Skeleton height={20} width="60%" />
      <Skeleton height={14} />
      <Skeleton height={14} width="85%" />
      {late ? <Text c="dimmed">{what}</Text> : <span className="visually-hidden">{what}</span>}
    </Stack>
  );
}

/** Why something was refused or did not come, and what to do now. */
export function ProblemNote({ problem, retry }: { problem: Problem; retry?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const away = problem.kind === "unreachable";
  const title = away
    ? t("No answer came.")
    : problem.kind === "unknown"
      ? t("Something went wrong on our side.")
      : i18n.language === "en"
        ? problem.title
        : t("That was not done.");
  const translated = refusalWords(problem.kind);
  const detail = away
    ? t("You may be off line, or the server is away. Nothing that you entered is lost.")
    : translated || problem.detail || t("Try again in a moment; if it stays, tell whoever runs this place.");
  const fields = problem.fields.filter((field) => field.detail !== detail);
  return (
    <Alert
      role="alert"
      variant="default"
      icon={away ? <IconCloudOff aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={title}
    >
      <Text component="p" m={0}>
        {detail}
      </Text>
      {fields.length > 0 && (
        <ul>
          {fields.map((field) => (
            <li key={`${field.pointer}${field.parameter}${field.detail}`}>
              {(field.pointer ?? field.parameter ?? "").replace(/^#?\//, "")}: {field.detail}
            </li>
          ))}
        </ul>
      )}
      {retry && problem.mayPass && (
        <Button variant="default" mt="sm" onClick={retry}>
          {t("Try again")}
        </Button>
      )}
    </Alert>
  );
}

/** Nothing yet, and the next step. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack gap="xs" py="xl" align="flex-start">
      <Title order={2}>{title}</Title>
      {children && (
        <Text component="div" c="dimmed" maw="46ch">
          {children}
        </Text>
      )}
      {action && <Group mt="xs">{action}</Group>}
    </Stack>
  );
}

/**
 * The three of them around what a query gives. What was read before stays while it is read anew or cannot be.
 * Where the answer is the whole screen, `screen` is its name, which heads it until the answer does.
 */
export function Answer<T>({
  query,
  what,
  screen,
  children,
}: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  what: string;
  screen?: string;
  children: (data: T) => ReactNode;
}) {
  const { data } = query;
  // What comes is first drawn in slices, so that a long screen keeps nobody's key or finger waiting.
  const isThere = useDeferredValue(data !== undefined);
  const failed = query.error ? (
    <ProblemNote problem={asProblem(query.error)} retry={() => void query.refetch()} />
  ) : null;
  if (data !== undefined && isThere) {
    return (
      <>
        {failed}
        {children(data)}
      </>
    );
  }
  const waiting = failed ?? <Loading what={what} />;
  return screen ? <Screen title={screen}>{waiting}</Screen> : waiting;
}
