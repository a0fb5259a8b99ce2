/** Which files hold nothing but policies between pods and the namespaces around them, and what shows what they would change. */
import type { TextFile } from '../target'

const kinds = /^kind:[ \t]*["']?(\w+)/gm
/** Those of the plugins too: they stand in the same folders. */
const ours = /^(?:Namespace|(?:Global)?NetworkPolicy|Cilium\w*NetworkPolicy)$/

export function compareBy({ path, text }: TextFile): string | undefined {
  const found = [...text.matchAll(kinds)].map(([, kind = '']) => kind)
  return found.length > 0 && found.every((kind) => ours.test(kind)) ? `kubectl diff -f ${path}` : undefined
}
