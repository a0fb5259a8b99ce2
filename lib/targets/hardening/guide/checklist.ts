import { checklist } from '../checklist'
import { type Guided, writePage } from './page'

/** To print; the page of the design and `portcullis lint` have the answers of the proof and the ticks. */
export function writeChecklist({ site }: Guided): string {
  const groups = [...new Set(checklist.map(({ group }) => group))]
  return writePage([
    `# Before ${site.name} goes into production`,
    '',
    'Steps with a ◆ are answered by the proof of the firewall files: see the findings of the design. The others are ticked by a person and kept in the design, as `checklist: { etcd-backup-tested: true }`.',
    '',
    ...groups.flatMap((group) => [
      `## ${group}`,
      '',
      ...checklist
        .filter((item) => item.group === group)
        .map(({ id, title, answeredBy }) => `- ${answeredBy === undefined ? '[ ]' : '◆'} ${title} (\`${id}\`)`),
      '',
    ]),
    'Done by:                               Date:',
  ])
}
