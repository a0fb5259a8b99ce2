/** Reads back the two files that OPNsense imports, the list of aliases and the table of rules, and whole configurations. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { type Reading, refuse } from '../router/read/reading'
import type { FileSet, Reader, TextFile } from '../target'
import type { OpnModel } from './model'
import { isAliasList, readAliasList } from './read/alias-list'
import { isConfiguration, readConfiguration } from './read/configuration'
import { isRuleTable, readRuleRows } from './read/rule-rows'

const tableReader: Reader<OpnModel> = {
  id: 'tables',
  recognises: ({ text }) => isAliasList(text) || isRuleTable(text),
  read: readFiles,
}

const configReader: Reader<OpnModel> = {
  id: 'config',
  recognises: ({ text }) => isConfiguration(text),
  read: readFiles,
}

/** The files of a bundle imported into the box of a configuration. */
const bothReader: Reader<OpnModel> = {
  id: 'config-and-tables',
  recognises: (file) => configReader.recognises(file) || tableReader.recognises(file),
  read: readFiles,
}

export const opnsenseReaders: readonly Reader<OpnModel>[] = [tableReader, configReader, bothReader]

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

function readFile(file: TextFile, before: OpnModel, reading: Reading): OpnModel {
  const { text } = file
  if (isAliasList(text)) return { ...before, aliases: new Map([...before.aliases, ...readAliasList(text, reading)]) }
  if (isRuleTable(text)) return { ...before, rules: [...before.rules, ...readRuleRows(text, reading)] }
  if (!isConfiguration(text)) {
    refuse(reading, 1, 'OPNsense imports no such file', 'Give the list of aliases and the table of rules.')
    return before
  }
  const whole = readConfiguration(file, reading)
  if (whole === undefined) return before
  if (before.box !== undefined) refuse(reading, 1, 'another file is a configuration of the box as well', 'Give one.')
  // Whatever the order of the files: what is imported comes over what is there.
  return {
    aliases: new Map([...whole.aliases, ...before.aliases]),
    rules: [...whole.rules, ...before.rules],
    box: whole.box,
  }
}
