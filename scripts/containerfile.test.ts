/** The container file, carried out as far as it goes without a container: its last stage, in a folder of its own. */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addressOf } from './served.mjs'

const text = readFileSync('Containerfile', 'utf8')
const lines = (word: string): string[] =>
  [...text.matchAll(new RegExp(`^${word} (.*)$`, 'gm'))].map(([, rest]) => rest ?? '')

const folder = mkdtempSync(join(tmpdir(), 'portcullis-container-'))
afterAll(() => rmSync(folder, { recursive: true }))

function copyStage(): void {
  for (const words of lines('COPY --from=build').map((line) => line.split(' '))) {
    const to = words.pop() ?? ''
    for (const from of words.map((path) => path.replace('/src/', ''))) {
      const target = join(folder, to.endsWith('/') ? join(to, basename(from)) : to)
      mkdirSync(dirname(target), { recursive: true })
      if (from === 'out') {
        mkdirSync(target)
        for (const name of ['index.html', '404.html']) writeFileSync(join(target, name), `<!doctype html>${name}`)
      } else cpSync(from, target)
    }
  }
}

test('what it copies is all that its command needs, and the site answers', async () => {
  copyStage()
  const [command = '', ...args] = JSON.parse(lines('CMD').at(-1) ?? '[]') as string[]
  expect(command).toBe('node')
  const env = Object.fromEntries((lines('ENV').at(-1) ?? '').split(' ').map((pair) => pair.split('=')))
  expect([env.HOST, env.PORT]).toEqual(['0.0.0.0', lines('EXPOSE').at(-1)])
  const server = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', BASE_PATH: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => server.on('close', resolve))
  try {
    const answer = await fetch(await addressOf(server))
    expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html>index.html'])
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  } finally {
    server.kill('SIGTERM')
  }
  // The first process of a container is not ended by a signal that it does not handle.
  expect(await ended).toBe(0)
})

test('both stages are of a Node.js that the build takes, and the server is nobody of weight', () => {
  const wanted = JSON.parse(readFileSync('package.json', 'utf8')).engines.node as string
  for (const from of lines('FROM')) {
    const version = /node:(\d+)-alpine/.exec(from)?.[1]
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(wanted)?.[0]))
  }
  expect(lines('USER').at(-1)).toBe('node')
  expect(lines('RUN')).toEqual(['npm run build'])
})

test('Alpine has another C library: the packages with native parts that the build needs are locked for it', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, unknown> }
  for (const name of ['@next/swc-linux-x64-musl', '@next/swc-linux-arm64-musl', '@rolldown/binding-linux-x64-musl']) {
    expect([name, packages[`node_modules/${name}`]]).not.toEqual([name, undefined])
  }
})
