/** The verdict as a sentence. */
import type { Report, Saying } from "@/charts/pulse/words";

/** What the screen says first: spike or movement. */
export function verdictTitle(report: Report, say: Saying): string {
  const { t } = say;
  const { verdict, sustained, numbers } = report.verdict;
  const { active, active_before: before, change, top } = numbers;
  if (report.people === 0) {
    return t("Nobody has joined yet.");
  }
  if (verdict === "not enough data" || typeof active !== "number") {
    return t("It is too early to tell a spike from a movement.");
  }
  const now = { active: say.number(active), period: say.one(report.period) };
  if (verdict === "spike" && typeof top === "number" && top > 0) {
    return t("A spike: {{active}} people are active per {{period}} now, {{share}} of those at its peak.", {
      ...now,
      share: say.share(active / top),
    });
  }
  const by = typeof change === "number" ? say.share(Math.abs(change)) : "";
  if (verdict === "growing") {
    const grown = by
      ? t("Growing: {{active}} people are active per {{period}}, {{change}} more than before.", {
          ...now,
          change: by,
        })
      : t("Growing: {{active}} people are active per {{period}}, and nobody was before.", now);
    return sustained ? `${grown} ${t("It is sustained.")}` : grown;
  }
  if (verdict === "holding") {
    const held = t("Holding: {{active}} people are active per {{period}}, after {{before}} before.", {
      ...now,
      before: say.number(before ?? active),
    });
    return sustained ? `${held} ${t("It is sustained.")}` : held;
  }
  return by && (change ?? 0) < 0
    ? t("Fading: {{active}} people are active per {{period}}, {{change}} fewer than before.", {
        ...now,
        change: by,
      })
    : t(
        "Fading: {{active}} people are active per {{period}}, and for the most part no more come than fall silent.",
        now,
      );
}
