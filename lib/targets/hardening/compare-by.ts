/** Which files are of this folder, by the words that they begin with, and what shows the difference that they would make. */
import type { TextFile } from '../target'

const patchTitle =
  /^# Portcullis: .+: (?:hardens each|empties on each|takes from each|takes the hardening off each) (?:controlplane|worker)\b/
const toolTitle = /^# (?:Watches what processes in containers do|Compares a cluster with the CIS benchmark)/

export function compareBy({ path, text }: TextFile): string | undefined {
  if (patchTitle.test(text)) return `talosctl patch mc --patch @${path} --dry-run`
  return toolTitle.test(text) ? `kubectl diff -f ${path}` : undefined
}
