/** Problems of a file while it is read, each with its line. */
import { type Problem, problemAt } from '@/lib/design/problem'
import { rememberOf } from '@/lib/text/remember'
import { readXml, type XmlReading } from '@/lib/text/xml'
import type { TextFile } from '../../target'

export interface Reading {
  readonly file: string
  readonly problems: Problem[]
}

export function refuse(reading: Reading, line: number, message: string, suggestion?: string): void {
  reading.problems.push(problemAt('error', reading.file, line, message, suggestion))
}

export function warn(reading: Reading, line: number, message: string, suggestion?: string): void {
  reading.problems.push(problemAt('warning', reading.file, line, message, suggestion))
}

/** The tree of a file, which import and every question about it share. */
export const readXmlOf: (file: TextFile) => XmlReading = rememberOf(({ text }) => readXml(text))
