/** Money, times and people, each written one way everywhere. */
import { Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "@/api/types";
import { figure, written } from "@/lib/money";
import { percentIn } from "@/lib/percent";
import { exact, ownZone, relative } from "@/lib/time";

// It places itself by a library that is heavier than many a screen.
const Tip = lazy(async () => ({ default: (await import("./Tip")).Tip }));

export function Money({ of }: { of: Amount }) {
  const { i18n } = useTranslation();
  return <span className="money">{written(of, i18n.language)}</span>;
}

/** An amount within a sentence. */
export function useWritten(currency: string): (minor: number) => string {
  const { i18n } = useTranslation();
  return (minor) => written({ amount_minor: minor, currency }, i18n.language);
}

/** An amount in a column whose head names the currency. */
export function Figure({ minor, currency }: { minor: number; currency: string }) {
  const { i18n } = useTranslation();
  return <>{figure(minor, currency, i18n.language)}</>;
}

/** How long ago; the exact time in the campaign's zone by pointing, touching, or on paper. */
export function When({ at, zone }: { at: string; zone?: string | undefined }) {
  const { i18n } = useTranslation();
  const clock = zone ?? ownZone();
  const told = `${exact(at, clock, i18n.language)} (${clock})`;
  const time = (
    <time dateTime={at}>
      <span className="ago">
        {relative(at, new Date(), i18n.language)}
        <span className="visually-hidden">, </span>
      </span>
      <span className="visually-hidden exact">{told}</span>
    </time>
  );
  return (
    <Suspense fallback={time}>
      <Tip label={told}>{time}</Tip>
    </Suspense>
  );
}

/** Whole numbers and percentages as the reader's language writes them. */
export function useNumbers() {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return {
    number: (value: number) => number.format(value),
    percent: percentIn(i18n.language),
  };
}

export function Quiet({ children }: { children: React.ReactNode }) {
  return (
    <Text component="p" c="dimmed" size="sm" m={0}>
      {children}
    </Text>
  );
}
