/** A table that scrolls in itself and can be reached by the keyboard; a column of amounts names its currency in its head. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column<R> {
  name: ReactNode;
  /** Unique among the columns. */
  key: string;
  isNumber?: boolean;
  /** Whether it holds sentences, which want room even where the table has to scroll for it. */
  wide?: boolean;
  cell: (row: R) => ReactNode;
}

export function Rows<R extends { id: string }>({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: Column<R>[];
  rows: R[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="scroll" tabIndex={0} aria-label={label}>
      <Table verticalSpacing="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} scope="col" className={column.isNumber ? "num" : undefined}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              {columns.map((column) => (
                <Table.Td
                  key={column.key}
                  className={column.isNumber ? "num" : column.wide ? "sentences" : undefined}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
