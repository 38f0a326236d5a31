/** An amount as people type it, in the smallest unit for the API; null where it is none, and then it says so itself. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { figure, readAmount } from "@/lib/money";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "defaultValue"> {
  currency: string;
  value: number | null;
  /** Null where nothing is typed, or nothing that is an amount of this currency. */
  onChange: (minor: number | null) => void;
}

export function AmountInput({ currency, value, onChange, error, ...input }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState(value === null ? "" : figure(value, currency, i18n.language));
  const read = readAmount(typed, currency, i18n.language);
  // What was set from outside replaces what was typed, unless it is what was typed.
  const shown = value !== null && read !== value ? figure(value, currency, i18n.language) : typed;
  const wrong = shown.trim() !== "" && readAmount(shown, currency, i18n.language) === null;
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(readAmount(event.currentTarget.value, currency, i18n.language));
      }}
      onBlur={(event) => {
        if (read !== null) {
          setTyped(figure(read, currency, i18n.language));
        }
        input.onBlur?.(event);
      }}
      error={
        error ??
        (wrong
          ? t("Write an amount such as {{example}}.", { example: figure(123450, currency, i18n.language) })
          : undefined)
      }
      rightSection={<span aria-hidden>{currency}</span>}
      rightSectionWidth={56}
      rightSectionPointerEvents="none"
    />
  );
}
