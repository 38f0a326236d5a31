/** Saying what a finding is: each verdict is asked for once more with what it comes to, and can be undone for a while. */
import { Button, Group, NativeSelect, Radio, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectDialog } from "@/components/EffectButton";
import { Money, Quiet } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { isTyping } from "@/lib/keys";
import { rowsOf } from "@/lib/pages";
import { relative } from "@/lib/time";
import { useStateWord } from "@/lib/words";
import { Halted, type Taking } from "./Halted";
import { Key } from "./Key";
import { type Dossier, earlierOf, MOST_NOTE, REASONS, useReasons } from "./kinds";
import { lookAhead, type Saying, type Step, say } from "./saying";

interface Props {
  dossier: Dossier;
  called: string;
  /** The other reports of the same thing, the nearest to be what this one repeats. */
  told: Schemas["Corroborations"] | undefined;
  /** False while it is with nobody or with another reviewer, and once it is decided. */
  may: boolean;
  asked: Step | null;
  onAsk: (step: Step | null) => void;
  taking: Taking;
  /** What was said, taken back, and can be said otherwise. */
  undone: Saying | null;
  onSaid: () => void;
}

export default function Decide({ dossier, called, told, may, asked, onAsk, taking, undone, onSaid }: Props) {
  const { t } = useTranslation();
  const steps = new Set(dossier.possible_steps);
  const slug = useSlug();
  useEffect(() => {
    if (asked) {
      lookAhead();
    }
  }, [asked]);

  function speak(step: Step, body: Saying["body"]) {
    say({ finding: dossier.id, slug, called, step, body });
    onSaid();
  }

  const draft = (step: Step) => (undone?.step === step ? undone.body : undefined);
  const halted = may ? null : <Halted dossier={dossier} taking={taking} />;
  return (
    <>
      <Group gap="sm">
        {steps.has("verify") && (
          <Button onClick={() => onAsk("verify")}>
            {t("Verify")}
            <Key>V</Key>
          </Button>
        )}
        {steps.has("reject") && (
          <Button variant="default" onClick={() => onAsk("reject")}>
            {t("Reject")}
            <Key>R</Key>
          </Button>
        )}
        {steps.has("request_info") && (
          <Button variant="default" onClick={() => onAsk("request-info")}>
            {t("Ask the reporter")}
            <Key>I</Key>
          </Button>
        )}
      </Group>
      <Verify
        key={`verify-${dossier.id}`}
        dossier={dossier}
        opened={asked === "verify"}
        onClose={() => onAsk(null)}
        draft={draft("verify")}
        halted={halted}
        speak={speak}
      />
      <Reject
        key={`reject-${dossier.id}`}
        dossier={dossier}
        told={told}
        opened={asked === "reject"}
        onClose={() => onAsk(null)}
        draft={draft("reject")}
        halted={halted}
        speak={speak}
      />
      <Ask
        key={`ask-${dossier.id}`}
        dossier={dossier}
        opened={asked === "request-info"}
        onClose={() => onAsk(null)}
        draft={draft("request-info")}
        halted={halted}
        speak={speak}
      />
    </>
  );
}

interface DialogProps {
  dossier: Dossier;
  opened: boolean;
  onClose: () => void;
  draft: Saying["body"] | undefined;
  /** Why it cannot be said just now. */
  halted: ReactNode;
  speak: (step: Step, body: Saying["body"]) => void;
}

function Undoable() {
  const { t } = useTranslation();
  return <Quiet>{t("You can undo it for a few seconds; after that it stands.")}</Quiet>;
}

