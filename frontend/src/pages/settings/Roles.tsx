/** What one is invited to run with others, and what one runs already. */
import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, Empty, ProblemNote } from "@/components/states";
import { When } from "@/components/texts";
import { useStateWord } from "@/lib/words";
import classes from "../Page.module.css";

type Invitation = Schemas["InvitationReceived"];

export function Roles() {
  const { t } = useTranslation();
  return (
    <Answer
      screen={t("Roles")}
      query={useQuery("get", "/api/v1/me/invitations/")}
      what={t("Looking for invitations")}
    >
      {({ results }) => <Invitations invitations={results} />}
    </Answer>
  );
}

function Invitations({ invitations }: { invitations: Invitation[] }) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const me = useQuery("get", "/api/v1/me/").data;
  const campaigns = useQuery("get", "/api/v1/me/campaigns/").data?.results ?? [];
  const run = campaigns.filter((campaign) => campaign.roles.length > 0);
  return (
    <Screen
      title={
        invitations.length > 0
          ? t("You are invited to {{count}} roles.", { count: invitations.length })
          : t("No invitation waits for you.")
      }
      name={t("Roles")}
    >
      {invitations.length > 0 ? (
        <ul className={classes.notices}>
          {invitations.map((invitation) => (
            <Waiting key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      ) : (
        <Text m={0}>
          {t(
            "You are signed in as {{email}}. If you were invited at another address, sign in with that one.",
            {
              email: me?.email ?? "",
            },
          )}
        </Text>
      )}
      <Stack gap="xs">
        <Title order={2}>{t("What you help to run")}</Title>
        {run.length === 0 ? (
          <Empty title={t("Nothing yet")}>
            {t(
              "Who begins a campaign runs it, and invites others to review, to keep the money or to organize.",
            )}
          </Empty>
        ) : (
          <ul className={classes.notices}>
            {run.map((campaign) => (
              <li key={campaign.slug} className={classes.notice}>
                <Anchor component={Link} to={`/c/${campaign.slug}/manage`}>
                  {campaign.title}
                </Anchor>
                <span>{campaign.roles.map(stateWord).join(", ")}</span>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Screen>
  );
}

function Waiting({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const stateWord = useStateWord();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const does = {
    organizer: t("Organizers set the rules, decide on reports and give roles to others."),
    reviewer: t("Reviewers decide whether what was reported is true."),
    treasurer: t("Treasurers read the books and pay out what people earned."),
  }[invitation.role];

  async function accept() {
    setBusy(true);
    setProblem(null);
    try {
      await api.POST("/api/v1/me/invitations/{invitation_id}/accept/", {
        params: { path: { invitation_id: invitation.id } },
      });
      await queries.invalidateQueries();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className={classes.notice}>
      <Stack gap={4}>
        <Text fw={600} m={0}>
          {invitation.campaign_title}: {stateWord(invitation.role)}
        </Text>
        <Text m={0}>{does}</Text>
        <Text size="sm" c="dimmed" m={0}>
          {invitation.invited_by && t("Invited by {{name}}.", { name: invitation.invited_by })}{" "}
          {t("It ends by itself")} <When at={invitation.expires_at} />.
        </Text>
        {problem && <ProblemNote problem={problem} />}
      </Stack>
      <Group>
        <Button loading={busy} onClick={() => void accept()}>
          {t("Take the role")}
          <span className="visually-hidden">: {invitation.campaign_title}</span>
        </Button>
      </Group>
    </li>
  );
}
