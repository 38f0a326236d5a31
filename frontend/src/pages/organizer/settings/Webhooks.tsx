/** Where messages about what happens are sent to. */
import { Anchor, Button, Group, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, useInfiniteQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { showProblem } from "@/lib/forms";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { EVENTS } from "./events";
import { Once } from "./Once";

export function stateOfWebhook(hook: Pick<Schemas["Webhook"], "enabled" | "failing_since">): string {
  return !hook.enabled ? "switched_off" : hook.failing_since ? "failing" : "ok";
}

export function Webhooks() {
  const { t } = useTranslation();
  const slug = useSlug();
  const [search, setSearch] = useSearchParams();
  const [made, setMade] = useState<Schemas["MadeWebhook"] | null>(null);
  const hooks = useInfiniteQuery(
    "get",
    "/api/v1/webhooks/",
    { params: { query: { campaign: slug, limit: 50 } } },
    BY_CURSOR,
  );
  const making = search.get("new") === "yes";
  return (
    <Answer screen={t("Webhooks")} query={asAnswer(hooks)} what={t("Fetching the webhooks")}>
      {(rows) => {
        const failing = rows.filter((hook) => stateOfWebhook(hook) !== "ok").length;
        return (
          <Screen
            title={
              rows.length === 0
                ? t("Nobody is told of what happens here.")
                : failing
                  ? t("{{count}} webhooks do not arrive.", { count: failing })
                  : t("{{count}} webhooks are told of what happens.", { count: rows.length })
            }
            name={t("Webhooks")}
            action={
              !making && !made ? (
                <Button onClick={() => setSearch({ new: "yes" })}>{t("Make a webhook")}</Button>
              ) : undefined
            }
          >
            {made && (
              <Once
                title={t("The secret that signs its messages")}
                secret={made.secret}
                onSeen={() => setMade(null)}
              />
            )}
            {making && (
              <Make
                onMade={(hook) => {
                  setMade(hook);
                  setSearch({}, { replace: true });
                }}
                onCancel={() => setSearch({})}
              />
            )}
            {rows.length === 0 && !making && !made ? (
              <Empty title={t("A program of yours can be told")}>
                {t(
                  "Each event is sent to an address of yours, signed, in order, and again until it arrives.",
                )}
              </Empty>
            ) : (
              rows.length > 0 && (
                <Rows
                  label={t("Webhooks")}
                  rows={rows}
                  columns={[
                    {
                      key: "url",
                      wide: true,
                      name: t("Address"),
                      cell: ({ id, url, description }) => (
                        <>
                          <Anchor component={Link} to={id} style={{ overflowWrap: "anywhere" }}>
                            {url}
                          </Anchor>
                          {description && (
                            <Text size="sm" c="dimmed">
                              {description}
                            </Text>
                          )}
                        </>
                      ),
                    },
                    {
                      key: "events",
                      name: t("Told of"),
                      cell: ({ events }) =>
                        events.length
                          ? t("{{count}} kinds of events", { count: events.length })
                          : t("everything"),
                    },
                    {
                      key: "state",
                      name: t("State"),
                      cell: (hook) => <StateMark state={stateOfWebhook(hook)} />,
                    },
                    { key: "made", name: t("Made"), cell: ({ created_at }) => <When at={created_at} /> },
                  ]}
                />
              )
            )}
            <More query={hooks} />
          </Screen>
        );
      }}
    </Answer>
  );
}

function Make({
  onMade,
  onCancel,
}: {
  onMade: (hook: Schemas["MadeWebhook"]) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const slug = useSlug();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({ initialValues: { url: "", description: "", events: [] as string[] } });
  const make = form.onSubmit(async ({ events, ...words }) => {
    setRunning(true);
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/webhooks/", {
        body: { ...words, campaign: slug, events: events as Schemas["WebhookEventType"][] },
      });
      await refresh("/api/v1/webhooks/");
      onMade(data!);
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setRunning(false);
    }
  });
  return (
    <form onSubmit={make} noValidate>
      <Stack maw={640}>
        <TextInput
          type="url"
          label={t("Address")}
          description={t("By https, where anybody on the internet can reach it.")}
          placeholder="https://"
          maxLength={2000}
          required
          {...form.getInputProps("url")}
        />
        <TextInput label={t("What it is for")} maxLength={200} {...form.getInputProps("description")} />
        <MultiSelect
          label={t("Told of")}
          description={t("Empty for everything, what comes to be later too.")}
          data={EVENTS.map(({ group, items }) => ({ group: group(t), items }))}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("Take all away") }}
          {...form.getInputProps("events")}
        />
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={running}>
            {t("Make the webhook")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("Cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
