/** An amount as people type it, in the smallest unit for the API. Where it can't be read, the field says so itself. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Amount, amountTyped, figure, isUnreadable } from "@/lib/money";

interface Props extends Omit<TextInputProps, "value" | "onChange" | "defaultValue"> {
  currency: string;
  value: Amount;
  onChange: (amount: Amount) => void;
}

export function AmountInput({ currency, value, onChange, error, ...input }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState(typeof value === "number" ? figure(value, currency, i18n.language) : "");
  const read = amountTyped(typed, currency, i18n.language);
  // What was set from outside replaces what was typed, unless it is what was typed.
  const shown = typeof value === "number" && read !== value ? figure(value, currency, i18n.language) : typed;
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(amountTyped(event.currentTarget.value, currency, i18n.language));
      }}
      onBlur={(event) => {
        if (typeof read === "number") {
          setTyped(figure(read, currency, i18n.language));
        }
        input.onBlur?.(event);
      }}
      error={
        isUnreadable(amountTyped(shown, currency, i18n.language))
          ? t("Write an amount such as {{example}}.", { example: figure(123450, currency, i18n.language) })
          : error
      }
      rightSection={<span aria-hidden>{currency}</span>}
      rightSectionWidth={56}
      rightSectionPointerEvents="none"
    />
  );
}
