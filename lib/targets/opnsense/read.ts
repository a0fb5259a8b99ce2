/** Reads back the two files that OPNsense imports: the list of aliases and the table of rules. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { FileSet, Reader, TextFile } from '../target'
import type { OpnModel } from './model'
import { isAliasList, readAliasList } from './read/alias-list'
import { isRuleTable, readRuleRows } from './read/rule-rows'
import { type Reading, refuse } from './read/words'

const tableReader: Reader<OpnModel> = {
  id: 'tables',
  recognises: ({ text }) => isAliasList(text) || isRuleTable(text),
  read: readFiles,
}

export const opnsenseReaders: readonly Reader<OpnModel>[] = [tableReader]

const noFile: Problem = {
  severity: 'error',
  at: 'files',
  message: 'No file is for the box.',
  suggestion: 'Give the list of aliases and the table of rules.',
}

export function readFiles(files: FileSet): Result<OpnModel> {
  if (files.length === 0) return failure([noFile])
  let model: OpnModel = { aliases: new Map(), rules: [], box: undefined }
  const problems: Reading['problems'] = []
  for (const file of files) model = readFile(file, model, { file: file.path, problems })
  return problems.some(({ severity }) => severity === 'error') ? failure(problems) : success(model, problems)
}

function readFile({ text }: TextFile, before: OpnModel, reading: Reading): OpnModel {
  if (isAliasList(text)) return { ...before, aliases: new Map([...before.aliases, ...readAliasList(text, reading)]) }
  if (isRuleTable(text)) return { ...before, rules: [...before.rules, ...readRuleRows(text, reading)] }
  refuse(reading, 1, 'OPNsense imports no such file', 'Give the list of aliases and the table of rules.')
  return before
}
