/** One finding with all that is known of it together: photographs, place, reasons; and saying what it is. */
import { Alert, Anchor, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconChevronLeft, IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api, useQuery } from "@/api/client";
import { asProblem } from "@/api/problems";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { Money, Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { useKeys } from "@/lib/keys";
import { useStateWord } from "@/lib/words";
import { refusalWords } from "@/words";
import { Answers, History, Votes, Vouches } from "./Around";
import { Believable } from "./Believable";
import { Claimed } from "./Claimed";
import { Evidence } from "./Evidence";
import classes from "./Finding.module.css";
import { type Dossier, isUndecided, percentOf } from "./kinds";
import { Places } from "./Places";
import { useQueue, useTakeNext } from "./queues";
import { Shortcuts } from "./Shortcuts";
import { forgetUndone, onTold, type Step, whatIsTold } from "./saying";

// What is said, and with what, comes a moment after what it is said about.
const Decide = lazy(() => import("./Decide"));
const Same = lazy(() => import("./Same"));
const Decided = lazy(() => import("./Decided"));

const BACK = "Escape";

export function Finding() {
  const { t } = useTranslation();
  const finding = useParams().finding ?? "";
  const read = useQuery(
    "get",
    "/api/v1/findings/{finding_id}/review/",
    { params: { path: { finding_id: finding } } },
    // Who has it changes while one reads.
    { refetchInterval: 10_000 },
  );
  return (
    <Answer screen={t("Review")} query={read} what={t("Fetching the finding")}>
      {(dossier) => <Opened key={dossier.id} dossier={dossier} />}
    </Answer>
  );
}

function useTitle(): (dossier: Dossier, called: string) => string {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const { percent } = useNumbers();
  return ({ state, credibility, round }, called) => {
    if (!isUndecided(state)) {
      return t("{{called}} is decided: {{state}}.", { called, state: stateWord(state).toLowerCase() });
    }
    if (state === "needs_info") {
      return t("{{called}} waits for its reporter's answer.", { called });
    }
    if (round > 1) {
      return t("{{called}} was appealed and is looked at again.", { called });
    }
    return credibility
      ? t("{{called}} is {{percent}} likely true.", {
          called,
          percent: percent(percentOf(credibility.probability) / 100),
        })
      : t("{{called}} is to be looked at.", { called });
  };
}

function Opened({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const go = useNavigate();
  const queries = useQueryClient();
  const titleOf = useTitle();
  const zone = useCampaign().data?.time_zone;
  const [search, setSearch] = useSearchParams();
  const { waiting, undone } = useSyncExternalStore(onTold, whatIsTold);
  const mineUndone = undone?.finding === dossier.id ? undone : null;
  const isSaid = waiting?.finding === dossier.id;
  const [asked, setAsked] = useState<Step | null>(mineUndone?.step ?? null);
  const [nothing, setNothing] = useState(false);
  const take = useTakeNext(() => setNothing(true));
  const neighbours = useQueue("waiting", "").data ?? [];
  const objective = useQuery("get", "/api/v1/objectives/{objective_id}/", {
    params: { path: { objective_id: dossier.objective.id } },
  }).data;
  const told = useQuery("get", "/api/v1/findings/{finding_id}/corroborations/", {
    params: { path: { finding_id: dossier.id } },
  }).data;
  const beside = search.get("beside");
  const other = useQuery(
    "get",
    "/api/v1/findings/{finding_id}/review/",
    { params: { path: { finding_id: beside ?? "" } } },
    { enabled: beside !== null },
  ).data;
  const claiming = useMutation({
    mutationFn: async (how: "POST" | "DELETE") => {
      const params = { path: { finding_id: dossier.id } };
      await (how === "POST"
        ? api.POST("/api/v1/findings/{finding_id}/claim/", { params })
        : api.DELETE("/api/v1/findings/{finding_id}/claim/", { params }));
    },
    onSettled: () => queries.invalidateQueries(),
  });

  // The dialog that an undo leads back to is opened once; what was written in it stands there.
  useEffect(() => () => forgetUndone(), []);

  const base = `/c/${slug}/manage/review`;
  const called = dossier.objective.title;
  const undecided = isUndecided(dossier.state);
  const { claim, refused } = dossier;
  const canClaim = dossier.possible_steps.includes("claim") && !refused;
  const isOpen = undecided && !refused && !isSaid;
  const mayDecide = isOpen && (claim.mine || !dossier.possible_steps.includes("claim"));
  const at = neighbours.findIndex(({ id }) => id === dossier.id);
  const previous = at === -1 ? undefined : neighbours[at - 1];
  const next = at === -1 ? neighbours.find(({ id }) => id !== dossier.id) : neighbours[at + 1];
  const open = (to: { id: string } | undefined) => {
    if (to) {
      void go(`${base}/${to.id}`);
    }
  };
  const ask = (step: Step) => {
    if (mayDecide && dossier.possible_steps.includes(step.replace("-", "_"))) {
      setAsked(step);
    }
  };

  useKeys(
    {
      j: () => open(next),
      k: () => open(previous),
      n: () => take.mutate(),
      c: () => {
        if (canClaim) {
          claiming.mutate("POST");
        }
      },
      x: () => {
        if (claim.mine) {
          claiming.mutate("DELETE");
        }
      },
      v: () => ask("verify"),
      r: () => ask("reject"),
      i: () => ask("request-info"),
      [BACK]: () => void go(base),
    },
    asked !== null,
  );

  return (
    <Screen
      title={titleOf(dossier, called)}
      name={`${called}, ${dossier.participant.display_name}`}
      action={
        <Group gap="xs">
          <Shortcuts
            keys={[
              ["c", t("Take it up, or keep it for longer")],
              ["x", t("Give it back")],
              ["v", t("Verify")],
              ["r", t("Reject")],
              ["i", t("Ask the reporter")],
              ["u", t("Undo what was just said")],
              ["n", t("Take up the next one")],
              ["j / k", t("Next and previous in the list")],
              ["Esc", t("Back to the list")],
              ["?", t("Show these keys")],
            ]}
          />
          <Button
            variant="default"
            size="sm"
            disabled={!previous}
            aria-label={t("The one before")}
            onClick={() => open(previous)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </Button>
          <Button
            variant="default"
            size="sm"
            disabled={!next}
            aria-label={t("The one after")}
            onClick={() => open(next)}
          >
            <IconChevronRight size={18} aria-hidden />
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        <Anchor component={Link} to={base} size="sm">
          {t("All that waits")}
        </Anchor>
        <Text>
          {t("Reported by {{name}}", { name: dossier.participant.display_name })}{" "}
          <When at={dossier.received_at} zone={zone} />
          {t(", seen")} <When at={dossier.observed_at} zone={zone} />
          {dossier.prize && (
            <>
              {". "}
              {t("Its prize:")} <Money of={dossier.prize} />
            </>
          )}
        </Text>
        {undecided && !isSaid && (
          <Claimed
            claim={claim}
            canTake={canClaim}
            zone={zone}
            busy={claiming.isPending}
            onTake={() => claiming.mutate("POST")}
            onGiveBack={() => claiming.mutate("DELETE")}
          />
        )}
        {claiming.error && <ProblemNote problem={asProblem(claiming.error)} />}
        {take.error && <ProblemNote problem={asProblem(take.error)} />}
        {nothing && <Quiet>{t("Nothing more is to be taken up now.")}</Quiet>}
        {undecided && refused && (
          <Alert variant="default" icon={<IconInfoCircle aria-hidden />} title={t("Not for you to decide")}>
            {refusalWords(refused.code.replaceAll("_", "-")) ?? refused.detail}
          </Alert>
        )}
        {isSaid && (
          <Alert
            variant="default"
            icon={<IconArrowBackUp aria-hidden />}
            title={t("You have said what it is")}
          >
            {t("It is sent in a few seconds; until then you can undo it.")}
          </Alert>
        )}
        {/* What is being written stays, whatever becomes of the finding meanwhile. */}
        {(isOpen || asked !== null) && (
          <div className={classes.decide} hidden={!mayDecide}>
            <Suspense fallback={mayDecide && <Skeleton height={42} width={320} />}>
              <Decide
                dossier={dossier}
                called={called}
                told={told}
                may={mayDecide}
                asked={asked}
                onAsk={setAsked}
                taking={claiming}
                undone={mineUndone}
                onSaid={() => void go(base)}
              />
            </Suspense>
          </div>
        )}
        {!undecided && (
          <Suspense>
            <Decided dossier={dossier} />
          </Suspense>
        )}
      </Stack>
      <div className={classes.sides}>
        <Stack gap="lg">
          <Stack gap="xs">
            <Title order={2}>{t("What came with it")}</Title>
            <Evidence evidence={dossier.evidence} place={dossier.location} zone={zone} />
            {dossier.note && <Text className="said">“{dossier.note}”</Text>}
          </Stack>
          {told && (
            <Suspense fallback={<Skeleton height={120} />}>
              <Same
                dossier={dossier}
                told={told}
                beside={beside}
                zone={zone}
                onBeside={(id) => setSearch(id ? { beside: id } : {}, { replace: true })}
              />
            </Suspense>
          )}
        </Stack>
        <Stack gap="lg">
          <Places dossier={dossier} objective={objective} beside={other} />
          <Believable credibility={dossier.credibility} />
          {objective?.description && (
            <Stack gap="xs">
              <Title order={2}>{t("What is asked for")}</Title>
              <Text size="sm" className="said">
                {objective.description}
              </Text>
            </Stack>
          )}
          <Answers finding={dossier.id} />
          <Vouches finding={dossier.id} />
          <Votes votes={dossier.votes} />
          <History history={dossier.history} zone={zone} />
        </Stack>
      </div>
    </Screen>
  );
}
