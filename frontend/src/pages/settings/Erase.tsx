/** What an erasure would do, exactly, and doing it: for good, by the address typed once more. */
import { Alert, Anchor, Radio, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Screen } from "@/components/Screen";
import { Answer } from "@/components/states";
import { Money, Quiet, useNumbers } from "@/components/texts";
import { allOf, forget } from "@/outbox/store";
import { forgetOwn } from "@/worker/kept";

type Preview = Schemas["ErasurePreview"];

export function Erase() {
  const { t } = useTranslation();
  const me = useQuery("get", "/api/v1/me/");
  return (
    <Answer screen={t("Erasing")} query={me} what={t("Looking who you are")}>
      {({ id, email }) => <Read owner={id} email={email} />}
    </Answer>
  );
}

function Read({ owner, email }: { owner: string; email: string }) {
  const { t } = useTranslation();
  return (
    <Answer
      screen={t("Erasing")}
      query={useQuery("get", "/api/v1/me/erase/")}
      what={t("Counting what an erasure would change")}
    >
      {(preview) => <Told preview={preview} owner={owner} email={email} />}
    </Answer>
  );
}

function Told({ preview, owner, email }: { preview: Preview; owner: string; email: string }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { goes, stays, money, obstacles, keys_that_end: keys } = preview;
  return (
    <Screen
      title={
        obstacles.length > 0
          ? t("You cannot be erased yet.")
          : t("An erasure changes {{rows}} entries, for good.", {
              rows: number(goes.reduce((sum, part) => sum + part.rows, 0)),
            })
      }
      name={t("Erasing")}
    >
      {obstacles.length > 0 && (
        <Alert variant="default" title={t("What stands against it")} maw={640}>
          <ul>
            {obstacles.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Parts title={t("What goes")} parts={goes} />
      <Parts title={t("What stays, and is nobody's")} parts={stays} />
      {keys > 0 && (
        <Text m={0}>
          {t("{{count}} of your API keys end, and the programs that use them stop.", { count: keys })}
        </Text>
      )}
      {money.length > 0 && (
        <Stack gap="xs" maw={640}>
          <Title order={2}>{t("Your money")}</Title>
          {money.map((left) => (
            <Text key={left.campaign} m={0}>
              {left.campaign}: {t("payable")}{" "}
              <Money of={{ amount_minor: left.payable_minor, currency: left.currency }} />, {t("held")}{" "}
              <Money of={{ amount_minor: left.held_minor, currency: left.currency }} />
            </Text>
          ))}
          <Quiet>
            {t(
              "What is held is forfeited. What is payable is given where you say; have it paid out first if you want it.",
            )}
          </Quiet>
        </Stack>
      )}
      {obstacles.length === 0 && <Doing owner={owner} email={email} asksForMoney={money.length > 0} />}
      <Anchor component={Link} to="/settings/data">
        {t("Keep everything")}
      </Anchor>
    </Screen>
  );
}

function Parts({ title, parts }: { title: string; parts: Schemas["Part"][] }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  return parts.length === 0 ? null : (
    <Stack gap="xs">
      <Title order={2}>{title}</Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={title}>
        <Table maw={760}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("What")}</Table.Th>
              <Table.Th scope="col" className="num">
                {t("Entries")}
              </Table.Th>
              <Table.Th scope="col">{t("What becomes of it")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parts.map((part) => (
              <Table.Tr key={part.what + part.becomes}>
                <Table.Td>{part.what}</Table.Td>
                <Table.Td className="num">{number(part.rows)}</Table.Td>
                <Table.Td>{part.becomes}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Stack>
  );
}

function Doing({ owner, email, asksForMoney }: { owner: string; email: string; asksForMoney: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [to, setTo] = useState<"charity" | "solidarity" | "">("");

  async function erase() {
    await api.POST("/api/v1/me/erase/", { body: { email: typed.trim(), ...(to ? { money_to: to } : {}) } });
    // Nor is anything left on this device.
    for (const report of await allOf(owner)) {
      await forget(report.id);
    }
    await forgetOwn();
    window.location.assign("/");
  }

  return (
    <Stack gap="sm" align="flex-start">
      <EffectButton
        label={t("Erase me for good")}
        title={t("Erase you for good?")}
        confirm={t("Erase me for good")}
        ready={typed.trim().toLowerCase() === email.toLowerCase() && (!asksForMoney || to !== "")}
        act={erase}
      >
        <Stack gap="sm">
          <Text m={0}>
            {t(
              "You are signed out at once, and within minutes nothing that identifies you is left in any campaign. Nobody can undo it.",
            )}
          </Text>
          {asksForMoney && (
            <Radio.Group
              label={t("What is payable to you goes")}
              value={to}
              onChange={(value) => setTo(value as typeof to)}
            >
              <Stack gap="xs" mt="xs">
                <Radio value="charity" label={t("to the campaign's charity")} />
                <Radio value="solidarity" label={t("to the solidarity pool")} />
              </Stack>
            </Radio.Group>
          )}
          <TextInput
            label={t("Your address, typed once more")}
            description={email}
            type="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Stack>
      </EffectButton>
      <Quiet>
        {t("It takes a sign-in of the last thirty minutes: sign out and in again if yours is older.")}
      </Quiet>
    </Stack>
  );
}
