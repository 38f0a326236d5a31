/** Reporting what one found: with one hand, in the sun, and without a connection. */

import { Alert, Anchor, Button, Fieldset, Input, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconCloudOff, IconSend } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import { inTheirWords } from "@/api/problems";
import type { Campaign } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Money, Quiet } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { type Objective, useObjectives, useQuestions } from "@/lib/objectives";
import { clockIn, momentOf } from "@/lib/time";
import { fieldOf, isEmpty, ready, saysNothing } from "@/outbox/drafts";
import { OnTheirWay } from "@/outbox/OnTheirWay";
import { sendNow, useOnline, useOutbox } from "@/outbox/running";
import { allOf, type Kept, keep, newReport, survives } from "@/outbox/store";
import { refusalWords } from "@/words";
import { Photos } from "./report/Photos";
import classes from "./report/Report.module.css";
import { Where } from "./report/Where";

export function Report() {
  const { t } = useTranslation();
  const slug = useSlug();
  const campaign = useCampaign();
  const objectives = useObjectives(slug);
  const me = useQuery("get", "/api/v1/me/");
  const name = t("Report what you found");
  return (
    <Answer screen={name} query={campaign} what={t("Fetching the campaign")}>
      {(about) => (
        <Answer screen={name} query={objectives} what={t("Fetching what is looked for")}>
          {(all) => (
            <Answer screen={name} query={me} what={t("Looking who you are")}>
              {({ id }) => <Reporting campaign={about} objectives={all} owner={id} />}
            </Answer>
          )}
        </Answer>
      )}
    </Answer>
  );
}

function isOpen({ window }: Objective, now: number): boolean {
  const { opens_at, closes_at } = window;
  return (!opens_at || Date.parse(opens_at) <= now) && (!closes_at || Date.parse(closes_at) > now);
}

function Reporting({
  campaign,
  objectives,
  owner,
}: {
  campaign: Campaign;
  objectives: Objective[];
  owner: string;
}) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const wanted = search.get("objective");
  const open = objectives.filter((each) => isOpen(each, Date.now()));
  const first = open.find((each) => each.id === wanted) ?? open[0];
  const { slug } = campaign;
  const [draft, setDraft] = useState<Kept | null>(null);

  // What was written before stands here again, the latest first.
  const begin = useCallback(async () => {
    const written = (await allOf(owner)).filter((each) => each.slug === slug && each.state === "writing");
    const latest = written.sort((one, other) => other.changed - one.changed)[0];
    const fresh = newReport(owner, slug);
    setDraft(latest ?? { ...fresh, body: { objective: first?.id ?? "" } });
  }, [owner, slug, first?.id]);
  useEffect(() => {
    void begin();
  }, [begin]);

  const name = t("Report what you found");
  const outgoing = (
    <OnTheirWay
      owner={owner}
      slug={slug}
      onMend={(report) => void keep(report).then(() => setDraft(report))}
    />
  );
  if (campaign.state !== "live" || !first) {
    return (
      <Screen
        title={
          campaign.state === "paused"
            ? t("The campaign is paused: no reports are taken now.")
            : campaign.state === "live"
              ? t("Nothing is looked for at the moment.")
              : t("The campaign is not under way: no reports are taken now.")
        }
        name={name}
      >
        {outgoing}
        <Empty title={t("What you see can wait")}>
          {t("Come back when the campaign goes on; you are told by a notice of its news.")}
        </Empty>
      </Screen>
    );
  }
  return (
    <Screen
      title={t("{{count}} things are looked for here. What did you find?", { count: open.length })}
      name={name}
    >
      {outgoing}
      {draft && (
        <Form
          key={draft.id + draft.edition}
          campaign={campaign}
          objectives={open}
          draft={draft}
          onSent={() => void begin()}
        />
      )}
    </Screen>
  );
}

