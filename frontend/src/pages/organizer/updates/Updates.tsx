/** The organizers' news: written, looked at as readers see it, published, corrected, taken back. */
import {
  Button,
  Group,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, fieldErrors, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { usePages } from "@/lib/pages";
import { keep, kept } from "@/lib/tab";
import { relative } from "@/lib/time";

type Update = Schemas["Update"];

const MOST_TITLE = 120;
const MOST_TEXT = 5_000;

export function Updates() {
  const { t, i18n } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const news = usePages<Update>(["updates", slug], async (more) => {
    const { data } = await api.GET("/api/v1/campaigns/{slug}/updates/", {
      params: { path: { slug }, query: more },
    });
    return { results: data?.results ?? [], next: data?.next ?? null };
  });
  return (
    <Answer screen={t("News")} query={news} what={t("Fetching the news")}>
      {(items) => (
        <Screen
          name={t("News")}
          title={
            items[0]
              ? t("The latest news went out {{since}}.", {
                  since: relative(items[0].published_at, new Date(), i18n.language),
                })
              : t("No news has gone out yet.")
          }
        >
          <Write />
          {items.length === 0 ? (
            <Empty title={t("Tell everybody how it goes")}>
              {t("What was found, what is still missing, what you thank for: it keeps people with you.")}
            </Empty>
          ) : (
            <Stack gap="md" maw={820} align="stretch">
              <Title order={2}>{t("What went out")}</Title>
              {items.map((item) => (
                <Item key={item.id} item={item} zone={zone} />
              ))}
              {news.hasNext && (
                <Button
                  variant="default"
                  loading={news.isFetchingNext}
                  onClick={news.next}
                  style={{ alignSelf: "flex-start" }}
                >
                  {t("Show more")}
                </Button>
              )}
            </Stack>
          )}
        </Screen>
      )}
    </Answer>
  );
}

interface Draft {
  title: string;
  text: string;
}

function Write() {
  const { t } = useTranslation();
  const slug = useSlug();
  const queries = useQueryClient();
  // What is written stays with the tab, whatever screen one goes to meanwhile.
  const keptAs = `mobilize.news.${slug}`;
  const [draft, setDraft] = useState<Draft>(() => kept(keptAs) ?? { title: "", text: "" });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const people = useQuery("get", "/api/v1/campaigns/{slug}/participation/branches/", {
    params: { path: { slug }, query: { depth: 1, most: 1 } },
  }).data?.people;
  const { title, text } = draft;
  useEffect(() => keep(keptAs, { title, text }), [keptAs, title, text]);
  return (
    <Stack gap="sm" maw={820}>
      <Title order={2}>{t("Write news")}</Title>
      <Fields draft={draft} wrong={wrong} onChange={setDraft} />
      <Group>
        <EffectButton
          label={t("Publish")}
          title={t("Publish this news")}
          confirm={t("Publish, and tell everybody")}
          ready={title.trim() !== "" && text.trim() !== ""}
          act={async () => {
            try {
              await api.POST("/api/v1/campaigns/{slug}/updates/", {
                params: { path: { slug } },
                body: { title, text },
              });
            } catch (error) {
              setWrong(fieldErrors(asProblem(error)));
              throw error;
            }
            setDraft({ title: "", text: "" });
            setWrong({});
            await queries.invalidateQueries({ queryKey: ["updates", slug] });
          }}
        >
          <Stack gap="sm">
            <Text>
              {people === undefined
                ? t("Everybody who takes part is told of it once, by the channels they chose.")
                : t("{{count}} people take part and are told of it once, by the channels they chose.", {
                    count: people,
                  })}{" "}
              {t("It stands on the campaign's page for everybody.")}
            </Text>
            <Read title={title} text={text} />
          </Stack>
        </EffectButton>
      </Group>
    </Stack>
  );
}

interface FieldsProps {
  draft: Draft;
  /** A refusal's sentences by field. */
  wrong: Record<string, string>;
  onChange: (draft: Draft) => void;
}

function Fields({ draft, wrong, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const [side, setSide] = useState("write");
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("Write or look at it")}
        value={side}
        onChange={setSide}
        style={{ alignSelf: "flex-start" }}
        data={[
          { value: "write", label: t("Write") },
          { value: "read", label: t("As readers see it") },
        ]}
      />
      {side === "write" ? (
        <>
          <TextInput
            label={t("Title")}
            maxLength={MOST_TITLE}
            required
            value={draft.title}
            error={wrong.title}
            onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
          />
          <Textarea
            label={t("Text")}
            description={t("Plain text; an empty line begins a paragraph.")}
            autosize
            minRows={5}
            maxLength={MOST_TEXT}
            required
            value={draft.text}
            error={wrong.text}
            onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
          />
        </>
      ) : (
        <Paper withBorder p="md">
          {draft.title || draft.text ? (
            <Read title={draft.title} text={draft.text} />
          ) : (
            <Quiet>{t("Nothing is written yet.")}</Quiet>
          )}
        </Paper>
      )}
    </Stack>
  );
}

