/** The third step: how a prize is split. The rules side by side, then the terms of the chosen one with what they pay. */
import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, useQuery } from "@/api/client";
import { asProblem, fieldErrors, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { useRefresh } from "@/lib/refresh";
import { useStays } from "@/lib/staying";
import { keep, kept } from "@/lib/tab";
import { ALL, type Choice, choiceFor, meantBy, sent, type Unsent } from "./choices";
import classes from "./create.module.css";
import type { Draft } from "./draft";
import { usePreview } from "./previews";
import { Guarantees, RuleCard, Worked } from "./RuleCard";
import { isWhole, RULES, termsOf, typedOf } from "./rules";
import { Terms } from "./Terms";

export function Split({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const mechanisms = useQuery("get", "/api/v1/mechanisms/", {}, { staleTime: Number.POSITIVE_INFINITY });
  if (draft.objectives.length === 0) {
    return (
      <Empty
        title={t("There is no prize to split yet")}
        action={
          <Button component={Link} to="../objectives" relative="path">
            {t("Add an objective first")}
          </Button>
        }
      />
    );
  }
  return (
    <Answer query={mechanisms} what={t("Fetching the rules")}>
      {({ results }) => (
        <Chooser
          draft={draft}
          rules={results.filter(({ family, name }) => family === "chain" && name in RULES)}
        />
      )}
    </Answer>
  );
}

function Chooser({ draft, rules }: { draft: Draft; rules: Schemas["Mechanism"][] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const stays = useStays();
  const refresh = useRefresh();
  const { campaign, objectives, contracts } = draft;
  // What is typed and not sent yet is kept by this tab, so that leaving for a moment loses nothing.
  const keptAs = `mobilize.terms.${campaign.slug}`;
  const [unsent, setUnsent] = useState<Unsent>(() => kept(keptAs) ?? { whose: ALL, of: {} });
  // As it is when an answer comes, which may be long after it was asked for.
  const newest = useRef(unsent);
  const keepUnsent = (next: Unsent) => {
    newest.current = next;
    keep(keptAs, next);
    setUnsent(next);
  };
  const meant = meantBy(unsent.whose, objectives);
  const whose = meant.length === 1 && meant[0]!.id === unsent.whose ? unsent.whose : ALL;
  const { name, typed } = useMemo(
    () => unsent.of[whose] ?? choiceFor(whose, { objectives, contracts }),
    [unsent, whose, objectives, contracts],
  );
  const type = (choice: Choice) => keepUnsent({ whose, of: { ...unsent.of, [whose]: choice } });
  // Fixed amounts have to fit into every prize that they are for.
  const prizeMinor =
    typed.amounts === undefined
      ? meant[0]!.prize_minor
      : Math.min(...meant.map(({ prize_minor }) => prize_minor));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const asked = useMemo(() => ({ whose, name, typed }), [whose, name, typed]);
  const [paused] = useDebouncedValue(asked, 400);
  // Terms that were typed for another rule or another objective are none of this one.
  const settled = paused.name === name && paused.whose === whose ? paused.typed : typed;
  const terms = termsOf(name, settled);
  const preview = usePreview({ name, terms, prizeMinor, ask: isWhole(settled, prizeMinor) });
  const wrong = preview.error ? fieldErrors(asProblem(preview.error)) : {};
  const rule = RULES[name]!;
  const shown = {
    mechanism: rules.find((each) => each.name === name)!,
    prizeMinor,
    currency: campaign.currency,
    mostPaid: campaign.max_depth_paid,
  };

  const choose = (chosen: string) => {
    type({ name: chosen, typed: RULES[chosen]!.begin });
    document.getElementById("terms")?.scrollIntoView({ block: "start" });
  };
  const save = async () => {
    setRunning(true);
    setProblem(null);
    try {
      for (const objective of meant) {
        const last = contracts[objective.id];
        const same =
          last?.mechanism === name && JSON.stringify(typedOf(name, last.terms)) === JSON.stringify(typed);
        if (!same) {
          await api.POST("/api/v1/objectives/{objective_id}/contract/", {
            params: { path: { objective_id: objective.id } },
            body: { mechanism: name, terms: termsOf(name, typed) },
          });
        }
      }
      await refresh(
        "/api/v1/campaigns/{slug}/launch/",
        "/api/v1/campaigns/{slug}/contracts/",
        "/api/v1/campaigns/{slug}/budget/",
      );
      const now = newest.current;
      if (now.of[whose] === unsent.of[whose]) {
        keepUnsent({ ...sent(now, whose), whose: now.whose });
      }
      if (whose === ALL && stays.current) {
        await navigate("../budget", { relative: "path" });
      }
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setRunning(false);
    }
  };

  return (
    <Stack gap="lg">
      <Text>
        {t(
          "Who gets how much when something is found. Each rule is shown on the same chain: Alice invited Bob, who invited Carol, who invited Dave, who finds it.",
        )}
      </Text>
      <ul className={classes.cards}>
        {rules.map((mechanism) => (
          <RuleCard
            key={mechanism.name}
            mechanism={mechanism}
            prizeMinor={prizeMinor}
            currency={campaign.currency}
            mostPaid={campaign.max_depth_paid}
            chosen={mechanism.name === name}
            onChoose={() => choose(mechanism.name)}
          />
        ))}
      </ul>
      <Stack id="terms" style={{ scrollMarginTop: 72 }}>
        <Title order={2}>{t("Your terms: {{rule}}", { rule: rule.title(t) })}</Title>
        {objectives.length > 1 && (
          <Select
            label={t("For which objectives")}
            data={[
              { value: ALL, label: t("The same for all") },
              ...objectives.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            allowDeselect={false}
            value={whose}
            onChange={(value) => keepUnsent({ ...unsent, whose: value ?? ALL })}
            maw={400}
          />
        )}
        <Terms
          name={name}
          typed={typed}
          onTyped={(now) => type({ name, typed: now })}
          prizeMinor={prizeMinor}
          currency={campaign.currency}
          wrong={wrong}
        />
        <Worked {...shown} typed={settled} />
        {!preview.error && <Guarantees {...shown} typed={settled} />}
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button
            loading={running}
            disabled={Boolean(preview.error) || !isWhole(typed, prizeMinor)}
            onClick={() => void save()}
          >
            {t("Use this split for {{count}} objectives", { count: meant.length })}
          </Button>
        </Group>
      </Stack>
      <Rest draft={draft} />
    </Stack>
  );
}

/** What goes for the whole campaign: where the remainder goes, how long a share is held, whose link counts. */
function Rest({ draft: { campaign } }: { draft: Draft }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [charity, setCharity] = useState(campaign.charity_name ?? "");
  const [deep, setDeep] = useState<number | string>(campaign.max_depth_paid ?? "");
  const [days, setDays] = useState<number | string>(campaign.hold_days ?? 0);
  const change = async (body: Schemas["PatchedCampaignChangeRequest"]) => {
    setProblem(null);
    try {
      await api.PATCH("/api/v1/campaigns/{slug}/", { params: { path: { slug: campaign.slug } }, body });
      await refresh("/api/v1/campaigns/{slug}/launch/", "/api/v1/campaigns/{slug}/");
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Stack>
      <Title order={2}>{t("For all objectives")}</Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
        <Select
          label={t("Where the remainder goes")}
          description={t("What the shares and the rounding down leave of a prize.")}
          data={[
            { value: "charity", label: t("To a charity") },
            { value: "solidarity", label: t("To the solidarity pool") },
            { value: "budget", label: t("Back to the budget") },
          ]}
          allowDeselect={false}
          value={campaign.remainder_to ?? "charity"}
          onChange={(value) => void change({ remainder_to: value as Schemas["RemainderTo"] })}
        />
        {campaign.remainder_to === "charity" && (
          <TextInput
            label={t("Which charity")}
            description={t("People read its name.")}
            maxLength={120}
            value={charity}
            onChange={(event) => setCharity(event.currentTarget.value)}
            onBlur={() => charity !== campaign.charity_name && void change({ charity_name: charity })}
          />
        )}
        <NumberInput
          label={t("Days that a share is held")}
          description={t("In which a mistake can still be mended; then it can be paid out.")}
          min={0}
          max={90}
          allowDecimal={false}
          value={days}
          onChange={setDays}
          onBlur={() =>
            days !== "" && days !== campaign.hold_days && void change({ hold_days: Number(days) })
          }
        />
        <NumberInput
          label={t("Most people of a chain who are paid")}
          description={t(
            "The finder is one of them; what the others would have got is left over. Empty for everybody.",
          )}
          min={1}
          max={30_000}
          allowDecimal={false}
          value={deep}
          onChange={setDeep}
          onBlur={() => {
            const most = deep === "" ? null : Number(deep);
            if (most !== (campaign.max_depth_paid ?? null)) {
              void change({ max_depth_paid: most });
            }
          }}
        />
        <Select
          label={t("Whose link counts")}
          description={t("For somebody who followed several links before joining.")}
          data={[
            { value: "first", label: t("The first that they followed") },
            { value: "last", label: t("The last that they followed") },
          ]}
          allowDeselect={false}
          value={campaign.attribution ?? "last"}
          onChange={(value) => void change({ attribution: value as Schemas["AttributionEnum"] })}
        />
      </SimpleGrid>
      {problem && <ProblemNote problem={problem} />}
    </Stack>
  );
}
