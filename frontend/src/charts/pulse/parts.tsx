/** What the figures of the pulse share: what is missing, with when it may be there. */
import { Text } from "@mantine/core";
import { day } from "@/lib/time";
import { daysUntilEnough } from "./enough";
import type { Measure, Report, Saying } from "./words";

/** So many periods fit into a picture; the table has all. */
export const MOST_DRAWN = 400;

export interface Part {
  report: Report;
  say: Saying;
}

/** What a figure of people lacks, and by the pace of late about when there may be enough; nothing where nothing is. */
export function lackingPeople(
  figure: Pick<Measure, "missing" | "needed" | "n"> | undefined,
  { report, say }: Part,
): string | undefined {
  if (!figure?.missing) {
    return undefined;
  }
  const days = daysUntilEnough(figure, report.growth);
  if (days === null) {
    return figure.missing;
  }
  const at = new Date(Date.parse(report.as_of) + days * 86_400_000);
  return `${figure.missing} ${say.t("At the pace of late that may be about {{day}}.", {
    day: day(at, report.time_zone, say.language),
  })}`;
}

export function Paragraphs({ of }: { of: string[] }) {
  return of.map((text) => (
    <Text key={text} size="sm" component="p" m={0} mb={6}>
      {text}
    </Text>
  ));
}
