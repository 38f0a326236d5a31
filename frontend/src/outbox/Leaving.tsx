/** Whoever signs out chooses what becomes of the reports that are still on the device: they stay, go off first, or are deleted. */
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "@/lib/focus";
import { isEmpty } from "./drafts";
import { sendNow } from "./running";
import { allOf, forget, type Kept } from "./store";

type Choice = "keep" | "send" | "delete";

/** What of this person the server does not have: what waits, what was refused, and what is being written. */
export async function unsentOf(owner: string): Promise<Kept[]> {
  const all = await allOf(owner);
  return all.filter((each) => each.state !== "arrived" && !(each.state === "writing" && isEmpty(each)));
}

export function Leaving({
  owner,
  found,
  onStay,
  onLeave,
}: {
  owner: string;
  found: Kept[];
  onStay: () => void;
  onLeave: () => Promise<void>;
}) {
  const { t } = useTranslation();
  useFocusBack(true);
  const [left, setLeft] = useState(found);
  const [choice, setChoice] = useState<Choice>("keep");
  const [tried, setTried] = useState(false);
  const [running, setRunning] = useState(false);
  const waiting = left.filter(({ state }) => state === "waiting").length;
  const others = left.length - waiting;
  // What was chosen to be sent may have gone meanwhile.
  const chosen = choice === "send" && waiting === 0 ? "keep" : choice;

  async function leave() {
    setRunning(true);
    if (chosen === "delete") {
      await Promise.all(left.map(({ id }) => forget(id)));
    }
    if (chosen === "send") {
      await sendNow();
      const still = await unsentOf(owner);
      if (still.length > 0) {
        setLeft(still);
        setTried(true);
        setRunning(false);
        return;
      }
    }
    await onLeave();
    setRunning(false);
  }

  return (
    <Modal
      opened
      onClose={onStay}
      title={t("{{count}} reports have not been sent.", { count: left.length })}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      <Stack>
        {others > 0 && (
          <Text m={0}>
            {t("{{count}} of them are not finished, or were not taken; they are not sent by themselves.", {
              count: others,
            })}
          </Text>
        )}
        <div role="status">
          {tried && waiting > 0 && <Text m={0}>{t("No answer came. You may be off line.")}</Text>}
        </div>
        <Radio.Group
          label={t("What becomes of them?")}
          value={chosen}
          onChange={(value) => setChoice(value as Choice)}
        >
          <Stack gap="sm" mt="xs">
            <Radio
              value="keep"
              label={t("They stay on this device")}
              description={t(
                "When you sign in here again they are still there, and what is finished goes off. Nobody else sees them in Mobilize.",
              )}
            />
            {waiting > 0 && (
              <Radio
                value="send"
                label={t("Send what is finished first")}
                description={t("You are signed out when it has arrived.")}
              />
            )}
            <Radio
              value="delete"
              label={t("Delete them")}
              description={t("Their words and photographs are gone for good, and no reviewer reads them.")}
            />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" disabled={running} onClick={onStay}>
            {t("Stay")}
          </Button>
          <Button loading={running} onClick={() => void leave()}>
            {
              {
                keep: t("Sign out and keep them"),
                send: t("Send and sign out"),
                delete: t("Delete {{count}} reports and sign out", { count: left.length }),
              }[chosen]
            }
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
