/** A campaign begins: a title, a currency and a clock; everything else can wait, and all of it can be changed. */
import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api } from "@/api/client";
import type { Problem } from "@/api/problems";
import { Screen } from "@/components/Screen";
import { ProblemNote } from "@/components/states";
import { Quiet } from "@/components/texts";
import { showProblem } from "@/lib/forms";
import { currencies } from "@/lib/money";
import { useRefresh } from "@/lib/refresh";
import { ownZone } from "@/lib/time";
import { zones } from "@/lib/zoned";
import classes from "./create.module.css";

export function Begin() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [running, setRunning] = useState(false);
  const form = useForm({
    initialValues: { title: "", currency: "USD", time_zone: ownZone() },
    validate: { title: (title) => (title.trim() ? null : t("Give it a title.")) },
  });

  const begin = form.onSubmit(async (body) => {
    setRunning(true);
    setProblem(null);
    try {
      const { data } = await api.POST("/api/v1/campaigns/", { body });
      await refresh("/api/v1/me/campaigns/", "/api/v1/me/");
      await navigate(`/c/${data!.slug}/manage/setup/story`);
    } catch (error) {
      setProblem(showProblem(form, error));
    } finally {
      setRunning(false);
    }
  });

  return (
    <div className={classes.page}>
      <Screen title={t("What is your campaign called?")} name={t("Begin a campaign")}>
        <form onSubmit={begin} noValidate>
          <Stack maw={520}>
            <Quiet>
              {t(
                "It stays a draft that only you see until you launch it. You can leave at any time and go on later.",
              )}
            </Quiet>
            <TextInput
              label={t("Title")}
              description={t("As people will tell it to each other: “Find the red balloons”.")}
              maxLength={120}
              required
              {...form.getInputProps("title")}
            />
            <Select
              label={t("Currency")}
              description={t("In which you promise and pay; it cannot be changed after the launch.")}
              data={currencies(i18n.language)}
              searchable
              allowDeselect={false}
              {...form.getInputProps("currency")}
            />
            <Select
              label={t("Time zone")}
              description={t("Whose clock the campaign goes by.")}
              data={zones()}
              searchable
              allowDeselect={false}
              {...form.getInputProps("time_zone")}
            />
            {problem && <ProblemNote problem={problem} />}
            <Group>
              <Button type="submit" loading={running}>
                {t("Begin the draft")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Screen>
    </div>
  );
}
