import { formatPacket } from '@/lib/net/packet'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { verdictMarks } from '@/lib/verify/proof'
import { exportMessages, proofMessages as say } from './messages'

/** A proof for a chat or a change request: the verdict, then every packet that differs. */
export function proofAsText({ title, proof }: TargetAnalysis): string {
  const { verdict, witnesses, gaps } = proof
  const lines = [
    `${title}: ${verdictMarks[verdict]} ${exportMessages.verdict(verdict)}. ${say.verdict(verdict)}`,
    ...(verdict === 'none' ? [] : [say.enforced(proof)]),
    ...witnesses.map((witness) => {
      const mark = witness.kind === 'extra' ? verdictMarks.wider : verdictMarks.narrower
      const where = witness.statements.map(({ file, line }) => exportMessages.lineOf(file, line)).join(', ')
      return `${mark} ${witness.sentence}: ${formatPacket(witness.packet)}${where === '' ? '' : ` (${where})`}`
    }),
    ...[...new Set(gaps.map(({ reason }) => reason))].map((reason) => `– ${reason}`),
  ]
  return `${lines.join('\n')}\n`
}
