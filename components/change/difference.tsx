import { copyText } from '@/components/state/clipboard'
import type { Comparison, PacketWords } from '@/components/state/comparison-task'
import { CopyButton } from '@/components/ui/copy-button'
import { Mark } from '@/components/ui/mark'
import styles from './change.module.css'
import { changeMessages as say } from './messages'
import { Table } from './table'

type Compared = Extract<Comparison, { readonly kind: 'compared' }>

/** Packets first, then the rules, files and fields that brought them. */
export function Difference({ comparison }: { readonly comparison: Compared }) {
  const { summary, gained, lost, rules, files, fields, markdown } = comparison
  return (
    <>
      <div className={styles.summary}>
        <p>{summary}</p>
        <CopyButton small copy={() => copyText(markdown)}>
          {say.copy}
        </CopyButton>
      </div>
      <Packets title={say.gained} none={say.noneGained} shape="wider" packets={gained} />
      <Packets title={say.lost} none={say.noneLost} shape="narrower" packets={lost} />
      {rules.length > 0 && (
        <Table title={say.rules} columns={['Rule', 'What', 'Differs in']}>
          {rules.map(({ kind, id, title, parts }) => [
            <span key="rule">
              {title} <code>{id}</code>
            </span>,
            kind,
            parts.join(', '),
          ])}
        </Table>
      )}
      {files.length > 0 && (
        <Table title={say.files} columns={['File', 'What', 'Lines']}>
          {files.map(({ kind, path, linesAdded, linesRemoved }) => [
            <code key="path">{path}</code>,
            kind,
            `+${linesAdded} −${linesRemoved}`,
          ])}
        </Table>
      )}
      {fields.length > 0 && (
        <Table title={say.fields} columns={['Field', 'Before', 'After']}>
          {fields.map(({ path, before, after }) => [
            <code key="path">{path}</code>,
            <code key="before">{before ?? say.nothing}</code>,
            <code key="after">{after ?? say.nothing}</code>,
          ])}
        </Table>
      )}
    </>
  )
}

interface PacketsProps {
  readonly title: string
  readonly none: string
  readonly shape: 'wider' | 'narrower'
  readonly packets: readonly PacketWords[]
}

function Packets({ title, none, shape, packets }: PacketsProps) {
  return (
    <Table title={title} mark={<Mark shape={shape} />} none={none} columns={['From', 'To', 'Service', 'Decided']}>
      {packets.map(({ from, to, service, decided, internet }) => [
        <span key="from">
          {from}
          {internet && <b className={styles.internet}>{say.internet}</b>}
        </span>,
        to,
        <code key="service">{service}</code>,
        decided,
      ])}
    </Table>
  )
}
