/** A program that answers a question a line with a line, in order. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface LineProgram {
  ask(question: object): Promise<unknown>
  close(): void
}

export function startLines(command: string, args: readonly string[]): LineProgram {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: { resolve: (answer: unknown) => void; reject: (reason: Error) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)))
  child.on('close', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${command} ended with ${code}`))
  })
  let id = 0
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.stdin.write(`${JSON.stringify({ id: id++, ...question })}\n`)
      }),
    close: () => child.stdin.end(),
  }
}
