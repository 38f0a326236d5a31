/** One webhook: whether it arrives, its log of deliveries, its secret, and switching it off and on. */
import { Anchor, Button, Group, NumberInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api, useInfiniteQuery, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { StateMark } from "@/components/StateMark";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import { ownZone } from "@/lib/time";
import { useStateWord } from "@/lib/words";
import { fromClock } from "@/lib/zoned";
import { Delivery } from "./Delivery";
import { Once } from "./Once";
import { stateOfWebhook } from "./Webhooks";

const STATES: Schemas["WebhookDeliveryState"][] = ["waiting", "sending", "delivered", "failed", "skipped"];

export function Webhook() {
  const { t } = useTranslation();
  const { webhook = "" } = useParams();
  const query = useQuery("get", "/api/v1/webhooks/{webhook_id}/", {
    params: { path: { webhook_id: webhook } },
  });
  return (
    <Answer screen={t("Webhook")} query={query} what={t("Fetching the webhook")}>
      {(hook) => <Shown hook={hook} />}
    </Answer>
  );
}

function Shown({ hook }: { hook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const slug = useSlug();
  const [search, setSearch] = useSearchParams();
  const [secret, setSecret] = useState("");
  const state = stateOfWebhook(hook);
  return (
    <Screen
      title={
        {
          ok: t("All is well with this webhook."),
          failing: t("Its messages do not arrive; they are tried again."),
          switched_off: t("This webhook is switched off."),
        }[state] ?? ""
      }
      name={t("Webhook")}
    >
      <Stack gap={4}>
        <Anchor component={Link} to={`/c/${slug}/manage/settings/webhooks`}>
          {t("All webhooks")}
        </Anchor>
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>
          {hook.url}
        </Text>
        {hook.description && <Text>{hook.description}</Text>}
        <Quiet>{hook.events.length ? hook.events.join(", ") : t("Told of everything")}</Quiet>
        {hook.disabled_reason && (
          <Text>
            {t("Switched off: {{why}}", { why: word(hook.disabled_reason) })}{" "}
            {hook.disabled_at && <When at={hook.disabled_at} />}
          </Text>
        )}
        {hook.failing_since && (
          <Text>
            {t("Nothing has arrived since")} <When at={hook.failing_since} />.{" "}
            {t("After five days it is switched off.")}
          </Text>
        )}
        {hook.previous_secret_ends_at && (
          <Text>
            {t("The secret before signs as well until")} <When at={hook.previous_secret_ends_at} />.
          </Text>
        )}
      </Stack>
      {secret && (
        <Once title={t("The secret that signs its messages")} secret={secret} onSeen={() => setSecret("")} />
      )}
      <Steps hook={hook} onSecret={setSecret} />
      {search.get("delivery") ? (
        <Delivery
          webhook={hook.id}
          delivery={search.get("delivery")!}
          onClose={() => setSearch({}, { preventScrollReset: true })}
        />
      ) : null}
      <Log hook={hook} />
    </Screen>
  );
}

function Steps({ hook, onSecret }: { hook: Schemas["Webhook"]; onSecret: (secret: string) => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const slug = useSlug();
  const [hours, setHours] = useState<number | string>(24);
  const [problem, setProblem] = useState<Problem | null>(null);
  const params = { params: { path: { webhook_id: hook.id } } };
  const after = () =>
    refresh(
      "/api/v1/webhooks/{webhook_id}/",
      "/api/v1/webhooks/{webhook_id}/deliveries/",
      "/api/v1/webhooks/",
    );
  const attempt = async (act: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await act();
      await after();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {hook.enabled && (
          <Button onClick={() => void attempt(() => api.POST("/api/v1/webhooks/{webhook_id}/test/", params))}>
            {t("Send a test")}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() =>
            void attempt(() =>
              api.PATCH("/api/v1/webhooks/{webhook_id}/", { ...params, body: { enabled: !hook.enabled } }),
            )
          }
        >
          {hook.enabled ? t("Switch it off") : t("Switch it on")}
        </Button>
        <EffectButton
          variant="default"
          label={t("New secret")}
          title={t("Draw a new secret?")}
          confirm={t("Draw a new secret")}
          act={async () => {
            const { data } = await api.POST("/api/v1/webhooks/{webhook_id}/rotate/", {
              ...params,
              body: { overlap_hours: Number(hours) },
            });
            onSecret(data!.secret);
            await after();
          }}
        >
          <Stack>
            <Text>
              {t(
                "Messages are signed by the new one from now on, and by the old one as well for these hours.",
              )}
            </Text>
            <NumberInput
              label={t("Hours")}
              min={0}
              max={168}
              allowDecimal={false}
              value={hours}
              onChange={setHours}
            />
          </Stack>
        </EffectButton>
        <Replay hook={hook} after={after} />
        <EffectButton
          variant="default"
          label={t("Remove")}
          title={t("Remove this webhook?")}
          confirm={t("Remove the webhook")}
          act={async () => {
            await api.DELETE("/api/v1/webhooks/{webhook_id}/", params);
            await refresh("/api/v1/webhooks/");
            await navigate(`/c/${slug}/manage/settings/webhooks`);
          }}
        >
          <Text>{t("Its address is told of nothing any more, and its log goes with it.")}</Text>
        </EffectButton>
      </Group>
      {problem && <ProblemNote problem={problem} />}
    </Stack>
  );
}

function Replay({ hook, after }: { hook: Schemas["Webhook"]; after: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return (
    <EffectButton
      variant="default"
      label={t("Send a period again")}
      title={t("Send again what did not arrive?")}
      confirm={t("Send it again")}
      ready={Boolean(from && to)}
      act={async () => {
        await api.POST("/api/v1/webhooks/{webhook_id}/deliveries/replay/", {
          params: { path: { webhook_id: hook.id } },
          body: { from: fromClock(from, ownZone())!, to: fromClock(to, ownZone())! },
        });
        await after();
      }}
    >
      <Stack>
        <Text>
          {t("Messages of that time that did not arrive are sent once more, under the same names.")}
        </Text>
        <TextInput
          type="datetime-local"
          label={t("From")}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t("Until")}
          description={t("By your own clock.")}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Stack>
    </EffectButton>
  );
}

function Log({ hook }: { hook: Schemas["Webhook"] }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((each) => each === search.get("state"));
  const deliveries = useInfiniteQuery(
    "get",
    "/api/v1/webhooks/{webhook_id}/deliveries/",
    {
      params: { path: { webhook_id: hook.id }, query: { limit: 50, ...(state ? { state } : {}) } },
    },
    { ...BY_CURSOR, refetchInterval: 5_000 },
  );
  return (
    <Stack gap="sm">
      <Select
        label={t("Deliveries")}
        data={[{ value: "", label: t("All") }, ...STATES.map((value) => ({ value, label: word(value) }))]}
        allowDeselect={false}
        value={state ?? ""}
        onChange={(value) => setSearch(value ? { state: value } : {}, { replace: true })}
        w={220}
      />
      <Answer query={asAnswer(deliveries)} what={t("Fetching the deliveries")}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t("Nothing was sent yet")}>
              {t("Send a test: it says whether the address answers.")}
            </Empty>
          ) : (
            <>
              <Rows
                label={t("Deliveries")}
                rows={rows}
                columns={[
                  {
                    key: "type",
                    name: t("Event"),
                    cell: ({ id, type }) => (
                      <Anchor
                        component={Link}
                        to={{ search: `?delivery=${id}` }}
                        preventScrollReset
                        aria-label={t("What was sent and answered: {{type}}", { type })}
                      >
                        {type}
                      </Anchor>
                    ),
                  },
                  {
                    key: "state",
                    name: t("State"),
                    cell: (row) => <StateMark state={row.state ?? "waiting"} />,
                  },
                  {
                    key: "tries",
                    name: t("Attempts"),
                    isNumber: true,
                    cell: ({ attempts }) => attempts ?? 0,
                  },
                  {
                    key: "next",
                    name: t("Next attempt"),
                    cell: ({ next_attempt_at }) => (next_attempt_at ? <When at={next_attempt_at} /> : "–"),
                  },
                  { key: "when", name: t("Since"), cell: ({ queued_at }) => <When at={queued_at} /> },
                ]}
              />
              <More query={deliveries} />
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
