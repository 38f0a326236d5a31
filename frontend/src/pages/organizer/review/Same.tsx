/** Reports that seem to be of the same thing, and one of them beside this one. */
import { Button, Group, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Answer } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { useStateWord } from "@/lib/words";
import { Evidence } from "./Evidence";
import { type Dossier, useDistance } from "./kinds";

type Other = Schemas["Corroboration"];

interface Props {
  dossier: Dossier;
  told: Schemas["Corroborations"];
  beside: string | null;
  onBeside: (finding: string | null) => void;
  zone: string | undefined;
}

export default function Same({ dossier, told, beside, onBeside, zone }: Props) {
  const { t } = useTranslation();
  const reports = told.reports ?? [];
  if (reports.length === 0) {
    return (
      <Stack gap="xs">
        <Title order={2}>{t("Nobody else says the same")}</Title>
        <Quiet>{t("No other report is near enough in place and time to be of the same thing.")}</Quiet>
      </Stack>
    );
  }
  const chosen = reports.find(({ finding }) => finding === beside);
  return (
    <Stack gap="sm">
      <Title order={2}>{t("{{count}} other reports are of the same thing", { count: reports.length })}</Title>
      <Text size="sm">
        {told.is_first
          ? t("This one was received first of those that stand; the others would be its duplicates.")
          : t("Another one was received first; of the two, this one would be the duplicate.")}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t("Reports of the same thing")}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Reporter")}</Table.Th>
              <Table.Th scope="col">{t("State")}</Table.Th>
              <Table.Th scope="col" className="num">
                {t("Away")}
              </Table.Th>
              <Table.Th scope="col">{t("Received")}</Table.Th>
              <Table.Th scope="col">{t("Kinship")}</Table.Th>
              <Table.Th scope="col">
                <span className="visually-hidden">{t("Compare")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reports.map((report) => (
              <Row
                key={report.finding}
                report={report}
                zone={zone}
                open={report === chosen}
                onBeside={() => onBeside(report === chosen ? null : report.finding)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {chosen && <Compared dossier={dossier} other={chosen} zone={zone} />}
    </Stack>
  );
}

function Row({
  report,
  zone,
  open,
  onBeside,
}: {
  report: Other;
  zone: string | undefined;
  open: boolean;
  onBeside: () => void;
}) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const distance = useDistance();
  const kinship = report.same_branch
    ? t("same branch")
    : report.same_tree
      ? t("same tree")
      : t("nobody in common");
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {report.participant.display_name}
        {report.is_first && (
          <Text size="sm" c="dimmed">
            {t("received first")}
          </Text>
        )}
      </Table.Th>
      <Table.Td>{stateWord(report.state)}</Table.Td>
      <Table.Td className="num">{distance(report.distance_m)}</Table.Td>
      <Table.Td>
        <When at={report.received_at} zone={zone} />
      </Table.Td>
      <Table.Td>{kinship}</Table.Td>
      <Table.Td>
        <Button variant="default" size="sm" aria-expanded={open} onClick={onBeside}>
          {open ? t("Close") : t("Compare")}
          <span className="visually-hidden"> {report.participant.display_name}</span>
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

/** Both side by side, in the order in which they were received. */
function Compared({ dossier, other, zone }: { dossier: Dossier; other: Other; zone: string | undefined }) {
  const { t } = useTranslation();
  const read = useQuery("get", "/api/v1/findings/{finding_id}/review/", {
    params: { path: { finding_id: other.finding } },
  });
  return (
    <Answer query={read} what={t("Fetching the other report")}>
      {(second) => {
        const pair = [dossier, second].sort((a, b) => a.received_at.localeCompare(b.received_at));
        return (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            {pair.map((each, index) => (
              <Stack key={each.id} gap="xs" component="section" aria-label={each.participant.display_name}>
                <Title order={3}>
                  {each === dossier
                    ? t("This one, by {{name}}", { name: each.participant.display_name })
                    : t("By {{name}}", { name: each.participant.display_name })}
                </Title>
                <Group gap={6}>
                  <Text size="sm">{index === 0 ? t("First received") : t("Then received")}</Text>
                  <Text size="sm">
                    <When at={each.received_at} zone={zone} />
                  </Text>
                </Group>
                <Text size="sm">
                  {t("Seen")} <When at={each.observed_at} zone={zone} />
                </Text>
                <Evidence evidence={each.evidence} place={each.location} zone={zone} zoomable={false} />
                {each.note && <Text className="said">{each.note}</Text>}
              </Stack>
            ))}
          </SimpleGrid>
        );
      }}
    </Answer>
  );
}
