/** Who helps to run the campaign, and who is asked to. */
import { Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Rows } from "@/components/Rows";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { When } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { showProblem } from "@/lib/forms";
import { useRefresh } from "@/lib/refresh";
import { useStateWord } from "@/lib/words";

export function Team() {
  const { t } = useTranslation();
  const word = useStateWord();
  const refresh = useRefresh();
  const path = { slug: useSlug() };
  const roles = useQuery("get", "/api/v1/campaigns/{slug}/roles/", {
    params: { path, query: { limit: 100 } },
  });
  return (
    <Answer screen={t("Team")} query={roles} what={t("Fetching the team")}>
      {({ results }) => (
        <Screen
          title={t("{{count}} people help to run this campaign.", {
            count: new Set(results.map(({ person }) => person.id)).size,
          })}
          name={t("Team")}
        >
          {results.filter(({ role }) => role === "treasurer").length < 2 && (
            <Text>
              {t(
                "Payouts need two treasurers: one drafts, another approves. An organizer can be one as well.",
              )}
            </Text>
          )}
          <Rows
            label={t("Team")}
            rows={results}
            columns={[
              { key: "who", name: t("Who"), cell: ({ person }) => person.display_name || person.email },
              { key: "role", name: t("Role"), cell: ({ role }) => word(role) },
              { key: "email", name: t("Address"), cell: ({ person }) => person.email ?? "–" },
              {
                key: "remove",
                name: <span className="visually-hidden">{t("What to do")}</span>,
                cell: ({ id, person, role }) => (
                  <EffectButton
                    size="compact-md"
                    variant="default"
                    label={t("Remove")}
                    aria-label={t("Remove {{name}}, {{role}}", {
                      name: person.display_name || person.email,
                      role: word(role),
                    })}
                    title={t("Take this role away?")}
                    confirm={t("Take the role away")}
                    act={async () => {
                      await api.DELETE("/api/v1/campaigns/{slug}/roles/{role_id}/", {
                        params: { path: { ...path, role_id: id } },
                      });
                      await refresh("/api/v1/campaigns/{slug}/roles/", "/api/v1/me/");
                    }}
                  >
                    <Text>
                      {t(
                        "{{name}} can then do nothing as {{role}} any more, nor can their keys. You can invite them again.",
                        {
                          name: person.display_name || person.email,
                          role: word(role),
                        },
                      )}
                    </Text>
                  </EffectButton>
                ),
              },
            ]}
          />
          <Invite />
          <Invited />
        </Screen>
      )}
    </Answer>
  );
}

function Invite() {
  const { t } = useTranslation();
  const word = useStateWord();
  const refresh = useRefresh();
  const slug = useSlug();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({ initialValues: { email: "", role: "reviewer" } });
  const says: Record<string, string> = {
    organizer: t("Changes the campaign, its team and its promises, and sees everything."),
    reviewer: t("Decides about findings."),
    treasurer: t("Drafts, approves and sends payouts, and reads the books."),
  };
  const invite = form.onSubmit(async ({ email, role }) => {
    setRunning(true);
    setProblem(null);
    try {
      await api.POST("/api/v1/campaigns/{slug}/roles/invitations/", {
        params: { path: { slug } },
        body: { email, role: role as Schemas["RoleEnum"] },
      });
      notifications.show({ message: t("A letter goes to {{email}}.", { email }) });
      form.setFieldValue("email", "");
      await refresh("/api/v1/campaigns/{slug}/roles/invitations/");
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setRunning(false);
    }
  });
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Invite somebody")}</Title>
      <form onSubmit={invite} noValidate>
        <Group align="flex-start" gap="sm">
          <TextInput
            type="email"
            label={t("Their address")}
            required
            w={280}
            {...form.getInputProps("email")}
          />
          <Select
            label={t("As")}
            data={["organizer", "reviewer", "treasurer"].map((role) => ({
              value: role,
              label: word(role),
            }))}
            allowDeselect={false}
            w={200}
            {...form.getInputProps("role")}
          />
          <Button type="submit" loading={running} mt={25} disabled={!form.values.email.includes("@")}>
            {t("Send the invitation")}
          </Button>
        </Group>
      </form>
      <Text size="sm" c="dimmed">
        {says[form.values.role]}{" "}
        {t("They get a letter, sign in with that address and accept within 14 days.")}
      </Text>
      {problem && <ProblemNote problem={problem} />}
    </Stack>
  );
}

function Invited() {
  const { t } = useTranslation();
  const word = useStateWord();
  const refresh = useRefresh();
  const path = { slug: useSlug() };
  const invitations = useQuery("get", "/api/v1/campaigns/{slug}/roles/invitations/", {
    params: { path, query: { limit: 100 } },
  });
  return (
    <Answer query={invitations} what={t("Fetching the invitations")}>
      {({ results }) =>
        results.length > 0 && (
          <Stack gap="sm">
            <Title order={2}>{t("Invited, not accepted yet")}</Title>
            <Rows
              label={t("Invited, not accepted yet")}
              rows={results}
              columns={[
                { key: "email", name: t("Address"), cell: ({ email }) => email },
                { key: "role", name: t("Role"), cell: ({ role }) => word(role) },
                { key: "ends", name: t("Runs out"), cell: ({ expires_at }) => <When at={expires_at} /> },
                {
                  key: "take",
                  name: <span className="visually-hidden">{t("What to do")}</span>,
                  cell: ({ id, email }) => (
                    <EffectButton
                      size="compact-md"
                      variant="default"
                      label={t("Take back")}
                      aria-label={t("Take back the invitation of {{email}}", { email })}
                      title={t("Take this invitation back?")}
                      confirm={t("Take it back")}
                      act={async () => {
                        await api.DELETE("/api/v1/campaigns/{slug}/roles/invitations/{invitation_id}/", {
                          params: { path: { ...path, invitation_id: id } },
                        });
                        await refresh("/api/v1/campaigns/{slug}/roles/invitations/");
                      }}
                    >
                      <Text>
                        {t("{{email}} cannot accept it any more. You can invite them again.", { email })}
                      </Text>
                    </EffectButton>
                  ),
                },
              ]}
            />
          </Stack>
        )
      }
    </Answer>
  );
}
