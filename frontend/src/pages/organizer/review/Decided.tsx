/** A finding that is decided: what it paid and to whom, taking that back, and testing reviewers with it. */
import { Group, NativeSelect, Stack, Table, Text, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, useQuery } from "@/api/client";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { notice } from "@/components/notice";
import { Figure, Quiet } from "@/components/texts";
import { useSlug } from "@/lib/campaign";
import { rowsOf } from "@/lib/pages";
import { useRoles } from "@/lib/roles";
import { type Dossier, MOST_NOTE, useReversals } from "./kinds";

export default function Decided({ dossier }: { dossier: Dossier }) {
  const { organizer } = useRoles();
  const slug = useSlug();
  const settlement = rowsOf(
    useQuery(
      "get",
      "/api/v1/campaigns/{slug}/settlements/",
      { params: { path: { slug }, query: { finding: dossier.id } } },
      { enabled: dossier.prize !== null },
    ).data,
  )?.[0];
  const certain = ["verified", "rejected", "reversed"].includes(dossier.state);
  return (
    <Stack gap="sm">
      {settlement && <Paid settlement={settlement} />}
      <Group gap="sm">
        {dossier.possible_steps.includes("reverse") && !dossier.refused && (
          <Reverse dossier={dossier} settlement={settlement} />
        )}
        {organizer && certain && <AsGold finding={dossier.id} />}
      </Group>
    </Stack>
  );
}

function Paid({ settlement }: { settlement: Schemas["Settlement"] }) {
  const { t } = useTranslation();
  const { currency } = settlement.prize;
  return (
    <div className="scroll">
      <Table verticalSpacing="xs" maw={480}>
        <Table.Caption style={{ captionSide: "top", textAlign: "start" }}>
          {settlement.reversed_at ? t("What it paid before it was taken back") : t("What it paid")}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("Who")}</Table.Th>
            <Table.Th scope="col" className="num">
              {currency}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {settlement.chain.map((share) => (
            <Table.Tr key={share.distance}>
              <Table.Td>{share.display_name}</Table.Td>
              <Table.Td className="num">
                <Figure minor={share.amount.amount_minor} currency={currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Reverse({
  dossier,
  settlement,
}: {
  dossier: Dossier;
  settlement: Schemas["Settlement"] | undefined;
}) {
  const { t } = useTranslation();
  const reversals = useReversals();
  const queries = useQueryClient();
  const [reason, setReason] = useState<Schemas["ReversalReasonEnum"] | "">("");
  const [note, setNote] = useState("");
  return (
    <EffectButton
      label={t("Reverse it")}
      variant="default"
      title={t("Take back that it is true")}
      confirm={t("Reverse, and take the money back")}
      ready={reason !== "" && note.trim() !== ""}
      act={async () => {
        await api.POST("/api/v1/findings/{finding_id}/reverse/", {
          params: { path: { finding_id: dossier.id } },
          body: { reason: reason as Schemas["ReversalReasonEnum"], note },
        });
        void notice({
          message: t("Reversed. What it paid is taken back within seconds."),
          color: "gray",
          closeButtonProps: { "aria-label": t("Close") },
        });
        await queries.invalidateQueries();
      }}
    >
      <Stack gap="sm">
        {settlement && !settlement.reversed_at ? (
          <>
            <Paid settlement={settlement} />
            <Text>
              {t(
                "What of it is held or payable goes back to the budget. What was paid out already becomes a debt, which the next rewards of these people repay first.",
              )}
            </Text>
          </>
        ) : (
          <Text>{t("It has paid nothing that would be taken back.")}</Text>
        )}
        <Text>{t("This cannot be taken back, and no other finding takes its place among the paid.")}</Text>
        <NativeSelect
          label={t("What was wrong")}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value as Schemas["ReversalReasonEnum"] | "")}
          data={[
            { value: "", label: t("Choose what was wrong") },
            ...Object.entries(reversals).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Textarea
          label={t("Note to everybody whose money is taken back")}
          required
          autosize
          minRows={2}
          maxLength={MOST_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </EffectButton>
  );
}

function AsGold({ finding }: { finding: string }) {
  const { t } = useTranslation();
  const slug = useSlug();
  const queries = useQueryClient();
  const gold = useQuery("get", "/api/v1/campaigns/{slug}/gold/", {
    params: { path: { slug }, query: { limit: 100 } },
  }).data?.results;
  if (!gold) {
    return null;
  }
  const known = gold.find((each) => each.finding === finding);
  if (known) {
    return (
      <Quiet>
        {known.retired_at ? t("Reviewers were tested with it.") : t("Reviewers are tested with it.")}
      </Quiet>
    );
  }
  return (
    <EffectButton
      label={t("Test reviewers with it")}
      variant="default"
      title={t("Test reviewers with this finding")}
      confirm={t("Test reviewers with it")}
      act={async () => {
        await api.POST("/api/v1/campaigns/{slug}/gold/", { params: { path: { slug } }, body: { finding } });
        await queries.invalidateQueries({ queryKey: ["get", "/api/v1/campaigns/{slug}/gold/"] });
      }}
    >
      <Text>
        {t(
          "Now and then it is shown to reviewers who had no say in it, as if it were new. What they say of it changes nothing and pays nothing; it is compared with what is known. Use only what is certain.",
        )}
      </Text>
    </EffectButton>
  );
}
