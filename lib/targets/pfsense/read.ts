/**
 * Reads back whole configurations and the two sections of a partial restore. Whose root is neither, or what pfSense's own
 * parser refuses, is a problem with its line.
 * @see https://github.com/pfsense/pfsense/blob/master/src/usr/local/www/diag_backup.php
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Member } from '@/lib/site/site'
import type { XmlElement } from '@/lib/text/xml/node'
import { rootName } from '@/lib/text/xml/root-name'
import { type Reading, readXmlOf, refuse } from '../router/read/reading'
import type { FileSet, Reader, TextFile } from '../target'
import type { PfModel } from './model'
import { readBox } from './read/box'
import { warnOfForwards } from './read/forwards'
import { readAliasSection, readFilterSection } from './read/sections'
import { childrenOf, nameOf } from './read/words'

const configReader: Reader<PfModel> = {
  id: 'config',
  recognises: (file) => rootName(file.text) === 'pfsense',
  read: (files, site) => readFiles(files, site.members),
}

const sectionsReader: Reader<PfModel> = {
  id: 'sections',
  recognises: (file) => ['filter', 'aliases'].includes(rootName(file.text) ?? ''),
  read: (files, site) => readFiles(files, site.members),
}

/** A folder of a bundle: where the merged backup stands, the bare sections beside it are not applied. */
const folderReader: Reader<PfModel> = {
  id: 'folder',
  recognises: (file) => configReader.recognises(file) || sectionsReader.recognises(file),
  read: (files, site) => readFiles(files.filter(configReader.recognises), site.members),
}

export const pfsenseReaders: readonly Reader<PfModel>[] = [configReader, sectionsReader, folderReader]

const noFile: Problem = {
  severity: 'error',
  at: 'files',
  message: 'No file is for the box.',
  suggestion: 'Give its backup, or the sections aliases and filter.',
}

/** `members`: the machines that port forwards should not lead to past the rules. */
export function readFiles(files: FileSet, members: readonly Member[]): Result<PfModel> {
  let model: PfModel = { aliases: undefined, filter: undefined, box: undefined }
  if (files.length === 0) return failure([noFile])
  const problems: Reading['problems'] = []
  for (const file of files) model = readFile(file, model, members, { file: file.path, problems })
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success(model, problems)
}

function readFile(file: TextFile, before: PfModel, members: readonly Member[], reading: Reading): PfModel {
  const xml = readXmlOf(file)
  if (!xml.ok) {
    refuse(reading, xml.line, `this is not XML that pfSense reads: ${xml.message}`, xml.suggestion)
    return before
  }
  const { root } = xml
  const name = nameOf(root)
  const taken = (section: keyof PfModel): boolean => {
    if (before[section] === undefined) return false
    refuse(reading, root.line, `another file holds the same section`, 'give each section once')
    return true
  }
  if (name === 'aliases') {
    return taken('aliases') ? before : { ...before, aliases: readAliasSection(root, reading) }
  }
  if (name === 'filter') return taken('filter') ? before : { ...before, filter: readFilterSection(root, reading) }
  if (name !== 'pfsense') {
    refuse(reading, root.line, `<${root.name}> is no part of a pfSense configuration`, 'give a backup of pfSense')
    return before
  }
  if (before.filter !== undefined || before.aliases !== undefined) {
    refuse(reading, root.line, 'another file is a configuration of the box as well', 'give one')
    return before
  }
  const aliases = onlyChild(root, 'aliases', reading)
  const filter = onlyChild(root, 'filter', reading)
  const isWhole = childrenOf(root, 'interfaces').length > 0
  if (isWhole) warnOfForwards(root, members, reading)
  return {
    aliases: aliases === undefined ? (isWhole ? { aliases: [] } : before.aliases) : readAliasSection(aliases, reading),
    filter: filter === undefined ? emptyFilter(isWhole, before) : readFilterSection(filter, reading),
    box: isWhole ? readBox(root, reading) : before.box,
  }
}

function emptyFilter(isWhole: boolean, before: PfModel): PfModel['filter'] {
  return isWhole ? { rules: [], bypassStaticRoutes: undefined } : before.filter
}

function onlyChild(root: XmlElement, name: string, reading: Reading): XmlElement | undefined {
  const [first, second] = childrenOf(root, name)
  if (second !== undefined) {
    refuse(reading, second.line, `<${name}> stands here a second time: pfSense refuses the file`, 'leave one of them')
  }
  return first
}
