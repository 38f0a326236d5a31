/** What was noticed about somebody, and what was decided. */
import { Badge, Group, Stack, Title } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useInfiniteQuery } from "@/api/client";
import { More, rowsIn } from "@/components/More";
import { Answer } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { BY_CURSOR } from "@/lib/pages";
import { together } from "@/lib/together";
import { AHold, AnObjection, ASignal } from "./Signals";

export default function Concerning({ person, zone }: { person: string; zone: string | undefined }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const params = { path: { slug }, query: { participant: person, limit: 50 } };
  const signals = useInfiniteQuery("get", "/api/v1/campaigns/{slug}/signals/", { params }, BY_CURSOR);
  const holds = useInfiniteQuery("get", "/api/v1/campaigns/{slug}/holds/", { params }, BY_CURSOR);
  const objections = useInfiniteQuery("get", "/api/v1/campaigns/{slug}/objections/", { params }, BY_CURSOR);
  const all = together([signals, holds, objections], () => ({
    signals: rowsIn(signals.data),
    holds: rowsIn(holds.data),
    objections: rowsIn(objections.data),
  }));
  return (
    <Stack gap="sm" maw={820}>
      <Title order={2}>{t("Noticed and decided")}</Title>
      <Answer query={all} what={t("Looking what was noticed")}>
        {(told) =>
          told.signals.length + told.holds.length + told.objections.length === 0 ? (
            <Quiet>{t("Nothing was noticed about them, and nothing decided.")}</Quiet>
          ) : (
            <>
              {told.holds.some(({ active }) => active) && (
                <Group gap={6}>
                  <Badge variant="default" tt="none" leftSection={<IconClockPause size={14} aria-hidden />}>
                    {t("Their rewards wait")}
                  </Badge>
                </Group>
              )}
              {told.objections.map((each) => (
                <AnObjection key={each.id} objection={each} zone={zone} />
              ))}
              <More query={objections} />
              {told.holds.map((each) => (
                <AHold key={each.id} hold={each} zone={zone} />
              ))}
              <More query={holds} />
              {told.signals.map((each) => (
                <ASignal key={each.id} signal={each} zone={zone} />
              ))}
              <More query={signals} />
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
