/** Letters to people about to drop out: whom they would reach, what they say, and what they did. */
import {
  Anchor,
  Button,
  Group,
  List,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, useInfiniteQuery, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { asAnswer, More } from "@/components/More";
import { PersonSelect } from "@/components/PersonSelect";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { useRefresh } from "@/lib/refresh";
import classes from "../money/money.module.css";

type Audience = Schemas["NudgeDraftAudienceEnum"];

export function Nudges() {
  const { t } = useTranslation();
  const slug = useSlug();
  const [search, setSearch] = useSearchParams();
  const audience: Audience = search.get("audience") === "quiet_branch" ? "quiet_branch" : "lapsing";
  const branch = audience === "quiet_branch" ? search.get("branch") : null;
  const narrowed = branch ? { branch } : {};
  const candidates = useQuery("get", "/api/v1/campaigns/{slug}/nudges/candidates/", {
    params: { path: { slug }, query: { audience, ...narrowed } },
  });
  const found = candidates.data;
  return (
    <Screen
      title={
        !found
          ? t("Nudges")
          : audience === "lapsing"
            ? t("{{count}} people are about to drop out.", { count: found.people })
            : t("{{count}} people stand in branches that go quiet.", { count: found.people })
      }
      name={t("Nudges")}
    >
      {/* It stays while the others are looked for, and so does the focus. */}
      <SegmentedControl
        aria-label={t("To whom")}
        value={audience}
        onChange={(value) => setSearch({ audience: value }, { replace: true })}
        data={[
          { value: "lapsing", label: t("About to drop out") },
          { value: "quiet_branch", label: t("Quiet branches") },
        ]}
        style={{ alignSelf: "flex-start" }}
      />
      {audience === "quiet_branch" && (
        <Group align="flex-end" gap="sm">
          <PersonSelect
            label={t("Whose branch")}
            description={t("Whoever stands below this person, and they themselves; empty for every tree.")}
            w={420}
            maw="100%"
            value={branch}
            onChange={(id) => setSearch({ audience, ...(id ? { branch: id } : {}) }, { replace: true })}
          />
          {branch && (
            <Button variant="default" onClick={() => setSearch({ audience }, { replace: true })}>
              {t("Every tree")}
            </Button>
          )}
        </Group>
      )}
      <Answer query={candidates} what={t("Looking who is about to drop out")}>
        {(found) =>
          found.people === 0 ? (
            <Empty title={t("Nobody to write to")}>
              {branch
                ? t("A branch is quiet when fewer than half as many are active in it as before.")
                : t("Who was active and is late for the next time stands here, before they are gone.")}
            </Empty>
          ) : (
            <Stack gap="lg">
              <Reach found={found} />
              {found.would_get_it > 0 && <Write to={{ audience, ...narrowed }} found={found} />}
              <Rows
                label={t("Who they are")}
                rows={found.results}
                columns={[
                  { key: "who", name: t("Who"), cell: ({ display_name }) => display_name },
                  { key: "why", wide: true, name: t("What says so"), cell: ({ why }) => why },
                  {
                    key: "can",
                    name: t("Can be written to"),
                    cell: ({ can_be_written_to }) => (can_be_written_to ? t("yes") : t("no")),
                  },
                ]}
              />
            </Stack>
          )
        }
      </Answer>
      <Sent />
    </Screen>
  );
}

function Reach({ found }: { found: Schemas["Candidates"] }) {
  const { t } = useTranslation();
  return (
    <List>
      <List.Item>{t("{{count}} people would get it.", { count: found.would_get_it })}</List.Item>
      {found.held_out > 0 && (
        <List.Item>
          {t("{{count}} people, drawn by chance, would not, so that it shows what the letter did.", {
            count: found.held_out,
          })}
        </List.Item>
      )}
      {found.unreachable.map(({ reason, sentence, people }) => (
        <List.Item key={reason}>
          {t("{{count}} people cannot be written to: {{why}}", { count: people, why: sentence })}
        </List.Item>
      ))}
    </List>
  );
}

function Write({ to, found }: { to: { audience: Audience; branch?: string }; found: Schemas["Candidates"] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const refresh = useRefresh();
  const [subject, setSubject] = useState("");
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  return (
    <Stack gap="sm" maw={640}>
      <Title order={2}>{t("Write to them")}</Title>
      <TextInput
        label={t("Subject")}
        maxLength={120}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label={t("Text")}
        description={t("Plain text; an empty line begins a paragraph.")}
        maxLength={5000}
        autosize
        minRows={5}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        label={t("Note for yourselves")}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <EffectButton
        label={t("Look at it and send it")}
        title={t("Send this letter?")}
        confirm={t("Send it to {{count}} people", { count: found.would_get_it })}
        disabled={!subject.trim() || !text.trim()}
        style={{ alignSelf: "flex-start" }}
        act={async () => {
          await api.POST("/api/v1/campaigns/{slug}/nudges/", {
            params: { path: { slug } },
            body: { ...to, subject, text, note },
          });
          setSubject("");
          setText("");
          setNote("");
          await refresh("/api/v1/campaigns/{slug}/nudges/", "/api/v1/campaigns/{slug}/nudges/candidates/");
        }}
      >
        <Stack gap="sm">
          <Reach found={found} />
          <div className={classes.card}>
            <Text fw={600}>{subject}</Text>
            <Text style={{ whiteSpace: "pre-wrap" }}>{text}</Text>
          </div>
          <Quiet>
            {t(
              "By night nobody is written to; nobody gets more than one in seven days. What is sent cannot be taken back.",
            )}
          </Quiet>
        </Stack>
      </EffectButton>
    </Stack>
  );
}

function Sent() {
  const { t } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const nudges = useInfiniteQuery(
    "get",
    "/api/v1/campaigns/{slug}/nudges/",
    { params: { path: { slug }, query: { limit: 20 } } },
    BY_CURSOR,
  );
  return (
    <Answer query={asAnswer(nudges)} what={t("Fetching what was sent")}>
      {(rows) =>
        rows.length > 0 && (
          <Stack gap="sm">
            <Title order={2}>{t("Sent")}</Title>
            <ul className={classes.cards}>
              {rows.map((nudge) => (
                <li key={nudge.id} className={classes.card}>
                  <Stack gap="xs">
                    <Title order={3}>{nudge.subject}</Title>
                    <Quiet>
                      {nudge.sent_by}, <When at={nudge.sent_at} zone={zone} />
                      {nudge.branch && (
                        <>
                          {" · "}
                          <Anchor component={Link} to={`/c/${slug}/manage/people/${nudge.branch}`}>
                            {t("to one branch")}
                          </Anchor>
                        </>
                      )}
                    </Quiet>
                    <Text>
                      {t("{{count}} letters were sent;", { count: nudge.letters.sent })}{" "}
                      {t("{{waiting}} wait, {{failed}} failed, {{held}} people were held out.", {
                        waiting: nudge.letters.waiting,
                        failed: nudge.letters.failed,
                        held: nudge.held_out,
                      })}
                    </Text>
                    <SimpleGrid cols={{ base: 1, sm: 2 }}>
                      {nudge.effects.map((effect) => (
                        <Text key={effect.days} size="sm">
                          {effect.sentence}
                        </Text>
                      ))}
                    </SimpleGrid>
                    {nudge.note && <Quiet>{nudge.note}</Quiet>}
                  </Stack>
                </li>
              ))}
            </ul>
            <More query={nudges} />
          </Stack>
        )
      }
    </Answer>
  );
}
