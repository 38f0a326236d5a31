/** One person: where they stand in the chain, what they did, what was noticed and decided, and what can be done. */
import { Alert, Anchor, Button, Code, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconBan, IconLock } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Quiet, useNumbers, When } from "@/components/texts";
import { useCampaign, useSlug } from "@/lib/campaign";
import { rowsOf, usePages } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { day } from "@/lib/time";
import { useStateWord } from "@/lib/words";
import { LiftQuarantine, PlaceHold, PlaceQuarantine } from "./laterDeeds";

const Concerning = lazy(() => import("./Concerning"));

export function Person() {
  const { t } = useTranslation();
  const id = useParams().participant ?? "";
  const read = useQuery("get", "/api/v1/participants/{participant_id}/", {
    params: { path: { participant_id: id } },
  });
  return (
    <Answer screen={t("People")} query={read} what={t("Fetching the person")}>
      {(person) => <Known key={person.id} person={person} />}
    </Answer>
  );
}

function Known({ person }: { person: Schemas["Participant"] }) {
  const { t } = useTranslation();
  const { organizer } = useRoles();
  const slug = useSlug();
  const zone = useCampaign().data?.time_zone;
  const path = { participant_id: person.id };
  const activity = useQuery("get", "/api/v1/participants/{participant_id}/activity/", {
    params: { path },
  }).data;
  const branch = useQuery(
    "get",
    "/api/v1/participants/{participant_id}/quarantine/",
    { params: { path } },
    { enabled: organizer },
  ).data;
  const name = person.display_name;
  // What a quarantine would touch is counted now, what they did every few seconds.
  const below = branch ? branch.touches.people - 1 : activity?.downline;
  return (
    <Screen
      name={name}
      title={
        below === undefined
          ? name
          : below === 0
            ? t("{{name}} has brought nobody in.", { name })
            : t("{{count}} people stand below {{name}}.", { count: below, name })
      }
    >
      <Anchor component={Link} to={`/c/${slug}/manage/people`} size="sm">
        {t("All people")}
      </Anchor>
      {branch && <Standing branch={branch} />}
      <Above person={person} />
      {activity && <Did activity={activity} person={person} zone={zone} />}
      {branch && (
        <Group gap="sm">
          <Suspense>
            {!branch.root.removed_at && <PlaceHold root={branch.root} />}
            {branch.quarantine ? <LiftQuarantine root={branch.root} /> : <PlaceQuarantine view={branch} />}
          </Suspense>
          {below !== undefined && below > 0 && (
            <Button
              component={Link}
              variant="default"
              to={`/c/${slug}/manage/settings/nudges?audience=quiet_branch&branch=${person.id}`}
            >
              {t("Write to those who fell silent below")}
            </Button>
          )}
          {!person.claimed && <ClaimCode person={person} />}
        </Group>
      )}
      {organizer && (
        <Suspense>
          <Concerning person={person.id} zone={zone} />
        </Suspense>
      )}
      <Below person={person} />
      <Findings person={person.id} zone={zone} />
    </Screen>
  );
}

function Standing({ branch }: { branch: Schemas["QuarantineView"] }) {
  const { t } = useTranslation();
  const { root, quarantine, inside_another } = branch;
  if (!root.removed_at && !quarantine && !inside_another) {
    return null;
  }
  return (
    <Stack gap="xs">
      {root.removed_at && (
        <Alert
          variant="default"
          icon={<IconBan aria-hidden />}
          title={root.banned ? t("Banned") : t("Excluded")}
        >
          {root.banned
            ? t("Earns nothing any more and takes no part.")
            : t("Earns nothing any more, and may go on taking part.")}
        </Alert>
      )}
      {quarantine && (
        <Alert variant="default" icon={<IconLock aria-hidden />} title={t("This branch is in quarantine")}>
          {quarantine.reason}
        </Alert>
      )}
      {inside_another && (
        <Alert variant="default" icon={<IconLock aria-hidden />} title={t("Inside a branch in quarantine")}>
          {t("Somebody above is the root of a branch that is closed; the rewards of everybody in it wait.")}
        </Alert>
      )}
    </Stack>
  );
}

/** Everybody above, from the root down to this person. */
function Above({ person }: { person: Schemas["Participant"] }) {
  const { t } = useTranslation();
  const base = `/c/${useSlug()}/manage/people`;
  const read = useQuery("get", "/api/v1/participants/{participant_id}/upline/", {
    params: { path: { participant_id: person.id } },
  }).data;
  if (!read) {
    return null;
  }
  const SHOWN = 8;
  const near = read.results.slice(0, SHOWN).reverse();
  const more = read.results.length - near.length;
  return (
    <nav aria-label={t("The chain above")}>
      <Text size="sm">
        {read.results.length === 0
          ? t("Came without an inviter: the root of a tree.")
          : t("The chain from the root:")}{" "}
        {more > 0 && t("{{count}} more, then", { count: more })}{" "}
        {near.map((member) => (
          <span key={member.id}>
            <Anchor component={Link} to={`${base}/${member.id}`}>
              {member.display_name}
            </Anchor>
            {" → "}
          </span>
        ))}
        {near.length > 0 && <strong>{person.display_name}</strong>}
      </Text>
    </nav>
  );
}

