/** What became of a batch's payouts, from a provider's file: looked at line by line before anything is entered. */
import {
  Checkbox,
  FileInput,
  Group,
  List,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problems";
import type { Schemas } from "@/api/types";
import { EffectButton } from "@/components/EffectButton";
import { Rows } from "@/components/Rows";
import { Loading, ProblemNote } from "@/components/states";
import { Figure, Quiet, useWritten } from "@/components/texts";
import { type CsvRow, readCsv } from "@/lib/csv";
import { useStateWord } from "@/lib/words";
import { refusalWords } from "@/words";
import { useBatchRefresh } from "./Batch";
import {
  type Columns,
  entriesOf,
  guessColumns,
  type Meaning,
  meaningOf,
  type Told,
  wordsOf,
} from "./results";

const SHOWN = 200;
// A batch has 5,000 payouts at most, and a line of a report some hundred letters.
const LARGEST = 5_000_000;

interface Read {
  head: string[];
  rows: CsvRow[];
}

export function ResultsFile({ batch }: { batch: Schemas["BatchDetail"] }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [done, setDone] = useState(0);
  const newest = useRef<File>(null);
  const choose = async (chosen: File | null) => {
    newest.current = chosen;
    setFile(chosen);
    setDone(0);
    setRead(null);
    if (chosen && chosen.size <= LARGEST) {
      const text = await chosen.text();
      // Another one may have been chosen meanwhile.
      if (newest.current === chosen) {
        setRead(readCsv(text));
      }
    }
  };
  return (
    <Stack gap="sm">
      <Title order={2}>{t("Results from a file")}</Title>
      <FileInput
        label={t("The provider's report")}
        description={t(
          "A CSV file that names the payouts by the codes of the file that was sent, or by their ids.",
        )}
        accept=".csv,text/csv"
        placeholder={t("Choose a CSV file")}
        clearable
        clearButtonProps={{ "aria-label": t("Take the file away") }}
        maw={420}
        value={file}
        error={file && file.size > LARGEST ? t("This is more than a report of one batch.") : undefined}
        onChange={(chosen) => void choose(chosen)}
      />
      <div role="status">
        {done > 0 && <Text m={0}>{t("{{count}} results are entered.", { count: done })}</Text>}
      </div>
      {file && read && (
        <Reading
          key={`${file.name}${file.lastModified}`}
          batch={batch}
          read={read}
          onDone={(count) => {
            setFile(null);
            setRead(null);
            setDone(count);
          }}
        />
      )}
    </Stack>
  );
}

function Reading({
  batch,
  read: { head, rows },
  onDone,
}: {
  batch: Schemas["BatchDetail"];
  read: Read;
  onDone: (count: number) => void;
}) {
  const { t } = useTranslation();
  const [columns, setColumns] = useState<Columns>(() => guessColumns(head, rows));
  const [chosen, setChosen] = useState<Record<string, Meaning>>({});
  const [reason, setReason] = useState("");
  const [said] = useDebouncedValue(reason, 400);
  const words = wordsOf(rows, columns.state);
  const meanings = useMemo(
    () => Object.fromEntries(words.map((word) => [word, chosen[word] ?? meaningOf(word) ?? "pass"] as const)),
    [words, chosen],
  );
  const told = useMemo(() => entriesOf(rows, columns, meanings, said), [rows, columns, meanings, said]);
  const names = head.map((name, column) => ({ value: String(column), label: name || `${column + 1}` }));
  const labels: Record<keyof Columns, string> = {
    payout: t("The payout's code"),
    state: t("What became of it"),
    reason: t("Why"),
    reference: t("Reference"),
  };
  const lacksReason = told.entries.some((entry) => entry.state !== "settled" && !entry.reason);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {(Object.keys(labels) as (keyof Columns)[]).map((what) => (
          <Select
            key={what}
            label={labels[what]}
            data={names}
            placeholder={t("None")}
            allowDeselect={what === "reason" || what === "reference"}
            value={columns[what] === null ? null : String(columns[what])}
            onChange={(value) => setColumns({ ...columns, [what]: value === null ? null : Number(value) })}
          />
        ))}
      </SimpleGrid>
      {words.length > 20 ? (
        <Text>{t("That column has too many different words to say what became of a payout.")}</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {words.map((word) => (
            <Select
              key={word}
              label={t("“{{word}}” means", { word })}
              data={[
                { value: "settled", label: t("It arrived") },
                { value: "failed", label: t("It failed") },
                { value: "returned", label: t("It came back") },
                { value: "pass", label: t("Nothing is certain yet") },
              ]}
              allowDeselect={false}
              value={meanings[word]!}
              onChange={(value) => setChosen({ ...chosen, [word]: value as Meaning })}
            />
          ))}
        </SimpleGrid>
      )}
      {(lacksReason || reason !== "") && (
        <TextInput
          label={t("Why, where the file does not say it")}
          description={t("The person reads it. The money is payable again.")}
          maxLength={200}
          maw={420}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {told.passed > 0 && (
        <Quiet>
          {t("{{count}} lines are passed over: they name no payout, or nothing is certain yet.", {
            count: told.passed,
          })}
        </Quiet>
      )}
      {told.entries.length === 0 ? (
        <Text>{t("No line says what became of a payout. Choose the columns that do.")}</Text>
      ) : (
        <Looked batch={batch} told={told} onDone={onDone} />
      )}
    </>
  );
}

function Looked({
  batch,
  told,
  onDone,
}: {
  batch: Schemas["BatchDetail"];
  told: Told;
  onDone: (count: number) => void;
}) {
  const { t, i18n } = useTranslation();
  const word = useStateWord();
  const say = useWritten(batch.currency);
  const refresh = useBatchRefresh();
  const [leaveOut, setLeaveOut] = useState(false);
  const path = { batch_id: batch.id };
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["results-look", batch.id, batch.payouts, told.entries],
    queryFn: async () => {
      const asked = await api.POST("/api/v1/payout-batches/{batch_id}/results/look/", {
        params: { path },
        body: { entries: told.entries },
      });
      return asked.data!.entries;
    },
    placeholderData: keepPreviousData,
  });
  if (error) {
    return <ProblemNote problem={asProblem(error)} />;
  }
  if (!data || data.length !== told.entries.length) {
    return <Loading what={t("Looking at every line")} />;
  }
  const rows = data.map((looked, place) => ({
    ...looked,
    id: String(told.lines[place]),
    line: told.lines[place]!,
    entry: told.entries[place]!,
  }));
  const wrong = rows.filter(({ refused }) => refused);
  const right = rows.filter(({ refused, before, after }) => !refused && before !== after);
  const told_already = rows.length - wrong.length - right.length;
  const sums = (["settled", "failed", "returned"] as const)
    .map((state) => ({ state, of: right.filter(({ after }) => after === state) }))
    .filter(({ of }) => of.length > 0)
    .map(({ state, of }) => ({
      state,
      count: of.length,
      sum: say(of.reduce((all, { amount }) => all + (amount?.amount_minor ?? 0), 0)),
    }));
  const outcome = (
    <List>
      {sums.map(({ state, count, sum }) => (
        <List.Item key={state}>
          {state === "settled"
            ? t("{{count}} payouts arrived: {{sum}}.", { count, sum })
            : state === "failed"
              ? t("{{count}} payouts failed: {{sum}} is payable again.", { count, sum })
              : t("{{count}} payouts came back: {{sum}} is payable again.", { count, sum })}
        </List.Item>
      ))}
      {told_already > 0 && (
        <List.Item>
          {t("{{count}} lines say what is written down already.", { count: told_already })}
        </List.Item>
      )}
    </List>
  );
  return (
    <>
      {outcome}
      {wrong.length > 0 && (
        <>
          <Text fw={600} m={0}>
            <IconAlertTriangle size={18} aria-hidden />{" "}
            {t("{{count}} lines cannot be entered; nothing is, while one is wrong.", { count: wrong.length })}
          </Text>
          <Checkbox
            label={t("Leave these lines out")}
            checked={leaveOut}
            onChange={(event) => setLeaveOut(event.currentTarget.checked)}
          />
        </>
      )}
      <Rows
        label={t("The lines of the file")}
        rows={[...wrong, ...rows.filter(({ refused }) => !refused)].slice(0, SHOWN)}
        columns={[
          { key: "line", name: t("Line"), isNumber: true, cell: ({ line }) => line },
          { key: "who", name: t("Who"), cell: ({ display_name }) => display_name || "–" },
          {
            key: "amount",
            name: batch.currency,
            isNumber: true,
            cell: ({ amount }) =>
              amount ? <Figure minor={amount.amount_minor} currency={amount.currency} /> : "–",
          },
          {
            key: "becomes",
            name: t("What it does"),
            wide: true,
            cell: ({ refused, before, after, entry }) => (
              <>
                {refused
                  ? (i18n.language === "en" ? undefined : refusalWords(refused.code.replaceAll("_", "-"))) ||
                    refused.detail
                  : before === after
                    ? t("written down already: {{state}}", { state: word(after) })
                    : t("{{before}} becomes {{after}}", { before: word(before), after: word(after) })}
                {!refused && entry.reason && <Quiet>{entry.reason}</Quiet>}
              </>
            ),
          },
        ]}
      />
      {rows.length > SHOWN && (
        <Quiet>
          {t("The first {{shown}} of {{all}} lines are shown.", { shown: SHOWN, all: rows.length })}
        </Quiet>
      )}
      <Group>
        <EffectButton
          label={t("Enter {{count}} results", { count: right.length })}
          title={t("Enter these results?")}
          confirm={t("Write them down")}
          disabled={isPlaceholderData || right.length === 0 || (wrong.length > 0 && !leaveOut)}
          act={async () => {
            await api.POST("/api/v1/payout-batches/{batch_id}/results/", {
              params: { path },
              body: { entries: right.map(({ entry }) => entry) },
            });
            onDone(right.length);
            await refresh();
          }}
        >
          {outcome}
          {wrong.length > 0 && (
            <Text>{t("{{count}} lines that are wrong are left out.", { count: wrong.length })}</Text>
          )}
        </EffectButton>
      </Group>
    </>
  );
}