function Form({
  campaign,
  objectives,
  draft,
  onSent,
}: {
  campaign: Campaign;
  objectives: Objective[];
  draft: Kept;
  onSent: () => void;
}) {
  const { t } = useTranslation();
  const online = useOnline();
  const { reports = [] } = useOutbox(draft.owner);
  const [report, setReport] = useState(draft);
  const [wasSent, setWasSent] = useState(false);
  const [missing, setMissing] = useState(false);
  // Whether all that is written would survive closing; null while it is not known.
  const [kept, setKept] = useState<boolean | null>(isEmpty(draft) ? null : survives(draft.id));
  const [told, setTold] = useState(false);
  const note = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const objective = objectives.find((each) => each.id === report.body.objective) ?? objectives[0]!;
  const said = new Map<string, string>();
  const refusal = draft.refusal;
  for (const field of refusal ? inTheirWords(refusal.kind, refusal.detail, refusal.fields) : []) {
    const at = fieldOf(field);
    said.set(at, [said.get(at), field.detail].filter(Boolean).join(" "));
  }

  /** Keep what is written as it is written, so that closing costs nothing. */
  function change(next: Kept) {
    setReport(next);
    setMissing(false);
    setTold(told || kept === true);
    setKept(null);
    clearTimeout(timer.current);
    const own = setTimeout(async () => {
      const isKept = await keep(next);
      // Of what was changed meanwhile it says nothing.
      if (own === timer.current) {
        setKept(isKept);
      }
    }, 250);
    timer.current = own;
  }
  const write = (body: Partial<Kept["body"]>) => change({ ...report, body: { ...report.body, ...body } });

  async function send() {
    const whole = { ...report, body: { ...report.body, objective: objective.id } };
    if (saysNothing(whole)) {
      setMissing(true);
      note.current?.focus();
      return;
    }
    clearTimeout(timer.current);
    setWasSent(true);
    await keep(ready(whole, objective.title, new Date()));
    void sendNow();
    onSent();
    window.scrollTo({ top: 0 });
  }

  const waiting = reports.filter((each) => each.state === "waiting").length;
  const spots = useMemo(
    () =>
      objective.place
        ? [
            {
              id: objective.id,
              label: objective.title,
              latitude: objective.place.latitude,
              longitude: objective.place.longitude,
              radius: objective.place.radius_m ?? undefined,
            },
          ]
        : [],
    [objective],
  );
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="xl">
        {!online && (
          <Alert variant="default" icon={<IconCloudOff aria-hidden />} title={t("You are off line.")}>
            {t(
              "Report as always: it is kept on this device and goes off by itself when there is a connection.",
            )}
          </Alert>
        )}
        {said.has("form") && (
          <Alert
            variant="default"
            role="alert"
            title={refusal && (refusalWords(refusal.kind) ? t("That was not done.") : refusal.title)}
          >
            {said.get("form")}
          </Alert>
        )}
        <div>
          <NativeSelect
            size="lg"
            label={t("What you found")}
            value={objective.id}
            error={said.get("objective")}
            data={objectives.map((each) => ({ value: each.id, label: each.title }))}
            onChange={(event) => write({ objective: event.currentTarget.value, facts: {} })}
          />
          <Text size="sm" mt="xs" mb={0}>
            {[objective.description, objective.area].filter(Boolean).join(" · ")}{" "}
            <span>
              {t("Who is first is paid along their chain:")} <Money of={objective.prize} />
            </span>
          </Text>
        </div>
        <Photos report={report} onChange={change} />
        <Input.Wrapper
          size="lg"
          id="note"
          label={t("What you saw")}
          description={t("What it looks like, what is written on it, how one finds it.")}
          error={
            missing
              ? t("Add a photo, or say what you saw: a reviewer needs something to believe it by.")
              : said.get("note")
          }
        >
          <Input
            component="textarea"
            id="note"
            ref={note}
            size="lg"
            multiline
            rows={4}
            maxLength={4000}
            value={report.body.note ?? ""}
            onChange={(event) => write({ note: event.currentTarget.value })}
          />
        </Input.Wrapper>
        <Where
          place={report.body.location}
          error={said.get("location")}
          privacy={objective.location_privacy}
          spots={spots}
          onChange={(location) => write({ location })}
        />
        <TextInput
          size="lg"
          type="datetime-local"
          label={t("When you saw it")}
          description={t("By the campaign's clock, {{zone}}. Left empty it is now.", {
            zone: campaign.time_zone ?? "UTC",
          })}
          max={clockIn(campaign.time_zone ?? "UTC", new Date())}
          value={report.body.observed_at ? clockIn(campaign.time_zone ?? "UTC", report.body.observed_at) : ""}
          error={said.get("observed_at")}
          onChange={(event) => {
            const { observed_at: _, ...rest } = report.body;
            const typed = event.currentTarget.value.slice(0, 16);
            change({
              ...report,
              body: typed
                ? { ...rest, observed_at: momentOf(campaign.time_zone ?? "UTC", typed).toISOString() }
                : rest,
            });
          }}
        />
        <Questions objective={objective.id} report={report} said={said} onChange={write} />
        <div>
          <Button type="submit" size="xl" fullWidth disabled={wasSent} leftSection={<IconSend aria-hidden />}>
            {t("Send the report")}
          </Button>
          {/* Said aloud once; who writes on is not interrupted again. */}
          <Text
            role="status"
            aria-live={told && kept !== false ? "off" : "polite"}
            size="sm"
            mt="xs"
            mb={0}
            mih="1lh"
          >
            {kept === null
              ? ""
              : kept
                ? t("Kept on this device; nothing is sent yet.")
                : t("This browser keeps nothing: leave the screen open until the report has arrived.")}
          </Text>
        </div>
        <Quiet>
          {waiting > 1 && t("{{count}} reports wait to be sent.", { count: waiting })}{" "}
          {t("When it reaches us decides who was first.")}{" "}
          <Anchor component={Link} to={`/c/${campaign.slug}/me/findings`}>
            {t("My findings")}
          </Anchor>
        </Quiet>
      </Stack>
    </form>
  );
}

/** What only a witness knows of the objective. */
function Questions({
  objective,
  report,
  said,
  onChange,
}: {
  objective: string;
  report: Kept;
  said: Map<string, string>;
  onChange: (body: Partial<Kept["body"]>) => void;
}) {
  const { t } = useTranslation();
  const questions = useQuestions(objective).data ?? [];
  if (questions.length === 0) {
    return null;
  }
  return (
    <Fieldset
      variant="unstyled"
      m={0}
      legend={t("What only a witness knows")}
      classNames={{ legend: classes.label ?? "" }}
    >
      <Stack gap="sm">
        <Quiet>
          {t(
            "Answer what you can. Each question takes three attempts over all of your reports; whether an answer is right is not told.",
          )}
        </Quiet>
        {questions.map(({ id, question }) => (
          <TextInput
            key={id}
            size="lg"
            label={question}
            autoComplete="off"
            maxLength={200}
            value={report.body.facts?.[id] ?? ""}
            error={said.get(`facts/${id}`)}
            onChange={(event) =>
              onChange({ facts: { ...report.body.facts, [id]: event.currentTarget.value } })
            }
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
