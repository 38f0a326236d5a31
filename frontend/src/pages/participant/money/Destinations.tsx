/** Where one's money goes: said once for all campaigns, shown masked, and taken away again. */
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "@/api/client";
import type { Problem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Answer, ProblemNote } from "@/components/states";
import { Quiet, When } from "@/components/texts";
import { showProblem } from "@/lib/forms";
import { useStateWord } from "@/lib/words";

type Kind = Schemas["DestinationKind"];
const KINDS: Kind[] = ["iban", "paypal", "stripe"];
const KEY = { queryKey: ["get", "/api/v1/me/destinations/"] };

export function Destinations() {
  const { t } = useTranslation();
  const word = useStateWord();
  const queries = useQueryClient();
  const query = useQuery("get", "/api/v1/me/destinations/");
  const remove = useMutation("delete", "/api/v1/me/destinations/{destination_id}/");
  const [adding, setAdding] = useState(false);
  return (
    <Stack gap="xs" component="section" className="no-print">
      <Title order={2}>{t("Where your money goes")}</Title>
      <Answer query={query} what={t("Fetching where your money goes")}>
        {({ results }) => (
          <Stack gap="sm" align="flex-start">
            {results.length === 0 && (
              <Text component="p" m={0}>
                {t(
                  "Nowhere yet. What is payable waits until you say where it goes; it is the same place for all campaigns.",
                )}
              </Text>
            )}
            {results.map((destination) => {
              const named = `${word(destination.kind)} ${destination.masked}`;
              return (
                <Group key={destination.id} gap="md">
                  <div>
                    <Text component="p" m={0} fw={600}>
                      {named}
                    </Text>
                    <Quiet>
                      {[destination.holder_name, destination.country].filter(Boolean).join(", ")}{" "}
                      {t("In use since")} <When at={destination.created_at} />
                    </Quiet>
                  </div>
                  <EffectButton
                    label={t("Remove")}
                    aria-label={t("Remove {{name}}", { name: named })}
                    variant="default"
                    title={t("Send no more of your money there?")}
                    confirm={t("Send no more money there")}
                    act={async () => {
                      await remove.mutateAsync({ params: { path: { destination_id: destination.id } } });
                      await queries.invalidateQueries(KEY);
                    }}
                  >
                    <p>{named}</p>
                    <p>
                      {t(
                        "No later payout goes there. What is payable stays yours and waits until you say another place; a payout that is on its way already still arrives.",
                      )}
                    </p>
                  </EffectButton>
                </Group>
              );
            })}
            {adding ? (
              <Add inUse={results} done={() => setAdding(false)} />
            ) : (
              <Button variant={results.length ? "default" : "filled"} onClick={() => setAdding(true)}>
                {results.length ? t("Say another place") : t("Say where your money goes")}
              </Button>
            )}
          </Stack>
        )}
      </Answer>
    </Stack>
  );
}

function Add({ inUse, done }: { inUse: Schemas["Destination"][]; done: () => void }) {
  const { t } = useTranslation();
  const word = useStateWord();
  const queries = useQueryClient();
  const add = useMutation("post", "/api/v1/me/destinations/");
  const [problem, setProblem] = useState<Problem | null>(null);
  const form = useForm({
    initialValues: { kind: "iban" as Kind, value: "", holder_name: "", country: "" },
  });
  const { kind } = form.values;
  const replaced = inUse.find((destination) => destination.kind === kind);
  const label: Record<Kind, string> = {
    iban: t("IBAN"),
    paypal: t("PayPal address"),
    stripe: t("Id of the Stripe account"),
  };
  return (
    <form
      onSubmit={form.onSubmit(async (values) => {
        setProblem(null);
        try {
          await add.mutateAsync({ body: { ...values, country: values.country.toUpperCase() } });
          await queries.invalidateQueries(KEY);
          done();
        } catch (error) {
          setProblem(showProblem(form, error));
        }
      })}
      noValidate
    >
      <Stack gap="sm" maw={420}>
        <NativeSelect
          label={t("What it is")}
          data={KINDS.map((each) => ({ value: each, label: word(each) }))}
          {...form.getInputProps("kind")}
        />
        <TextInput
          label={label[kind]}
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("value")}
        />
        <TextInput
          label={t("Whose account it is")}
          description={kind === "iban" ? t("As the bank has it") : t("May stay empty")}
          autoComplete="name"
          {...form.getInputProps("holder_name")}
        />
        <TextInput
          label={t("Country where you pay taxes")}
          description={t("Two letters, such as FR; may stay empty")}
          maxLength={2}
          autoComplete="country"
          {...form.getInputProps("country")}
        />
        {replaced && <Quiet>{t("It takes the place of {{name}}.", { name: replaced.masked })}</Quiet>}
        <Quiet>
          {t(
            "It is kept sealed and shown masked. A letter tells you of it, so that nobody changes it unnoticed.",
          )}
        </Quiet>
        {problem && <ProblemNote problem={problem} />}
        <Group>
          <Button type="submit" loading={add.isPending}>
            {t("Send my money there")}
          </Button>
          <Button variant="default" onClick={done}>
            {t("Cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
