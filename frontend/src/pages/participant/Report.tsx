/** Reporting what one found: with one hand, in the sun, and without a connection. */

import { Alert, Anchor, Button, Input, Stack, Text, TextInput } from "@mantine/core";
import { IconCloudOff, IconSend } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import { inTheirWords } from "@/api/problems";
import type { Campaign } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { isFound, isOpen, type Objective, useObjectives } from "@/lib/objectives";
import { clockIn, momentOf } from "@/lib/time";
import { draftFor, fieldOf, isEmpty, placed, ready, saysNothing } from "@/outbox/drafts";
import { OnTheirWay } from "@/outbox/OnTheirWay";
import { sendNow, useOnline, useOutbox } from "@/outbox/running";
import { allOf, type Kept, keep, newReport, survives } from "@/outbox/store";
import { refusalWords } from "@/words";
import { Photos } from "./report/Photos";
import { Questions } from "./report/Questions";
import classes from "./report/Report.module.css";
import { What } from "./report/What";
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
  const wanted = objectives.find((each) => each.id === search.get("objective"));
  const open = objectives.filter((each) => isOpen(each, Date.now()));
  const looked = open.filter((each) => !isFound(each));
  const { slug } = campaign;
  const [draft, setDraft] = useState<Kept | null>(null);
  // Read when a form begins: what is told anew while it stands there takes nothing of it away.
  const known = { wanted: wanted?.id, open: [...looked, ...open].map((each) => each.id) };
  const latest = useRef(known);
  latest.current = known;

  const begin = useCallback(async () => {
    const kept = await allOf(owner);
    setDraft(draftFor(newReport(owner, slug), { kept, ...latest.current }));
  }, [owner, slug]);
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
  if (campaign.state !== "live" || open.length === 0) {
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
      title={
        looked.length > 0
          ? t("{{count}} things are looked for here. What did you find?", { count: looked.length })
          : t("All that was looked for here is found.")
      }
      name={name}
    >
      {outgoing}
      {draft && (
        <Form
          key={draft.id + draft.edition}
          campaign={campaign}
          objectives={objectives}
          wanted={wanted}
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
  wanted,
  draft,
  onSent,
}: {
  campaign: Campaign;
  objectives: Objective[];
  /** What one came to report. */
  wanted: Objective | undefined;
  draft: Kept;
  onSent: () => void;
}) {
  const { t } = useTranslation();
  const online = useOnline();
  const { reports = [] } = useOutbox(draft.owner);
  const [report, setReport] = useState(draft);
  // As it is now, for what comes later than it was asked for; nothing changes a report that was sent or left.
  const newest = useRef(draft);
  const over = useRef(false);
  useEffect(() => {
    over.current = false;
    return () => {
      over.current = true;
    };
  }, []);
  const [wasSent, setWasSent] = useState(false);
  const [missing, setMissing] = useState(false);
  const wasBegun = !isEmpty(draft);
  // Whether all that is written would survive closing; null while it is not known.
  const [kept, setKept] = useState<boolean | null>(wasBegun ? survives(draft.id) : null);
  const [told, setTold] = useState(false);
  const note = useRef<HTMLTextAreaElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const choice = useRef<HTMLSelectElement>(null);
  const objective = objectives.find((each) => each.id === report.body.objective);
  const isTaken = objective !== undefined && isOpen(objective, Date.now());
  const said = new Map<string, string>();
  const refusal = draft.refusal;
  for (const field of refusal ? inTheirWords(refusal.kind, refusal.detail, refusal.fields) : []) {
    const at = fieldOf(field);
    said.set(at, [said.get(at), field.detail].filter(Boolean).join(" "));
  }

  /** Keep what is written as it is written, so that closing costs nothing. */
  function change(next: Kept) {
    if (over.current) {
      return;
    }
    newest.current = next;
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
  const write = (body: Partial<Kept["body"]>) =>
    change({ ...newest.current, body: { ...newest.current.body, ...body } });

  async function send() {
    if (!isTaken) {
      choice.current?.focus();
      return;
    }
    if (saysNothing(newest.current)) {
      setMissing(true);
      note.current?.focus();
      return;
    }
    clearTimeout(timer.current);
    over.current = true;
    setWasSent(true);
    await keep(ready(newest.current, objective.title, new Date()));
    void sendNow();
    onSent();
    window.scrollTo({ top: 0 });
  }

  const waiting = reports.filter((each) => each.state === "waiting").length;
  const spots = useMemo(
    () =>
      objective?.place
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
          <What
            ref={choice}
            chosen={objective}
            objectives={objectives}
            error={report.body.objective === draft.body.objective ? said.get("objective") : undefined}
            onChoose={(id) => write({ objective: id, facts: {} })}
          />
          {wasBegun && wanted && wanted !== objective && (
            <Text size="sm" mt="xs" mb={0}>
              {t(
                "You came to report {{wanted}}; this report was begun before and is not sent yet. Send it first, or choose {{wanted}} above if that is what you found.",
                { wanted: wanted.title },
              )}
            </Text>
          )}
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
          privacy={objective?.location_privacy}
          spots={spots}
          onChange={(move) => write({ location: placed(move(newest.current.body.location ?? {})) })}
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
        <Questions objective={objective?.id ?? ""} report={report} said={said} onChange={write} />
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
