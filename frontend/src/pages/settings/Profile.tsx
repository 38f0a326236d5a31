/** Who one is here: address, language, clock, and how one signs in. */
import { Alert, Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import { asProblem, type Problem } from "@/api/problems";
import type { Me } from "@/api/types";
import { Screen } from "@/components/Screen";
import { Answer, ProblemNote } from "@/components/states";
import { showProblem } from "@/lib/forms";
import { ownZone } from "@/lib/time";
import { SignIn } from "./SignIn";

export function Profile() {
  const { t } = useTranslation();
  return (
    <Answer screen={t("You")} query={useQuery("get", "/api/v1/me/")} what={t("Looking who you are")}>
      {(me) => (
        <Screen title={t("You are signed in as {{email}}.", { email: me.email })} name={t("Your settings")}>
          {me.address_stopped && <Stopped why={me.address_stopped.why} />}
          <Manner me={me} />
          <SignIn />
        </Screen>
      )}
    </Answer>
  );
}

/** Letters to the address are stopped; a letter to confirm it by starts them again. */
function Stopped({ why }: { why: string }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const said =
    why === "bounced"
      ? t("Letters to it came back.")
      : why === "refused"
        ? t("Its mail server refused them.")
        : t("A letter of ours was reported as unwanted.");

  async function ask() {
    setBusy(true);
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/me/address/confirm/");
      setSent(data?.sent_to ?? "");
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Alert
      variant="default"
      icon={<IconMailOff aria-hidden />}
      title={t("Letters to your address are stopped.")}
      maw={640}
    >
      <Text m={0}>{said}</Text>
      <div role="status">
        {sent && (
          <Text mt="sm" mb={0}>
            {t("A letter is on its way to {{email}}. Its link is good for a day.", { email: sent })}
          </Text>
        )}
      </div>
      {problem && <ProblemNote problem={problem} />}
      {!sent && (
        <Button mt="sm" variant="default" loading={busy} onClick={() => void ask()}>
          {t("Send me a letter to confirm it by")}
        </Button>
      )}
    </Alert>
  );
}

function Manner({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { language: me.language ?? "en", time_zone: me.time_zone ?? "UTC" },
  });
  const zones = [
    ...new Set([form.values.time_zone, ownZone(), "UTC", ...Intl.supportedValuesOf("timeZone")]),
  ];

  async function save(values: { language: string; time_zone: string }) {
    setBusy(true);
    setProblem(null);
    try {
      await api.PATCH("/api/v1/me/", { body: values });
      if (values.language !== me.language) {
        // The words of every screen change; the server writes the page in them.
        window.location.reload();
        return;
      }
      await queries.invalidateQueries();
      form.resetDirty(values);
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={form.onSubmit((values) => void save(values))}>
      <Stack gap="md" maw={420}>
        <Title order={2}>{t("Language and clock")}</Title>
        <NativeSelect
          label={t("Language")}
          description={t("Of these screens, and of letters and notices.")}
          // Each in its own words, whoever looks.
          data={[
            { value: "en", label: "English" },
            { value: "es", label: "Español" },
          ]}
          {...form.getInputProps("language")}
        />
        <NativeSelect
          label={t("Time zone")}
          description={t(
            "By this clock letters come: none between nine in the evening and eight in the morning.",
          )}
          data={zones}
          {...form.getInputProps("time_zone")}
        />
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={busy} disabled={!form.isDirty()}>
            {t("Keep this")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