function Did({
  activity,
  person,
  zone,
}: {
  activity: Schemas["PersonActivity"];
  person: Schemas["Participant"];
  zone: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const { number } = useNumbers();
  const facts: [string, string | number][] = [
    [t("Generation"), person.depth],
    [t("Joined"), day(person.joined_at, zone ?? "UTC", i18n.language)],
    [t("Brought in directly"), number(activity.recruits)],
    [t("Reports"), number(activity.reports)],
    [t("of them verified"), number(activity.reports_verified)],
    [t("Days on which they did something"), number(activity.active_days)],
    [
      t("Last active"),
      activity.last_active_on
        ? day(`${activity.last_active_on}T12:00:00Z`, "UTC", i18n.language)
        : t("never"),
    ],
    [t("Account"), person.claimed ? t("With an account") : t("Nobody has claimed it")],
  ];
  return (
    <Table maw={480} verticalSpacing={6} aria-label={t("What they did")}>
      <Table.Tbody>
        {facts.map(([what, value]) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" fw={400}>
              {what}
            </Table.Th>
            <Table.Td className="num">{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ClaimCode({ person }: { person: Schemas["Participant"] }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const [code, setCode] = useState("");
  const name = person.display_name;
  if (code) {
    return (
      <Alert variant="default" title={t("The claim code of {{name}}, shown this once", { name })}>
        <Code fz="md">{code}</Code>
        <Text mt="xs">
          {t(
            "Give it to the person whose place it is. They enter it at {{address}} once they have signed in.",
            {
              address: `${window.location.origin}/c/${slug}/claim/`,
            },
          )}
        </Text>
      </Alert>
    );
  }
  return (
    <EffectButton
      variant="default"
      label={t("Make a claim code")}
      title={t("Make a claim code for {{name}}", { name })}
      confirm={t("Make a claim code")}
      act={async () => {
        const { data } = await api.POST("/api/v1/participants/{participant_id}/claim-code/", {
          params: { path: { participant_id: person.id } },
        });
        setCode(data?.claim_code ?? "");
      }}
    >
      <Text>
        {t(
          "Whoever has the code gets this place and what it earned. It is shown once; one that was made before and not used is void.",
        )}
      </Text>
    </EffectButton>
  );
}

/** Whom they brought in, and how large and how alive each one's branch is. */
function Below({ person }: { person: Schemas["Participant"] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { organizer } = useRoles();
  const slug = useSlug();
  const base = `/c/${slug}/manage/people`;
  const below = usePages<Schemas["DownlineMember"]>(["downline", person.id], async (more) => {
    const { data } = await api.GET("/api/v1/participants/{participant_id}/downline/", {
      params: { path: { participant_id: person.id }, query: more },
    });
    return { results: data?.results ?? [], next: data?.next ?? null };
  });
  const sizes = useQuery(
    "get",
    "/api/v1/campaigns/{slug}/participation/branches/",
    { params: { path: { slug }, query: { root: person.id, depth: 1, most: 50 } } },
    { enabled: organizer },
  ).data?.branches;
  const sizeOf = (id: string) => sizes?.find((branch) => branch.id === id);
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={2}>{t("Whom they brought in")}</Title>
      <Answer query={below} what={t("Fetching whom they brought in")}>
        {(rows) =>
          rows.length === 0 ? (
            <Quiet>{t("Nobody yet.")}</Quiet>
          ) : (
            <>
              <div className="scroll">
                <Table verticalSpacing="sm">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t("Name")}</Table.Th>
                      <Table.Th scope="col" className="num">
                        {t("Brought in")}
                      </Table.Th>
                      {sizes && (
                        <>
                          <Table.Th scope="col" className="num">
                            {t("In the branch")}
                          </Table.Th>
                          <Table.Th scope="col" className="num">
                            {t("Active of them")}
                          </Table.Th>
                        </>
                      )}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map((member) => {
                      const size = sizeOf(member.id);
                      return (
                        <Table.Tr key={member.id}>
                          <Table.Th scope="row">
                            <Anchor component={Link} to={`${base}/${member.id}`}>
                              {member.display_name}
                            </Anchor>
                          </Table.Th>
                          <Table.Td className="num">{number(member.recruits)}</Table.Td>
                          {sizes && (
                            <>
                              <Table.Td className="num">{size ? number(size.people) : "–"}</Table.Td>
                              <Table.Td className="num">{size ? number(size.active) : "–"}</Table.Td>
                            </>
                          )}
                        </Table.Tr>
                      );
                    })}
                  </Table.Tbody>
                </Table>
              </div>
              {below.hasNext && (
                <Button variant="default" loading={below.isFetchingNext} onClick={below.next}>
                  {t("Show more")}
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </Stack>
  );
}

function Findings({ person, zone }: { person: string; zone: string | undefined }) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const slug = useSlug();
  const { reviewer } = useRoles();
  const titles = useQuery("get", "/api/v1/campaigns/{slug}/objectives/", {
    params: { path: { slug }, query: { limit: 100 } },
  }).data?.results;
  const findings = rowsOf(
    useQuery("get", "/api/v1/campaigns/{slug}/findings/", {
      params: { path: { slug }, query: { participant: person, limit: 50, ordering: "-received_at" } },
    }).data,
  );
  if (!findings?.length) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Title order={2}>{t("What they reported")}</Title>
      <div className="scroll">
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("Finding")}</Table.Th>
              <Table.Th scope="col">{t("State")}</Table.Th>
              <Table.Th scope="col">{t("Received")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {findings.map((each) => {
              const called = titles?.find(({ id }) => id === each.objective)?.title ?? t("Finding");
              return (
                <Table.Tr key={each.id}>
                  <Table.Th scope="row">
                    {reviewer ? (
                      <Anchor component={Link} to={`/c/${slug}/manage/review/${each.id}`}>
                        {called}
                      </Anchor>
                    ) : (
                      called
                    )}
                  </Table.Th>
                  <Table.Td>{stateWord(each.state ?? "submitted")}</Table.Td>
                  <Table.Td>
                    <When at={each.received_at} zone={zone} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  );
}
