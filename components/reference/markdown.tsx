import { Fragment, type ReactNode } from 'react'
import type { Block, Inline } from '@/lib/text/read-markdown'
import styles from './document.module.css'

/** Where a link of the document leads on the site; undefined where it only leads through the source tree. */
export type FindPlace = (href: string) => string | undefined

/** A document as it was written, with nothing in it that could be markup of its own. */
export function Markdown({ blocks, placeOf }: { blocks: readonly Block[]; placeOf: FindPlace }): ReactNode {
  return numbered(blocks).map(({ item, number }) => <Fragment key={number}>{show(item, placeOf)}</Fragment>)
}

function show(block: Block, placeOf: FindPlace): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level}>{line(block.parts, placeOf)}</Heading>
    case 'paragraph':
      return <p>{line(block.parts, placeOf)}</p>
    case 'code':
      return <pre>{block.text}</pre>
    case 'list':
      return (
        <ul>
          {numbered(block.items).map(({ item, number }) => (
            <li key={number}>{line(item, placeOf)}</li>
          ))}
        </ul>
      )
    case 'table':
      return <Table rows={block.rows} placeOf={placeOf} />
  }
}

function Heading({ level, children }: { level: number; children: ReactNode }) {
  if (level === 1) return <h1>{children}</h1>
  return level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>
}

function Table({ rows, placeOf }: { rows: readonly (readonly (readonly Inline[])[])[]; placeOf: FindPlace }) {
  const [heads = [], ...body] = rows
  return (
    <div className={styles.scroll}>
      <table>
        <thead>
          <tr>
            {numbered(heads).map(({ item, number }) => (
              <th key={number} scope="col">
                {line(item, placeOf)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(body).map(({ item: row, number }) => (
            <tr key={number}>
              {numbered(row).map((cell) => (
                <td key={cell.number}>{line(cell.item, placeOf)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function line(parts: readonly Inline[], placeOf: FindPlace): ReactNode {
  return numbered(parts).map(({ item, number }) => <Fragment key={number}>{part(item, placeOf)}</Fragment>)
}

function part(item: Inline, placeOf: FindPlace): ReactNode {
  switch (item.kind) {
    case 'text':
      return item.text
    case 'code':
      return <code>{item.text}</code>
    case 'bold':
      return <b>{item.text}</b>
    case 'link':
      return <Link href={placeOf(item.href)}>{line(item.parts, placeOf)}</Link>
  }
}

function Link({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return children
  if (!href.startsWith('https:')) return <a href={href}>{children}</a>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

/** The parts of a fixed list with their places, which are their keys. */
function numbered<T>(items: readonly T[]): readonly { readonly item: T; readonly number: number }[] {
  return items.map((item, number) => ({ item, number }))
}
