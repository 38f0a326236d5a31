/** What was noticed about somebody, and what was decided. */
import { Badge, Group, Stack, Title } from "@mantine/core";
import { IconClockPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@/api/client";
import { Answer } from "@/components/states";
import { Quiet } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { AHold, AnObjection, ASignal } from "./Signals";

export default function Concerning({ person, zone }: { person: string; zone: string | undefined }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const params = { path: { slug }, query: { participant: person, limit: 50 } };
  const signals = useQuery("get", "/api/v1/campaigns/{slug}/signals/", { params });
  const holds = useQuery("get", "/api/v1/campaigns/{slug}/holds/", { params }).data?.results ?? [];
  const objections = useQuery("get", "/api/v1/campaigns/{slug}/objections/", { params }).data?.results ?? [];
  return (
    <Stack gap="sm" maw={820}>
      <Title order={2}>{t("Noticed and decided")}</Title>
      <Answer query={signals} what={t("Looking what was noticed")}>
        {({ results }) =>
          results.length + holds.length + objections.length === 0 ? (
            <Quiet>{t("Nothing was noticed about them, and nothing decided.")}</Quiet>
          ) : (
            <>
              {holds.some(({ active }) => active) && (
                <Group gap={6}>
                  <Badge variant="default" tt="none" leftSection={<IconClockPause size={14} aria-hidden />}>
                    {t("Their rewards wait")}
                  </Badge>
                </Group>
              )}
              {objections.map((each) => (
                <AnObjection key={each.id} objection={each} zone={zone} />
              ))}
              {holds.map((each) => (
                <AHold key={each.id} hold={each} zone={zone} />
              ))}
              {results.map((each) => (
                <ASignal key={each.id} signal={each} zone={zone} />
              ))}
            </>
          )
        }
      </Answer>
    </Stack>
  );
}
