/** What is on its way: kept, being sent, refused with its reason, or arrived. */
import { Anchor, Button, Group, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock, IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EffectButton } from "@/components/EffectButton";
import { useNumbers } from "@/components/texts";
import { refusalWords } from "@/words";
import { reopened } from "./drafts";
import classes from "./Outgoing.module.css";
import { sendNow, useOnline, useOutbox } from "./running";
import { forget, type Kept, survives } from "./store";

interface Props {
  owner: string;
  reports: Kept[];
  /** Where a refused report is mended: the form takes it, or is opened with it. */
  onMend: (report: Kept) => void;
}

export function Outgoing({ owner, reports, onMend }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("On their way")}>
      <ul className={classes.outgoing}>
        {reports.map((report) => (
          <Parcel key={report.id} report={report} owner={owner} onMend={onMend} />
        ))}
      </ul>
    </section>
  );
}

function Parcel({ report, owner, onMend }: { report: Kept } & Pick<Props, "owner" | "onMend">) {
  const { t } = useTranslation();
  const { percent } = useNumbers();
  const { step, outcome } = useOutbox(owner);
  const online = useOnline();
  const own = step?.id === report.id ? step : null;
  const refused = report.files.filter((file) => file.state === "refused");
  const Icon =
    report.state === "arrived"
      ? IconCircleCheck
      : report.state === "refused"
        ? IconAlertTriangle
        : own
          ? IconUpload
          : IconClock;
  return (
    <li className={classes.parcel}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon size={22} aria-hidden style={{ flex: "none" }} />
        <Text component="p" role="status">
          <strong>{report.objective}</strong>: <Standing report={report} own={own?.part} online={online} />
        </Text>
      </Group>
      {own && (
        <Progress.Root size="lg">
          <Progress.Section
            value={100 * own.part}
            aria-label={t("How much has been sent: {{part}}", { part: percent(own.part) })}
          />
        </Progress.Root>
      )}
      {refused.map((file) => (
        <Text component="p" key={file.id} size="sm">
          {t("{{name}} was not taken: {{why}}", {
            name: file.name,
            why: refusalWords(file.kind ?? "") ?? file.why ?? "",
          })}
        </Text>
      ))}
      {report.state === "refused" && (
        <>
          {report.refusal?.fields
            .filter((field) => field.detail !== report.refusal?.detail)
            .map((field) => (
              <Text component="p" key={field.detail} size="sm">
                {field.detail}
              </Text>
            ))}
          <Group>
            <Button onClick={() => onMend(reopened(report))}>{t("Mend it")}</Button>
            <ThrowAway report={report} />
          </Group>
        </>
      )}
      {report.state === "arrived" && (
        <Group>
          <Anchor component={Link} to={`/c/${report.slug}/me/findings/${report.finding}`}>
            {t("Look at your report")}
          </Anchor>
          <Button variant="subtle" color="gray" c="inherit" onClick={() => void forget(report.id)}>
            {t("Put this note away")}
          </Button>
        </Group>
      )}
      {report.state === "waiting" && !own && (
        <Group>
          {online && outcome === "later" && (
            <Button variant="default" onClick={() => void sendNow()}>
              {t("Try again now")}
            </Button>
          )}
          {report.finding === null && <ThrowAway report={report} />}
        </Group>
      )}
    </li>
  );
}

function Standing({ report, own, online }: { report: Kept; own: number | undefined; online: boolean }) {
  const { t } = useTranslation();
  const left = report.files.filter((file) => file.state === "waiting").length;
  if (report.state === "arrived") {
    return <>{t("it has arrived. A reviewer will look at it.")}</>;
  }
  if (report.state === "refused") {
    return (
      <>
        {t("not taken.")}{" "}
        {refusalWords(report.refusal?.kind ?? "") ?? (report.refusal?.detail || report.refusal?.title)}
      </>
    );
  }
  if (own !== undefined) {
    return report.finding === null
      ? t("sending it.")
      : t("the report is in; {{count}} files are being sent.", { count: left });
  }
  if (!survives(report.id)) {
    return <>{t("this browser keeps nothing: leave the screen open until it has arrived.")}</>;
  }
  if (report.finding !== null) {
    return (
      <>
        {t("the report is in; {{count}} files are kept here until there is a connection.", { count: left })}
      </>
    );
  }
  return (
    <>
      {online
        ? t("kept on this device; it goes off in a moment.")
        : t("kept on this device; it goes off by itself as soon as there is a connection.")}
    </>
  );
}

function ThrowAway({ report }: { report: Kept }) {
  const { t } = useTranslation();
  return (
    <EffectButton
      variant="default"
      label={t("Throw it away")}
      title={t("Throw this report away?")}
      confirm={t("Throw it away for good")}
      act={() => forget(report.id)}
    >
      {t(
        "It is removed from this device with everything that belongs to it, and nobody reads it. This cannot be undone.",
      )}
    </EffectButton>
  );
}