/** Where several are asked, one's word is a vote. */
function AVote({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { votes } = dossier;
  return isVote(dossier) ? (
    <Text>
      {t("{{count}} reviewers are asked, and more than two thirds of them decide: this is your vote.", {
        count: votes.needed,
      })}
    </Text>
  ) : null;
}

function isVote({ votes }: Dossier): boolean {
  return votes.needed > 1 && !votes.disputed;
}

function Verify({ dossier, opened, onClose, draft, halted, speak }: DialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(draft?.note ?? "");
  const { if_verified: gives, prize } = dossier;
  const isPaid = gives !== null && gives.rank !== null && prize !== null;
  return (
    <EffectDialog
      byKeyboard
      opened={opened}
      onClose={onClose}
      title={t("Is it true?")}
      confirm={isVote(dossier) ? t("Vote that it is true") : isPaid ? t("Verify and pay") : t("Verify")}
      ready={!halted}
      act={async () => speak("verify", { note })}
    >
      <Stack gap="sm">
        <AVote dossier={dossier} />
        {isPaid ? (
          <Text>
            {t(
              "It becomes number {{rank}} of {{quota}} that are paid. Along the chain of {{name}} is shared out:",
              {
                rank: gives.rank,
                quota: gives.quota,
                name: dossier.participant.display_name,
              },
            )}{" "}
            <strong>
              <Money of={prize} />
            </strong>
          </Text>
        ) : gives ? (
          <Text>
            {t("{{count}} are paid, and all of them have been found: it is verified and earns nothing.", {
              count: gives.quota,
            })}
          </Text>
        ) : (
          <Text>{t("If it is among those that are paid, its chain is paid within seconds.")}</Text>
        )}
        <Textarea
          label={t("Note to the reporter")}
          description={t("Not needed.")}
          autosize
          minRows={2}
          maxLength={MOST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {halted ?? <Undoable />}
      </Stack>
    </EffectDialog>
  );
}

function Reject({
  dossier,
  told,
  opened,
  onClose,
  draft,
  halted,
  speak,
}: DialogProps & { told: Props["told"] }) {
  const { t } = useTranslation();
  const reasons = useReasons();
  const [reason, setReason] = useState<Schemas["RejectionReasonEnum"] | null>(draft?.reason ?? null);
  const [first, setFirst] = useState(draft?.duplicate_of ?? "");
  const [note, setNote] = useState(draft?.note ?? "");
  const lacks =
    reason === null || (reason === "other" && !note.trim()) || (reason === "duplicate" && first === "");

  // From wherever the focus is just then: the figure may come with the key that opened the dialog.
  useEffect(() => {
    if (!opened) {
      return;
    }
    const press = (event: KeyboardEvent) => {
      const picked = REASONS[Number(event.key) - 1];
      const inText = isTyping(event.target) && !(event.target as HTMLElement).matches("[type=radio]");
      if (picked && !inText && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        setReason(picked);
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [opened]);

  return (
    <EffectDialog
      byKeyboard
      opened={opened}
      onClose={onClose}
      title={t("Why is it not to be paid?")}
      confirm={isVote(dossier) ? t("Vote against it") : t("Reject it")}
      ready={!lacks && !halted}
      act={async () =>
        speak("reject", {
          note,
          ...(reason ? { reason } : {}),
          ...(reason === "duplicate" ? { duplicate_of: first } : {}),
        })
      }
    >
      <Stack gap="sm">
        <AVote dossier={dossier} />
        <Radio.Group
          label={t("Reason")}
          value={reason ?? ""}
          onChange={(value) => setReason(value as Schemas["RejectionReasonEnum"])}
        >
          <Stack gap={6} mt="xs">
            {REASONS.map((each, index) => (
              <Radio
                key={each}
                value={each}
                label={
                  <>
                    {reasons[each]}
                    <Key>{String(index + 1)}</Key>
                  </>
                }
                {...(index === 0 ? { "data-autofocus": true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        {reason === "duplicate" && (
          <Earlier dossier={dossier} told={told} value={first} onChange={setFirst} />
        )}
        <Textarea
          label={t("Note to the reporter")}
          description={reason === "other" ? t("Needed: say which reason.") : t("The reporter reads it.")}
          autosize
          minRows={2}
          maxLength={MOST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="sm">
          {t("{{name}} is told, and may appeal once within 30 days; somebody else decides then.", {
            name: dossier.participant.display_name,
          })}
        </Text>
        {halted ?? <Undoable />}
      </Stack>
    </EffectDialog>
  );
}

/** The reports that came before and stand; of the same thing the first of all. */
function Earlier({
  dossier,
  told,
  value,
  onChange,
}: {
  dossier: Dossier;
  told: Props["told"];
  value: string;
  onChange: (finding: string) => void;
}) {
  const { t, i18n } = useTranslation();
  const stateWord = useStateWord();
  const slug = useSlug();
  const before = rowsOf(
    useQuery("get", "/api/v1/campaigns/{slug}/findings/", {
      params: {
        path: { slug },
        query: {
          objective: dossier.objective.id,
          received_to: dossier.received_at,
          ordering: "-received_at",
          limit: 100,
        },
      },
    }).data,
  );
  const named = (name: string, state: Schemas["FindingState"] | undefined, at: string) =>
    `${name}, ${stateWord(state ?? "submitted")}, ${relative(at, new Date(), i18n.language)}`;
  const first = told?.reports?.find(({ is_first }) => is_first);
  const others = earlierOf(dossier, before ?? []).filter(({ id }) => id !== first?.finding);
  if (!first && before && others.length === 0) {
    return <Text size="sm">{t("No earlier report of this stands. Choose another reason.")}</Text>;
  }
  return (
    <NativeSelect
      label={t("It was reported before as")}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: "", label: t("Choose the report that said it first") },
        ...(first
          ? [
              {
                value: first.finding,
                label: t("The first of the same thing: {{report}}", {
                  report: named(first.participant.display_name, first.state, first.received_at),
                }),
              },
            ]
          : []),
        ...others.map((each) => ({
          value: each.id,
          label: named(each.participant.display_name, each.state, each.received_at),
        })),
      ]}
    />
  );
}

function Ask({ dossier, opened, onClose, draft, halted, speak }: DialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState(draft?.note ?? "");
  return (
    <EffectDialog
      byKeyboard
      opened={opened}
      onClose={onClose}
      title={t("What do you need to know?")}
      confirm={t("Ask the reporter")}
      ready={note.trim() !== "" && !halted}
      act={async () => speak("request-info", { note })}
    >
      <Stack gap="sm">
        <Textarea
          label={t("Your question")}
          description={t("{{name}} reads it and answers; the finding comes back then.", {
            name: dossier.participant.display_name,
          })}
          autosize
          minRows={3}
          maxLength={MOST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.currentTarget.form?.requestSubmit();
            }
          }}
          data-autofocus
        />
        {halted ?? <Undoable />}
      </Stack>
    </EffectDialog>
  );
}
