/** What waits for a decision about somebody: objections first, then what was noticed, the gravest first. */
import { SegmentedControl, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useQuery } from "@/api/client";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { MOST, type OpenTrust, useOpenTrust } from "./open";
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

/** `of` is how many there are, where only the first of them are shown. */
function Part({ title, of = 0, children }: { title: string; of?: number; children: ReactNode[] }) {
  const { t } = useTranslation();
  return children.length ? (
    <Stack gap="sm">
      <Title order={2}>{title}</Title>
      {children}
      {of > children.length && (
        <Quiet>{t("{{count}} more follow as these are decided.", { count: of - children.length })}</Quiet>
      )}
    </Stack>
  ) : null;
}

function Open({ open }: { open: OpenTrust }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const { signals, holds, objections, waiting } = open;
  const quarantines = useQuery("get", "/api/v1/campaigns/{slug}/quarantines/", {
    params: { path: { slug }, query: { limit: MOST } },
  }).data?.results.filter(({ lifted_at }) => !lifted_at);
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
        {(quarantines ?? []).map((each) => (
          <AQuarantine key={each.id} quarantine={each} zone={zone} />
        ))}
      </Part>
      {all(open) === 0 && quarantines?.length === 0 && (
        <Empty title={t("Nothing was noticed that is open")}>
          {t(
            "What looks unusual is noticed by rules as people join and report, and stands here with what else may be behind it. To let somebody's rewards wait, open their page.",
          )}
        </Empty>
      )}
    </Stack>
  );
}

function Past() {
  const { t } = useTranslation();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const path = { slug };
  const read = {
    cleared: useQuery("get", "/api/v1/campaigns/{slug}/signals/", {
      params: { path, query: { state: "cleared", limit: 25 } },
    }),
    upheld: useQuery("get", "/api/v1/campaigns/{slug}/signals/", {
      params: { path, query: { state: "upheld", limit: 25 } },
    }),
    holds: useQuery("get", "/api/v1/campaigns/{slug}/holds/", {
      params: { path, query: { state: "decided", limit: 25 } },
    }),
    objections: useQuery("get", "/api/v1/campaigns/{slug}/objections/", {
      params: { path, query: { state: "decided", limit: 25 } },
    }),
    quarantines: useQuery("get", "/api/v1/campaigns/{slug}/quarantines/", {
      params: { path, query: { limit: 25 } },
    }),
  };
  const signals = [...(read.cleared.data?.results ?? []), ...(read.upheld.data?.results ?? [])].sort((a, b) =>
    (b.decided_at ?? "").localeCompare(a.decided_at ?? ""),
  );
  const lifted = (read.quarantines.data?.results ?? []).filter(({ lifted_at }) => lifted_at);
  return (
    <Answer query={read.holds} what={t("Fetching what was decided")}>
      {({ results }) =>
        signals.length + results.length + lifted.length + (read.objections.data?.results.length ?? 0) ===
        0 ? (
          <Empty title={t("Nothing was decided yet")} />
        ) : (
          <Stack gap="lg" maw={820}>
            <Part title={t("What was noticed")}>
              {signals.map((each) => (
                <ASignal key={each.id} signal={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Holds")}>
              {results.map((each) => (
                <AHold key={each.id} hold={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Quarantines")}>
              {lifted.map((each) => (
                <AQuarantine key={each.id} quarantine={each} zone={zone} />
              ))}
            </Part>
            <Part title={t("Objections")}>
              {(read.objections.data?.results ?? []).map((each) => (
                <AnObjection key={each.id} objection={each} zone={zone} />
              ))}
            </Part>
          </Stack>
        )
      }
    </Answer>
  );
}
