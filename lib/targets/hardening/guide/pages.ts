import type { TextFile } from '../../target'
import { writeAccess } from './access'
import { writeAirGapped } from './air-gapped'
import { writeApply } from './apply'
import { writeBackup } from './backup'
import { writeChecklist } from './checklist'
import { writeCompromise } from './compromise'
import type { Guided } from './page'
import { writeRotation } from './rotation'

/** How to send the patches first; then a page for each thing that no patch does. */
export function writePages(guided: Guided): readonly TextFile[] {
  const { options } = guided
  const page = (name: string, text: string): TextFile => ({ path: `hardening/${name}.md`, text })
  return [
    page('APPLY', writeApply(guided)),
    page('ACCESS', writeAccess(guided)),
    page('BACKUP', writeBackup(guided)),
    page('ROTATION', writeRotation(guided)),
    page('COMPROMISE', writeCompromise(guided)),
    ...(options.airGapped || Object.keys(options.mirrors).length > 0
      ? [page('AIR-GAPPED', writeAirGapped(guided))]
      : []),
    page('CHECKLIST', writeChecklist(guided)),
  ]
}
