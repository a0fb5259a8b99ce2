import { formatPacket } from '@/lib/net/packet'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { type Proof, verdictMarks } from '@/lib/verify/proof'
import { exportMessages, proofMessages as say } from './messages'

/** Those that are to be applied. */
export function countFiles({ files }: Pick<TargetAnalysis, 'files'>): number {
  return files.filter(({ use }) => use === 'apply').length
}

/** Of files that nobody could read, or that filter nothing, there is nothing to say. */
export function tellsEnforced({ verdict }: Pick<Proof, 'verdict'>): boolean {
  return verdict !== 'none' && verdict !== 'unread'
}

/** A proof for a chat or a change request: the verdict, then every packet that differs. */
export function proofAsText(target: TargetAnalysis): string {
  const { title, proof } = target
  const { verdict, witnesses, gaps } = proof
  const lines = [
    `${title}: ${verdictMarks[verdict]} ${exportMessages.verdict(verdict)}. ${say.verdict(verdict, countFiles(target))}`,
    ...(tellsEnforced(proof) ? [say.enforced(proof)] : []),
    ...witnesses.map((witness) => {
      const mark = witness.kind === 'extra' ? verdictMarks.wider : verdictMarks.narrower
      const where = witness.statements.map(({ file, line }) => exportMessages.lineOf(file, line)).join(', ')
      return `${mark} ${witness.sentence}: ${formatPacket(witness.packet)}${where === '' ? '' : ` (${where})`}`
    }),
    ...[...new Set(gaps.map(({ reason }) => reason))].map((reason) => `– ${reason}`),
  ]
  return `${lines.join('\n')}\n`
}