/** The news as the campaign's page shows them: paragraphs, and no markup. */
function Read({ title, text }: { title: string; text: string }) {
  return (
    <Stack gap="xs">
      <Title order={3} dir="auto">
        {title}
      </Title>
      <div dir="auto">
        {text
          .split(/\n\s*\n/)
          .filter((part) => part.trim())
          .map((part) => (
            <Text key={part} className="said" mb="xs">
              {part.trim()}
            </Text>
          ))}
      </div>
    </Stack>
  );
}

function Item({ item, zone }: { item: Update; zone: string | undefined }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const done = () => queries.invalidateQueries({ queryKey: ["updates", slug] });
  if (editing) {
    return <Correct item={item} onDone={() => setEditing(false)} />;
  }
  return (
    <Paper withBorder p="md" component="article" aria-label={item.title}>
      <Stack gap="xs">
        <Read title={item.title} text={item.text} />
        <Text size="sm" c="dimmed">
          {t("Published")} <When at={item.published_at} zone={zone} />
          {item.corrected_at && (
            <>
              {" · "}
              {t("corrected")} <When at={item.corrected_at} zone={zone} />
            </>
          )}
        </Text>
        <Group gap="sm">
          <Button variant="default" size="sm" onClick={() => setEditing(true)}>
            {t("Correct")}
          </Button>
          <EffectButton
            variant="default"
            size="sm"
            label={t("Take back")}
            title={t("Take this news back")}
            confirm={t("Delete it for good")}
            act={async () => {
              await api.DELETE("/api/v1/campaigns/{slug}/updates/{update_id}/", {
                params: { path: { slug, update_id: item.id } },
              });
              await done();
            }}
          >
            <Text>
              {t(
                "“{{title}}” is gone from the campaign's page for everybody, and its words are deleted. Letters that have left stay where they are.",
                { title: item.title },
              )}
            </Text>
          </EffectButton>
        </Group>
      </Stack>
    </Paper>
  );
}

function Correct({ item, onDone }: { item: Update; onDone: () => void }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ title: item.title, text: item.text });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const params = { path: { slug, update_id: item.id } };

  async function save() {
    setBusy(true);
    setProblem(null);
    try {
      // Only over what is seen here: what another organizer wrote meanwhile is not written over.
      const now = await api.GET("/api/v1/campaigns/{slug}/updates/{update_id}/", { params });
      const tag = now.data?.corrected_at === item.corrected_at ? now.response.headers.get("ETag") : '"gone"';
      await api.PATCH("/api/v1/campaigns/{slug}/updates/{update_id}/", {
        params: { ...params, ...(tag ? { header: { "If-Match": tag } } : {}) },
        body: draft,
      });
      await queries.invalidateQueries({ queryKey: ["updates", slug] });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Paper withBorder p="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Fields draft={draft} wrong={problem ? fieldErrors(problem) : {}} onChange={setDraft} />
          {problem && <ProblemNote problem={problem} />}
          <Quiet>{t("It shows that it was corrected; nobody is told a second time.")}</Quiet>
          <Group gap="sm">
            <Button type="submit" loading={busy}>
              {t("Save the correction")}
            </Button>
            <Button variant="default" disabled={busy} onClick={onDone}>
              {t("Cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
