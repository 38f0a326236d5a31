/**
 * A chart with all that belongs to it: the finding as its title, the definition one click away, its table, CSV and
 * PNG; and in place of a picture that would say too much, the sentence of what is missing.
 */
import { Anchor, Button, Group, Popover, Stack, Table, Text, Title } from "@mantine/core";
import { type ReactNode, useCallback, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/components/states";
import classes from "./Figure.module.css";
import { csv, type Sheet, save, savePicture, shownIn } from "./files";
import { type Plot, Plotted } from "./Plotted";
import { type Palette, usePalette } from "./palette";

interface Props {
  /** What the chart shows, in a sentence. */
  title: string;
  /** What is counted, in a sentence; stands below the title. */
  subtitle: string;
  /** The definition in full. */
  definition: ReactNode;
  /** File name without its ending. */
  name: string;
  /** Made when it is asked for, by looking or by taking it away. */
  table: Sheet | (() => Sheet);
  /** Why there is no picture yet and when there may be one. */
  missing?: string | undefined;
  /** What Observable Plot is to draw, in these colours at this width; or a picture of its own as `children`. */
  plot?: ((plot: Plot, palette: Palette, width: number) => Element) | undefined;
  children?: ReactNode;
  waiting?: boolean;
  /** What is chosen between, above the picture. */
  control?: ReactNode;
  note?: ReactNode;
}

export function Figure({
  title,
  subtitle,
  definition,
  name,
  table,
  missing,
  plot,
  children,
  waiting,
  control,
  note,
}: Props) {
  const { t } = useTranslation();
  const palette = usePalette();
  const id = useId();
  const picture = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  // Drawn anew only where the drawing, its colours or its width are others.
  const draw = useCallback((library: Plot, width: number) => plot!(library, palette, width), [plot, palette]);
  return (
    <Stack component="figure" gap="xs" m={0} aria-labelledby={id}>
      <div>
        <Title order={3} id={id}>
          {title}
        </Title>
        <Text size="sm" c="dimmed" component="p" m={0}>
          {subtitle}{" "}
          <Popover width={360} withArrow shadow="md" trapFocus>
            <Popover.Target>
              <Anchor
                component="button"
                type="button"
                size="sm"
                aria-label={t("Definition: {{title}}", { title })}
              >
                {t("Definition")}
              </Anchor>
            </Popover.Target>
            <Popover.Dropdown>
              <Text size="sm" component="div">
                {definition}
              </Text>
            </Popover.Dropdown>
          </Popover>
        </Text>
      </div>
      {control}
      {waiting ? (
        <Loading what={t("Drawing")} />
      ) : asTable ? (
        <SheetTable sheet={sheetOf(table)} label={title} />
      ) : (
        <>
          {missing && <Text role="status">{missing}</Text>}
          <div ref={picture}>{plot ? <Plotted label={`${title} ${subtitle}`} draw={draw} /> : children}</div>
        </>
      )}
      {note && (
        <Text size="sm" c="dimmed" component="div">
          {note}
        </Text>
      )}
      <Group gap="xs" className="no-print">
        <Button
          className={classes.tool}
          variant="default"
          size="compact-sm"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          aria-label={asTable ? t("Picture: {{title}}", { title }) : t("Table: {{title}}", { title })}
        >
          {asTable ? t("Picture") : t("Table")}
        </Button>
        <Button
          className={classes.tool}
          variant="default"
          size="compact-sm"
          onClick={() => save(`${name}.csv`, "text/csv;charset=utf-8", csv(sheetOf(table)))}
          aria-label={t("CSV: {{title}}", { title })}
        >
          CSV
        </Button>
        <Button
          className={classes.tool}
          variant="default"
          size="compact-sm"
          disabled={asTable || waiting}
          onClick={() => {
            const svg = picture.current?.querySelector("svg");
            if (svg) {
              void savePicture(`${name}.png`, svg, palette.paper);
            }
          }}
          aria-label={t("PNG: {{title}}", { title })}
        >
          PNG
        </Button>
      </Group>
    </Stack>
  );
}

const MOST_ROWS = 500;

function sheetOf(table: Sheet | (() => Sheet)): Sheet {
  return typeof table === "function" ? table() : table;
}

function SheetTable({ sheet, label }: { sheet: Sheet; label: string }) {
  const { t } = useTranslation();
  const more = sheet.rows.length - MOST_ROWS;
  return (
    // What scrolls must be reachable by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="scroll" tabIndex={0} aria-label={label}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {sheet.columns.map((column) => (
              <Table.Th key={column.name} scope="col" className={column.isNumber ? "num" : undefined}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sheet.rows.slice(0, MOST_ROWS).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names and never change places
            <Table.Tr key={at}>
              {row.map((cell, column) => (
                <Table.Td
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  key={column}
                  className={
                    sheet.columns[column]?.isNumber
                      ? "num"
                      : shownIn(cell).length < 20
                        ? classes.brief
                        : undefined
                  }
                >
                  {shownIn(cell)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {more > 0 && (
        <Text size="sm" c="dimmed" component="p">
          {t("{{count}} rows more are in the CSV.", { count: more })}
        </Text>
      )}
    </section>
  );
}
