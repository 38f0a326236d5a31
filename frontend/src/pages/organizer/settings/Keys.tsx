/** API keys: what each may do, when it was last used, and its end. */
import { Button, Checkbox, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { api, useInfiniteQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
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
import { ownZone } from "@/lib/time";
import { fromClock } from "@/lib/zoned";
import { Once } from "./Once";
import { SCOPES } from "./scopes";

export function Keys() {
  const { t } = useTranslation();
  const slug = useSlug();
  const [search, setSearch] = useSearchParams();
  const [made, setMade] = useState<Schemas["MadeKey"] | null>(null);
  const keys = useInfiniteQuery(
    "get",
    "/api/v1/keys/",
    { params: { query: { campaign: slug, limit: 50 } } },
    BY_CURSOR,
  );
  const making = search.get("new") === "yes";
  return (
    <Answer screen={t("API keys")} query={asAnswer(keys)} what={t("Fetching the keys")}>
      {(rows) => {
        const open = rows.filter((key) => stateOf(key) === "open").length;
        return (
          <Screen
            title={
              rows.length === 0
                ? t("No program has a key for this campaign.")
                : t("{{count}} keys let programs into this campaign.", { count: open })
            }
            name={t("API keys")}
            action={
              !making && !made ? (
                <Button onClick={() => setSearch({ new: "yes" })}>{t("Make a key")}</Button>
              ) : undefined
            }
          >
            {made && (
              <Once
                title={t("The key {{name}}", { name: made.name })}
                secret={made.key}
                onSeen={() => setMade(null)}
              />
            )}
            {making && (
              <Make
                onMade={(key) => {
                  setMade(key);
                  setSearch({}, { replace: true });
                }}
                onCancel={() => setSearch({})}
              />
            )}
            {rows.length === 0 && !making && !made ? (
              <Empty title={t("A program calls the API by a key")}>
                {t(
                  "It does at most what you may do, in this campaign alone, and within what you choose for it.",
                )}
              </Empty>
            ) : (
              rows.length > 0 && <List rows={rows} />
            )}
            <More query={keys} />
          </Screen>
        );
      }}
    </Answer>
  );
}

function stateOf(key: Schemas["ApiKey"]): "open" | "revoked" | "expired" {
  if (key.revoked_at) {
    return "revoked";
  }
  return key.expires_at && new Date(key.expires_at) <= new Date() ? "expired" : "open";
}

function List({ rows }: { rows: Schemas["ApiKey"][] }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return (
    <Rows
      label={t("API keys")}
      rows={rows}
      columns={[
        {
          key: "name",
          name: t("Name"),
          cell: ({ name, prefix }) => (
            <>
              {name}
              <Text size="sm" c="dimmed">
                {prefix}…
              </Text>
            </>
          ),
        },
        { key: "scopes", wide: true, name: t("May"), cell: ({ scopes }) => scopes.join(", ") },
        { key: "whose", name: t("Made by"), cell: ({ owner }) => owner.display_name },
        {
          key: "used",
          name: t("Last used"),
          cell: ({ last_used_at }) => (last_used_at ? <When at={last_used_at} /> : t("never")),
        },
        { key: "state", name: t("State"), cell: (key) => <StateMark state={stateOf(key)} /> },
        {
          key: "revoke",
          name: <span className="visually-hidden">{t("What to do")}</span>,
          cell: (key) =>
            stateOf(key) === "open" && (
              <EffectButton
                size="compact-md"
                variant="default"
                label={t("Revoke")}
                aria-label={t("Revoke {{name}}", { name: key.name })}
                title={t("Revoke {{name}}?", { name: key.name })}
                confirm={t("Revoke the key")}
                act={async () => {
                  await api.POST("/api/v1/keys/{key_id}/revoke/", { params: { path: { key_id: key.id } } });
                  await refresh("/api/v1/keys/");
                }}
              >
                <Text>{t("From the next request on it opens nothing any more, for good.")}</Text>
              </EffectButton>
            ),
        },
      ]}
    />
  );
}

function Make({ onMade, onCancel }: { onMade: (key: Schemas["MadeKey"]) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({
    initialValues: { name: "", kind: "secret", scopes: [] as string[], expires_at: "" },
    validate: {
      name: (name) => (name.trim() ? null : t("Say what it is for.")),
      scopes: (scopes, { kind }) =>
        kind === "publishable" || scopes.length > 0 ? null : t("Choose at least one thing that it may do."),
    },
  });
  const make = form.onSubmit(async ({ name, kind, scopes, expires_at }) => {
    setRunning(true);
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/keys/", {
        body: {
          name,
          kind: kind as Schemas["ApiKeyKind"],
          campaign: slug,
          ...(kind === "secret" ? { scopes: scopes as Schemas["ApiKeyScope"][] } : {}),
          expires_at: expires_at ? fromClock(expires_at, ownZone()) : null,
        },
      });
      await refresh("/api/v1/keys/");
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
          label={t("What it is for")}
          description={t("Such as the program that will have it.")}
          maxLength={80}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Radio.Group label={t("Who can read the program")} {...form.getInputProps("kind")}>
          <Stack gap="xs" mt={6}>
            <Radio value="secret" label={t("Only we: a secret key")} />
            <Radio
              value="publishable"
              label={t("Everybody, such as a page: a publishable key")}
              description={t(
                "It reports findings and activities, for the participant whose token comes with it, and nothing else.",
              )}
            />
          </Stack>
        </Radio.Group>
        {form.values.kind === "secret" && (
          <Checkbox.Group label={t("What it may do")} {...form.getInputProps("scopes")}>
            <Stack gap="xs" mt={6}>
              {SCOPES.map(({ scope, says }) => (
                <Checkbox key={scope} value={scope} label={says(t)} description={scope} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <TextInput
          type="datetime-local"
          label={t("Works until")}
          description={t("Empty for no end; by your own clock.")}
          maw={280}
          {...form.getInputProps("expires_at")}
        />
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={running}>
            {t("Make the key")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("Cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
