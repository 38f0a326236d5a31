/** What my recruits hand up to me, where the campaign lets me choose: what it means before it is set. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Chain } from "@/components/Chain";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";
import { type Step, spoken } from "@/lib/chain";
import { showProblem } from "@/lib/forms";
import { fractionOf } from "@/lib/fractions";
import { written } from "@/lib/money";
import { useOwn } from "@/lib/place";

type Split = Schemas["Split"];
type Example = Schemas["SplitExample"];
const PATH = "/api/v1/campaigns/{slug}/me/split/";

export function OwnSplit() {
  const { t } = useTranslation();
  const query = useQuery("get", PATH, useOwn());
  return (
    <Answer screen={t("My split")} query={query} what={t("Fetching your split")}>
      {(split) =>
        split.most === null ? (
          <Screen title={t("In this campaign nobody chooses a split.")} name={t("My split")}>
            <Empty title={t("The rules of its prizes say for everyone what goes up the chain")} />
          </Screen>
        ) : (
          <Choose key={split.split} split={split} most={split.most} />
        )
      }
    </Answer>
  );
}

function Choose({ split, most }: { split: Split; most: string }) {
  const { t } = useTranslation();
  const own = useOwn();
  const queries = useQueryClient();
  const change = useMutation("put", PATH);
  const [problem, setProblem] = useState<Problem | null>(null);
  const form = useForm({ initialValues: { split: split.split ?? "" } });
  const typed = form.values.split.trim();
  const defaults = [...new Set(split.examples.map((example) => example.default_split))].join(" · ");
  const isNew = typed !== (split.split ?? "");
  return (
    <Screen
      title={
        split.split === null
          ? t("Your recruits hand up to you what the campaign says: {{split}} of what reaches them.", {
              split: defaults,
            })
          : t("Your recruits hand up to you {{split}} of what reaches them.", { split: split.split })
      }
      name={t("My split")}
    >
      <form
        noValidate
        onSubmit={form.onSubmit(async () => {
          setProblem(null);
          try {
            await change.mutateAsync({ ...own, body: { split: typed || null } });
            await queries.invalidateQueries({ queryKey: ["get", PATH] });
            await queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/me/prospects/"] });
          } catch (error) {
            setProblem(showProblem(form, error));
          }
        })}
      >
        <Stack gap="sm" maw={480}>
          <TextInput
            label={t("What you ask of your recruits")}
            description={t(
              "A fraction such as 1/3 or 0.25, from 0 to {{most}}. Empty for the campaign’s own, {{defaults}}.",
              {
                most,
                defaults,
              },
            )}
            inputMode="text"
            autoComplete="off"
            {...form.getInputProps("split")}
          />
          {problem && <ProblemNote problem={problem} />}
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!isNew}>
              {t("Ask this of whoever joins from now on")}
            </Button>
          </Group>
          <Quiet>
            {t(
              "Whoever joins by your link is shown it and agrees to it before they join; for those who joined it stays as they agreed. The less you ask, the more of a prize is left to them.",
            )}
          </Quiet>
        </Stack>
      </form>
      <Stack gap="xs" component="section">
        <Title order={2}>
          {isNew ? t("What it would come to") : t("What your recruits read before they join")}
        </Title>
        {split.examples.map((example) => (
          <Shown key={example.objectives.join()} example={example} asked={typed} isNew={isNew} />
        ))}
      </Stack>
    </Screen>
  );
}

/** One kind of prize that a recruit finds. What is typed and not set yet is worked out here, roughly, and says so. */
function Shown({ example, asked, isNew }: { example: Example; asked: string; isNew: boolean }) {
  const { t, i18n } = useTranslation();
  const prize = example.prize.amount_minor;
  const part = isNew ? fractionOf(asked || example.default_split) : null;
  if (isNew && (part === null || part > (fractionOf(example.max_split) ?? 1))) {
    return <Quiet>{t("Type a fraction within the bounds to see what it comes to.")}</Quiet>;
  }
  const keeps = part === null ? example.recruit_keeps.amount_minor : prize - Math.floor(prize * part);
  const mine = part === null ? example.i_keep.amount_minor : null;
  const further = part === null ? example.goes_further.amount_minor : null;
  const money = (minor: number) => written({ ...example.prize, amount_minor: minor }, i18n.language);
  const up = prize - keeps;
  const steps: Step[] = [
    { amountMinor: keeps, written: money(keeps), name: t("your recruit") },
    ...(mine === null
      ? [{ amountMinor: up, written: money(up), name: t("You and up"), isYou: true }]
      : [
          { amountMinor: mine, written: money(mine), name: t("You"), isYou: true },
          ...(further ? [{ amountMinor: further, written: money(further), name: t("further up") }] : []),
        ]),
  ];
  return (
    <div>
      <Text component="p" m={0}>
        {mine === null || further === null
          ? t(
              "Of {{prize}} whoever finds {{objective}} would keep about {{keeps}} and hand up about {{up}}, of which a part goes further above you.",
              {
                prize: money(prize),
                objective: example.objectives.join(", "),
                keeps: money(keeps),
                up: money(up),
              },
            )
          : t(
              "Of {{prize}} whoever finds {{objective}} keeps {{keeps}}; you get {{mine}}, and {{further}} goes further.",
              {
                prize: money(prize),
                objective: example.objectives.join(", "),
                keeps: money(keeps),
                mine: money(mine),
                further: money(further),
              },
            )}
      </Text>
      <Chain
        title={t("The chain of this prize: {{shares}}", { shares: spoken(steps) })}
        words
        steps={steps}
      />
    </div>
  );
}
