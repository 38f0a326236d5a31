/** Who takes part: found by name, narrowed by generation and by who is active. */
import { Anchor, Button, NativeSelect, SimpleGrid, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty } from "@/components/states";
import { useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { rowsOf, usePages } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { day } from "@/lib/time";
import { PeopleTabs } from "./Tabs";

const TYPING_MS = 250;

export function People() {
  const { t } = useTranslation();
  const slug = useSlug();
  const { number } = useNumbers();
  const { organizer } = useRoles();
  const [asked, ask] = useSearchParams();
  const name = asked.get("name") ?? "";
  const active = asked.get("active") ?? "";
  const depth = asked.get("depth") ?? "";
  const claimed = asked.get("claimed") ?? "";
  const sizes = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participation/branches/",
    { params: { path: { slug }, query: { depth: 1, most: 1 } } },
    { enabled: organizer },
  ).data;
  const people = usePages<Schemas["CountedParticipant"]>(
    ["participants", slug, name, active, depth, claimed],
    async (more) => {
      const { data } = await api.GET("/api/v1/campaigns/{slug}/participants/", {
        params: {
          path: { slug },
          query: {
            ordering: "-joined_at",
            ...(name ? { search: name } : {}),
            ...(active ? { active: active as "true" | "false" } : {}),
            ...(claimed ? { claimed: claimed as "true" | "false" } : {}),
            ...(depth ? { depth: Number(depth) } : {}),
            ...more,
          },
        },
      });
      return { results: rowsOf(data) ?? [], next: typeof data === "object" && data ? data.next : null };
    },
  );
  const set = (what: string, value: string) => {
    const next = new URLSearchParams(asked);
    if (value) {
      next.set(what, value);
    } else {
      next.delete(what);
    }
    ask(next, { replace: true });
  };
  const narrowed = Boolean(name || active || depth || claimed);
  return (
    <Screen
      name={t("People")}
      title={
        sizes
          ? t("{{count}} people take part; {{active}} of them are active.", {
              count: sizes.people,
              active: number(sizes.active),
            })
          : t("Who takes part")
      }
    >
      <PeopleTabs here="people" />
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm" maw={900}>
        <Search value={name} onChange={(value) => set("name", value)} />
        <NativeSelect
          label={t("Active")}
          value={active}
          onChange={(event) => set("active", event.currentTarget.value)}
          data={[
            { value: "", label: t("All people") },
            { value: "true", label: t("Active now") },
            { value: "false", label: t("Not active now") },
          ]}
        />
        <NativeSelect
          label={t("Generation")}
          value={depth}
          onChange={(event) => set("depth", event.currentTarget.value)}
          data={[
            { value: "", label: t("All generations") },
            ...Array.from({ length: 21 }, (_, n) => ({
              value: String(n),
              label: n === 0 ? t("0: came without an inviter") : String(n),
            })),
          ]}
        />
        <NativeSelect
          label={t("Account")}
          value={claimed}
          onChange={(event) => set("claimed", event.currentTarget.value)}
          data={[
            { value: "", label: t("With and without") },
            { value: "true", label: t("With an account") },
            { value: "false", label: t("Nobody has claimed it") },
          ]}
        />
      </SimpleGrid>
      <Answer query={people} what={t("Fetching who takes part")}>
        {(rows) =>
          rows.length === 0 ? (
            narrowed ? (
              <Empty title={t("Nobody is like that")}>{t("Try part of a name, or fewer conditions.")}</Empty>
            ) : (
              <Empty title={t("Nobody takes part yet")}>
                {t("People join by a link. Give the campaign's own link to the first ones.")}
              </Empty>
            )
          ) : (
            <Stack gap="md" align="flex-start">
              <Rows rows={rows} />
              {people.hasNext && (
                <Button variant="default" loading={people.isFetchingNext} onClick={people.next}>
                  {t("Show more")}
                </Button>
              )}
            </Stack>
          )
        }
      </Answer>
    </Screen>
  );
}

/** What is typed is asked for when the typing stops. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(value);
  const name = typed.trim();
  useEffect(() => {
    if (name === value) {
      return;
    }
    const timer = setTimeout(() => onChange(name), TYPING_MS);
    return () => clearTimeout(timer);
  }, [name, value, onChange]);
  return (
    <TextInput
      type="search"
      label={t("Name")}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function Rows({ rows }: { rows: Schemas["CountedParticipant"][] }) {
  const { t, i18n } = useTranslation();
  const { number } = useNumbers();
  const base = `/c/${useSlug()}/manage/people`;
  const zone = useCampaign().data?.time_zone;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="scroll" tabIndex={0} aria-label={t("People")}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("Name")}</Table.Th>
            <Table.Th scope="col">{t("Brought in by")}</Table.Th>
            <Table.Th scope="col" className="num">
              {t("Generation")}
            </Table.Th>
            <Table.Th scope="col" className="num">
              {t("Brought in")}
            </Table.Th>
            <Table.Th scope="col" className="num">
              {t("Below")}
            </Table.Th>
            <Table.Th scope="col" className="num">
              {t("Reports")}
            </Table.Th>
            <Table.Th scope="col" className="num">
              {t("True ones")}
            </Table.Th>
            <Table.Th scope="col">{t("Last active")}</Table.Th>
            <Table.Th scope="col">{t("Joined")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Th scope="row">
                <Anchor component={Link} to={`${base}/${person.id}`} fw={600}>
                  {person.display_name}
                </Anchor>
                {!person.claimed && (
                  <Text size="sm" c="dimmed">
                    {t("not claimed")}
                  </Text>
                )}
              </Table.Th>
              <Table.Td>
                {person.invited_by ? (
                  <Anchor component={Link} to={`${base}/${person.invited_by.id}`}>
                    {person.invited_by.display_name}
                  </Anchor>
                ) : (
                  t("nobody")
                )}
              </Table.Td>
              <Table.Td className="num">{person.depth}</Table.Td>
              {[
                person.counts?.recruits,
                person.counts?.downline,
                person.counts?.reports,
                person.counts?.reports_verified,
              ].map((count, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a count is its column
                <Table.Td key={place} className="num">
                  {count === undefined ? "–" : number(count)}
                </Table.Td>
              ))}
              <Table.Td>
                {person.counts?.last_active_on
                  ? day(person.counts.last_active_on, "UTC", i18n.language)
                  : person.counts
                    ? t("never")
                    : "–"}
              </Table.Td>
              <Table.Td>
                <When at={person.joined_at} zone={zone} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
