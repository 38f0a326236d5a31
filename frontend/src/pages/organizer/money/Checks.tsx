/** What the second treasurer looks at: every check, accepted warning by warning; then the approval. */
import { Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Quiet, useWritten } from "@/components/texts";
import { useRoles } from "@/lib/roles";
import { useStateWord } from "@/lib/words";
import { Cancel, useBatchRefresh } from "./Batch";
import classes from "./money.module.css";

const ICON = { ok: IconCheck, warn: IconAlertTriangle, block: IconX };
const ORDER = { block: 0, warn: 1, ok: 2 };

export function Checks({ batch }: { batch: Schemas["BatchDetail"] }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const [accepted, setAccepted] = useState<string[]>([]);
  const [payouts, setPayouts] = useState<string[]>([]);
  const treasurer = useRoles().treasurer;
  const draft = batch.state === "draft";
  const approves = draft && treasurer && !batch.mine;
  const checks = [...batch.checks].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
  const say = useWritten(batch.currency);
  const warnings = checks.filter(({ level }) => level === "warn");
  const blocked = checks.some(({ level }) => level === "block");
  const toggle = (list: string[], one: string) =>
    list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
  const ready =
    !blocked &&
    warnings.every(
      (check) =>
        accepted.includes(check.code) &&
        (!check.one_by_one || check.payouts.every((payout) => payouts.includes(payout))),
    );
  return (
    <Stack gap="sm">
      <Title order={2}>{draft ? t("Checks") : t("Checks, as they were approved")}</Title>
      <ul className={classes.checks}>
        {checks.map((check) => {
          const Icon = ICON[check.level];
          return (
            <li key={check.code} className={classes.check}>
              <Icon size={20} aria-hidden />
              <div>
                <Text>
                  <b>{word(check.level)}:</b> {check.message}
                </Text>
                {approves && check.level === "warn" && (
                  <Stack gap={4} mt={6}>
                    <Checkbox
                      label={t("I looked at it, and accept it")}
                      aria-label={t("I looked at it, and accept it: {{check}}", { check: check.message })}
                      checked={accepted.includes(check.code)}
                      onChange={() => setAccepted(toggle(accepted, check.code))}
                    />
                    {check.one_by_one &&
                      check.people.map(({ payout, display_name, amount }) => (
                        <Checkbox
                          key={payout}
                          ml="lg"
                          label={`${display_name}, ${say(amount.amount_minor)}`}
                          checked={payouts.includes(payout)}
                          onChange={() => setPayouts(toggle(payouts, payout))}
                        />
                      ))}
                  </Stack>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {draft && treasurer && (
        <Group>
          {approves && <Approve batch={batch} accepted={accepted} payouts={payouts} ready={ready} />}
          <Cancel batch={batch} />
        </Group>
      )}
      {draft && (
        <Quiet>
          {batch.mine
            ? t("You drafted it, so another treasurer approves it.")
            : t("Nobody approves what they drafted themselves.")}
        </Quiet>
      )}
    </Stack>
  );
}

function Approve({
  batch,
  accepted,
  payouts,
  ready,
}: {
  batch: Schemas["BatchDetail"];
  accepted: string[];
  payouts: string[];
  ready: boolean;
}) {
  const { t } = useTranslation();
  const refresh = useBatchRefresh();
  const say = useWritten(batch.currency);
  return (
    <EffectButton
      label={t("Approve the batch")}
      title={t("Approve this batch?")}
      confirm={t("Approve {{amount}}", { amount: say(batch.total.amount_minor) })}
      disabled={!ready}
      act={async () => {
        await api.POST("/api/v1/payout-batches/{batch_id}/approve/", {
          params: { path: { batch_id: batch.id } },
          body: { accepted, accepted_payouts: payouts },
        });
        await refresh();
      }}
    >
      <Text>
        {t(
          "{{count}} people are to be paid {{amount}}, drafted by {{name}}. The money then stands in payout.",
          {
            count: Object.values(batch.payouts).reduce((sum, n) => sum + n, 0),
            amount: say(batch.total.amount_minor),
            name: batch.drafted_by,
          },
        )}
      </Text>
    </EffectButton>
  );
}
