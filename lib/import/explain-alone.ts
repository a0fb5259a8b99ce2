/** Files that no design can be made of: why, and what to do instead. */
import type { Problem } from '../design/problem'
import { targets } from '../targets/all'
import { isFilter, type TextFile } from '../targets/target'
import { readYaml } from '../text/yaml'

/** Files of products whose rules name machines and groups by what the design alone knows: they are compared, not turned back. */
export function explainOneWay(file: TextFile): Problem[] {
  const filter = targets
    .filter(isFilter)
    .find(({ lift, readers }) => lift === undefined && readers.some((reader) => reader.recognises(file)))
  if (filter === undefined) return []
  const message = `this is for ${filter.meta.title}, whose files do not say which machines they are for: no design can be made of them`
  const cure = `give the files of the machines; compare this one with a design: verify DESIGN -t ${filter.id} --against ${file.path}`
  return [refusalAt(file.path, message, cure)]
}

/** Files of products that filter nothing: nobody reaches anything by them. */
export function explainPlain(file: TextFile): Problem[] {
  return targets.flatMap((target) => {
    const command = isFilter(target) ? undefined : target.compareBy?.(file)
    if (command === undefined) return []
    const message = `this is of ${target.meta.title}, which filters nothing between machines: no design can be made of it`
    const cure = `give the files of the machines; to check this one make it again from the design (render DESIGN -t ${target.id}), or see what it would change: ${command}`
    return [refusalAt(file.path, message, cure)]
  })
}

export function explainStranger({ path, text }: TextFile): Problem {
  if (text.trim() === '') return refusalAt(path, 'is empty', 'give a file that holds something')
  const declared = text.slice(0, 10_000).search(/<!DOCTYPE|<!ENTITY/)
  if (declared >= 0) {
    const at = text.slice(0, declared).split('\n').length
    return {
      ...refusalAt(
        `${path}:${at}`,
        'the file declares entities, which are not read',
        'give the backup as the box wrote it',
      ),
      line: at,
    }
  }
  const line = text.split('\n').findIndex((one) => /\$\{|\{\{|%\{|<%/.test(one)) + 1
  if (line > 0) {
    return {
      ...refusalAt(
        `${path}:${line}`,
        'this is a template, and nothing in it is known',
        'fill it in first and give the result',
      ),
      line,
    }
  }
  const yaml = /\.(?:ya?ml|json)$/.test(path) ? readYaml(text) : undefined
  if (yaml?.ok === false) {
    const { line } = yaml.at
    return { ...refusalAt(`${path}:${line}`, `this is not YAML: ${yaml.message}`, yaml.suggestion), line }
  }
  const cure =
    'give a machine configuration, firewall documents, the output of talosctl get mc -o yaml, a bundle or a design'
  return refusalAt(path, 'no reader takes this file for its own', cure)
}

export function refusalAt(at: string, message: string, suggestion: string): Problem {
  return { severity: 'error', at, message, suggestion }
}
