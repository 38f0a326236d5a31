/** What waits for a decision about somebody: objections first, then what was noticed, the gravest first. */
import { SegmentedControl, Stack, Title } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useInfiniteQuery } from "@/api/client";
import { More, rowsIn } from "@/components/More";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { together } from "@/lib/together";
import { type OpenTrust, useOpenTrust, useQuarantines } from "./open";
import { AHold, AnObjection, AQuarantine, ASignal } from "./Signals";
import { PeopleTabs } from "./Tabs";

export function Trust() {
  const { t } = useTranslation();
  const [asked, ask] = useSearchParams();
  const past = asked.get("show") === "decided";
  return (
    <Answer screen={t("Trust")} query={useOpenTrust()} what={t("Looking what was noticed")}>
      {(open) => (
        <Screen
          name={t("Trust")}
          title={
            all(open) > 0
              ? t("{{count}} things about people wait for a decision.", { count: all(open) })
              : t("Nothing about people waits for a decision.")
          }
        >
          <PeopleTabs here="trust" />
          <SegmentedControl
            aria-label={t("Which decisions")}
            value={past ? "decided" : "open"}
            onChange={(value) => ask(value === "decided" ? { show: value } : {}, { replace: true })}
            data={[
              { value: "open", label: t("Open") },
              { value: "decided", label: t("Decided") },
            ]}
            style={{ alignSelf: "flex-start" }}
          />
          {past ? <Past /> : <Open open={open} />}
        </Screen>
      )}
    </Answer>
  );
}

function all({ waiting }: OpenTrust): number {
  return waiting.signals + waiting.holds + waiting.objections;
}

interface PartProps {
  title: string;
  /** How many there are, where only the first of them are shown. */
  of?: number;
  /** The list that they are read from page by page. */
  paged?: ComponentProps<typeof More>["query"];
  children: ReactNode[];
}

function Part({ title, of = 0, paged, children }: PartProps) {
  const { t } = useTranslation();
  return children.length ? (
    <Stack gap="sm">
      <Title order={2}>{title}</Title>
      {children}
      {of > children.length && (
        <Quiet>{t("{{count}} more follow as these are decided.", { count: of - children.length })}</Quiet>
      )}
      {paged && <More query={paged} />}
    </Stack>
  ) : null;
}

function Open({ open }: { open: OpenTrust }) {
  const { t } = useTranslation();
  const zone = useCampaign().data?.time_zone;
  const { signals, holds, objections, quarantines, waiting } = open;
  return (
    <Stack gap="lg" maw={820}>
      <Part title={t("Objections")} of={waiting.objections}>
        {objections.map((each) => (
          <AnObjection key={each.id} objection={each} zone={zone} />
        ))}
      </Part>
      <Part title={t("What was noticed")} of={waiting.signals}>
        {signals.map((each) => (
          <ASignal key={each.id} signal={each} zone={zone} />
        ))}
      </Part>
      <Part title={t("Whose rewards wait")} of={waiting.holds}>
        {holds.map((each) => (
          <AHold key={each.id} hold={each} zone={zone} />
        ))}
      </Part>
      <Part title={t("Branches in quarantine")}>
        {quarantines.map((each) => (
          <AQuarantine key={each.id} quarantine={each} zone={zone} />
        ))}
      </Part>
      {all(open) === 0 && quarantines.length === 0 && (
        <Empty title={t("Nothing was noticed that is open")}>
          {t(
            "What looks unusual is noticed by rules as people join and report, and stands here with what else may be behind it. To let somebody's rewards wait, open their page.",
          )}
        </Empty>
      )}
    </Stack>
  );
}

function useDecidedSignals(state: "upheld" | "cleared") {
  const params = { path: { slug: useSlug() }, query: { state } };
  return useInfiniteQuery("get", "/api/v1/campaigns/{slug}/signals/", { params }, BY_CURSOR);
}

function Past() {
  const { t } = useTranslation();
  const zone = useCampaign().data?.time_zone;
  const params = { path: { slug: useSlug() }, query: { state: "decided" as const } };
  const upheld = useDecidedSignals("upheld");
  const cleared = useDecidedSignals("cleared");
  const holds = useInfiniteQuery("get", "/api/v1/campaigns/{slug}/holds/", { params }, BY_CURSOR);
  const objections = useInfiniteQuery("get", "/api/v1/campaigns/{slug}/objections/", { params }, BY_CURSOR);
  const quarantines = useQuarantines();
  const decided = together([upheld, cleared, holds, objections, quarantines], () => ({
    upheld: rowsIn(upheld.data),
    cleared: rowsIn(cleared.data),
    holds: rowsIn(holds.data),
    objections: rowsIn(objections.data),
    lifted: (quarantines.data ?? []).filter(({ lifted_at }) => lifted_at),
  }));
  return (
    <Answer query={decided} what={t("Fetching what was decided")}>
      {(told) =>
        Object.values(told).every((rows) => rows.length === 0) ? (
          <Empty title={t("Nothing was decided yet")} />
        ) : (
          <Stack gap="lg" maw={820}>
            <Part title={t("Noticed, and something was wrong")} paged={upheld}>
              {told.upheld.map((each) => (
                <ASignal key={each.id} signal={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Noticed, and nothing was wrong")} paged={cleared}>
              {told.cleared.map((each) => (
                <ASignal key={each.id} signal={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Holds")} paged={holds}>
              {told.holds.map((each) => (
                <AHold key={each.id} hold={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Quarantines")}>
              {told.lifted.map((each) => (
                <AQuarantine key={each.id} quarantine={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Objections")} paged={objections}>
              {told.objections.map((each) => (
                <AnObjection key={each.id} objection={each} zone={zone} />
              ))}
            </Part>
          </Stack>
        )
      }
    </Answer>
  );
}
