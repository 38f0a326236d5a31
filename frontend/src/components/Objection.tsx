/** Saying that something is wrong: once, and it is answered by somebody else than who decided it. */
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EffectButton } from "./EffectButton";

export function ObjectButton({
  about,
  answeredBy,
  send,
}: {
  /** What is objected to, in its own words. */
  about: string;
  /** Who answers, in a sentence. */
  answeredBy: string;
  send: (text: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  return (
    <EffectButton
      label={t("Say that this is wrong")}
      variant="default"
      title={t("Say what is wrong about it")}
      confirm={t("Send the objection")}
      ready={text.trim() !== ""}
      act={() => send(text)}
    >
      <p>“{about}”</p>
      <p>{answeredBy}</p>
      <Textarea
        label={t("What is wrong about it")}
        autosize
        minRows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </EffectButton>
  );
}

/** What one said against it, and how it was answered. */
export function ObjectionTold({
  objection,
}: {
  objection: { text: string; granted?: boolean | null; note?: string };
}) {
  const { t } = useTranslation();
  const state =
    objection.granted == null
      ? t("Your objection waits for its answer.")
      : objection.granted
        ? t("Your objection was granted.")
        : t("Your objection was refused.");
  return (
    <>
      <p>
        <strong>{state}</strong> “{objection.text}”
      </p>
      {objection.note && <p>{t("The answer: “{{note}}”", { note: objection.note })}</p>}
    </>
  );
}
