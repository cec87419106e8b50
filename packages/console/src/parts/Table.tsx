import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'

export interface Column<Row> {
  key: string
  head: ComponentChildren
  cell(row: Row): ComponentChildren
  /** Numbers stand at the right, in figures of one width. */
  isNumber?: boolean
  /** On a phone it is left out. */
  isWide?: boolean
}

/** A table. The first column names the row. On a narrow screen it scrolls within itself. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  /** What the table tells; heard, and not seen. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
}) {
  const look = ({ isNumber, isWide }: Column<Row>) => classes(isNumber && 'number', isWide && 'wide')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="heard">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.key} scope="col" class={look(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.key} scope="row" class={look(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} class={look(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
