/** Is it a spike or a movement? The verdict first, then what it rests on, chart by chart. */
import { Anchor, Button, List, Text, Title } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { Link, useLocation } from "react-router";
import classes from "@/charts/pulse/pulse.module.css";
import { useOpenAlerts, useReport } from "@/charts/pulse/reading";
import { Spot } from "@/charts/pulse/Spot";
import { type Report, useSaying } from "@/charts/pulse/words";
import { Screen } from "@/components/Screen";
import { Answer, Loading } from "@/components/states";
import { When } from "@/components/texts";
import { Alerts } from "./Alerts";
import { verdictTitle } from "./verdict";

// The dialog comes when it is wanted, the figures when the screen stands there.
const Rules = lazy(async () => ({ default: (await import("@/charts/pulse/Rules")).Rules }));
const figures = () => import("@/charts/pulse/figures");
const Growth = lazy(async () => ({ default: (await figures()).Growth }));
const Reproduction = lazy(async () => ({ default: (await figures()).Reproduction }));
const Retention = lazy(async () => ({ default: (await figures()).Retention }));
const Lifecycle = lazy(async () => ({ default: (await figures()).Lifecycle }));
const Survival = lazy(async () => ({ default: (await figures()).Survival }));
const Stickiness = lazy(async () => ({ default: (await figures()).Stickiness }));
const Active = lazy(async () => ({ default: (await figures()).Active }));
const Inequality = lazy(async () => ({ default: (await figures()).Inequality }));
const Ties = lazy(async () => ({ default: (await figures()).Ties }));
const Cascade = lazy(async () => ({ default: (await figures()).Cascade }));
const Forecast = lazy(async () => ({ default: (await figures()).Forecast }));

export function Pulse() {
  const say = useSaying();
  const report = useReport();
  return (
    <Answer screen={say.t("Pulse")} query={report} what={say.t("Fetching the report")}>
      {(data) => <Told report={data} />}
    </Answer>
  );
}

function Told({ report }: { report: Report }) {
  const say = useSaying();
  const { t } = say;
  const alerts = useOpenAlerts();
  const part = { report, say };
  return (
    <Screen title={verdictTitle(report, say)} name={t("Pulse")} action={<Counting report={report} />}>
      <Text size="sm" c="dimmed" component="p" m={0} mt={-12}>
        {t("As of")} <When at={report.as_of} zone={report.time_zone} />.{" "}
        {t("Times are those of {{zone}}. It keeps itself up to date.", { zone: report.time_zone })}
      </Text>
      <div className={classes.verdict}>
        <List aria-label={t("Why")} size="sm" spacing={4}>
          {report.verdict.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
        <Alerts alerts={alerts.data?.results ?? []} say={say} zone={report.time_zone} />
      </div>
      <Jumps />
      <Suspense fallback={<Loading what={t("Drawing")} />}>
        <div className={classes.figures}>
          <Title order={2} className={classes.head}>
            {t("Who comes")}
          </Title>
          <Spot id="growth">
            <Growth {...part} />
          </Spot>
          <Spot id="reproduction">
            <Reproduction {...part} />
          </Spot>
          <Title order={2} className={classes.head}>
            {t("Who stays")}
          </Title>
          <Spot id="retention" wide>
            <Retention {...part} />
          </Spot>
          <Spot id="lifecycle">
            <Lifecycle {...part} />
          </Spot>
          <Spot id="survival">
            <Survival {...part} />
          </Spot>
          <Spot id="stickiness">
            <Stickiness {...part} />
          </Spot>
          <Spot id="active">
            <Active {...part} />
          </Spot>
          <Title order={2} className={classes.head}>
            {t("How it hangs together")}
          </Title>
          <Spot id="cascade" wide>
            <Cascade {...part} />
          </Spot>
          <Spot id="inequality">
            <Inequality {...part} />
          </Spot>
          <Spot id="ties">
            <Ties {...part} />
          </Spot>
          <Title order={2} className={classes.head}>
            {t("What may come")}
          </Title>
          <Spot id="forecast" wide>
            <Forecast {...part} />
          </Spot>
        </div>
        <Arrive />
      </Suspense>
    </Screen>
  );
}

/** The rules by which is counted, behind a button. */
function Counting({ report }: { report: Report }) {
  const { t } = useSaying();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("Rules of counting")}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Rules settings={report.settings} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Where to jump to; the address keeps it. */
function Jumps() {
  const { t } = useSaying();
  const { search } = useLocation();
  const places: [string, string][] = [
    ["growth", t("Growth")],
    ["reproduction", t("Reproduction")],
    ["retention", t("Retention")],
    ["lifecycle", t("Lifecycle")],
    ["survival", t("Survival")],
    ["stickiness", t("Stickiness")],
    ["cascade", t("Cascade")],
    ["inequality", t("Inequality")],
    ["ties", t("Ties")],
    ["forecast", t("Forecast")],
  ];
  return (
    <nav aria-label={t("Charts")} className={classes.jumps}>
      {places.map(([id, label]) => (
        <Anchor key={id} component={Link} to={{ search, hash: id }} size="sm">
          {label}
        </Anchor>
      ))}
    </nav>
  );
}

/** An address with a chart in it leads to the chart, once it is there. */
function Arrive() {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) {
      document.getElementById(hash.slice(1))?.scrollIntoView();
    }
  }, [hash]);
  return null;
}
