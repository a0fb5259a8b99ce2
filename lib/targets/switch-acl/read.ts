/**
 * Reads back the lists that are pasted, and whole running configurations. What a list says and is not understood is a
 * problem with its line; what a configuration holds beside lists is left alone.
 * @see https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { FileSet, Reader, TextFile } from '../target'
import { nothing, type SwitchModel } from './model'
import { type Beside, readCommands } from './read/commands'

const listLine =
  /^\s*(?:no )?(?:(?:ip|ipv6) (?:access-list|access-group|traffic-filter)\s|(?:\d+ |sequence \d+ )?(?:permit|deny) (?:ip|ipv6|tcp|udp|icmp|icmpv6) )/m
const configurationLine =
  /^(?:Building configuration|Current configuration|version \d|hostname |! (?:Command: show running-config|device:|boot system))/m

function isConfiguration({ text }: TextFile): boolean {
  return configurationLine.test(text) && /^interface /m.test(text)
}

const listsReader: Reader<SwitchModel> = {
  id: 'lists',
  recognises: (file) => !isConfiguration(file) && listLine.test(file.text),
  read: (files) => readFiles(files, 'refuse'),
}

const configurationReader: Reader<SwitchModel> = {
  id: 'running-config',
  recognises: isConfiguration,
  read: (files) => readFiles(files, 'skip'),
}

export const switchReaders: readonly Reader<SwitchModel>[] = [listsReader, configurationReader]

export function readFiles(files: FileSet, beside: Beside): Result<SwitchModel> {
  const read = files.map((file) => readCommands(file, beside))
  const problems: Problem[] = read.flatMap((one) => one.problems)
  if (problems.length > 0) return failure(problems)
  return success({ ...nothing, commands: read.flatMap((one) => one.commands) })
}
