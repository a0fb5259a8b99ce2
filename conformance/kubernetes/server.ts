/**
 * An API server of Kubernetes with etcd behind it, as processes of one's own on this machine, and kubectl to talk to it: no
 * nodes, no controllers, and nothing that outlives the run. The namespaces of a cluster are there, with nothing in them.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../sufficiency/debian'
import { buildKubernetes } from './build'

export interface Said {
  readonly code: number
  /** What was printed, and what was complained of. */
  readonly text: string
}

export interface ApiServer {
  /** Runs lines of shell in a folder with these files. */
  run(script: string, files: Readonly<Record<string, string>>): Promise<Said>
  /** Of one address of the API, as JSON. */
  get(path: string): Promise<string>
  /** Everything that `run` may have made is gone, but for namespaces, which lose their labels. */
  clear(): Promise<void>
  close(): void
}

export type StartedServer =
  | { readonly ok: true; readonly server: ApiServer }
  | { readonly ok: false; readonly reason: string }

const policies = '/apis/networking.k8s.io/v1/networkpolicies'

export async function startServer(namespaces: readonly string[]): Promise<StartedServer> {
  const etcd = findProgram('etcd')
  if (!etcd.ok) return etcd
  const [apiServer, kubectl] = [await buildKubernetes('kube-apiserver'), await buildKubernetes('kubectl')]
  if (!apiServer.ok) return apiServer
  if (!kubectl.ok) return kubectl
  const home = mkdtempSync(join(tmpdir(), 'portcullis-kubernetes-'))
  const [client = 0, peer = 0, secure = 0] = await freePorts(3)
  const token = randomUUID()
  writeFileSync(join(home, 'tokens.csv'), `${token},judge,judge,"system:masters"\n`)
  writeFileSync(join(home, 'key.pem'), newKey())
  writeFileSync(join(home, 'config'), configFor(secure, token))
  mkdirSync(join(home, 'bin'))
  symlinkSync(kubectl.binary, join(home, 'bin/kubectl'))
  const started = [
    startBound(etcd.path, etcdWords(join(home, 'etcd'), client, peer)),
    startBound(apiServer.binary, serverWords(home, client, secure)),
  ]
  const close = (): void => {
    for (const one of started) one.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  const ask = (method: string, path: string, body?: object, type = 'application/json'): Promise<Reply> =>
    askServer({ port: secure, token, method, path, type, body })
  if (!(await isReady(ask))) {
    close()
    return { ok: false, reason: 'the API server does not come up' }
  }
  for (const name of namespaces) await ask('POST', '/api/v1/namespaces', { metadata: { name } })
  const environment = { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, HOME: home, KUBECONFIG: join(home, 'config') }
  return {
    ok: true,
    server: {
      run: (script, files) => runIn(mkdtempSync(join(home, 'run-')), script, files, environment),
      get: async (path) => (await ask('GET', path)).text,
      clear: async () => {
        for (const name of namespaces) {
          await ask('DELETE', policies.replace('networkpolicies', `namespaces/${name}/networkpolicies`))
          const labels = Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, null]))
          const change = { metadata: { labels, managedFields: [{}] } }
          await ask('PATCH', `/api/v1/namespaces/${name}`, change, 'application/merge-patch+json')
        }
      },
      close,
    },
  }
}

/** Ends with this process, however that ends. */
function startBound(program: string, words: readonly string[]): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', program, ...words], { stdio: 'ignore' })
}

const modes = ['enforce', 'audit', 'warn'] as const

function etcdWords(folder: string, client: number, peer: number): string[] {
  const [at, beside] = [client, peer].map((port) => `http://127.0.0.1:${port}`)
  const words = {
    'data-dir': folder,
    'listen-client-urls': at,
    'advertise-client-urls': at,
    'listen-peer-urls': beside,
  }
  return [...Object.entries(words).map(([key, value]) => `--${key}=${value}`), '--unsafe-no-fsync']
}

function serverWords(home: string, etcd: number, secure: number): string[] {
  const key = join(home, 'key.pem')
  const words = {
    'etcd-servers': `http://127.0.0.1:${etcd}`,
    'cert-dir': join(home, 'certificates'),
    'bind-address': '127.0.0.1',
    'secure-port': secure,
    'token-auth-file': join(home, 'tokens.csv'),
    'authorization-mode': 'AlwaysAllow',
    'service-account-issuer': 'https://judge.example.net',
    'service-account-signing-key-file': key,
    'service-account-key-file': key,
    'service-cluster-ip-range': '10.96.0.0/12',
    // Pods are only asked about, and nobody makes the account that each would have.
    'disable-admission-plugins': 'ServiceAccount',
  }
  return Object.entries(words).map(([name, value]) => `--${name}=${value}`)
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return String(privateKey.export({ type: 'pkcs1', format: 'pem' }))
}

function configFor(port: number, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'judge', cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'judge', user: { token } }],
    contexts: [{ name: 'judge', context: { cluster: 'judge', user: 'judge' } }],
    'current-context': 'judge',
  })
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      return server
    }),
  )
  return servers.map((server) => {
    const address = server.address()
    server.close()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
}

interface Reply {
  readonly status: number
  readonly text: string
}

interface AskedServer {
  readonly port: number
  readonly token: string
  readonly method: string
  readonly path: string
  readonly type: string
  readonly body: object | undefined
}

function askServer({ port, token, method, path, type, body }: AskedServer): Promise<Reply> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, rejectUnauthorized: false }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (piece: string) => {
        text += piece
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** It has its own namespaces a moment after it says that it is ready. */
async function isReady(ask: (method: string, path: string) => Promise<Reply>): Promise<boolean> {
  for (let tries = 0; tries < 240; tries++) {
    const reply = await ask('GET', '/api/v1/namespaces/kube-system').catch(() => undefined)
    if (reply?.status === 200) return true
    await new Promise((done) => setTimeout(done, 250))
  }
  return false
}

function runIn(
  folder: string,
  script: string,
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<Said> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', `set -e\n${script}`],
      { cwd: folder, env: { NODE_ENV: 'test', ...environment } },
      (error, stdout, stderr) => {
        rmSync(folder, { recursive: true, force: true })
        resolve({ code: error === null ? 0 : 1, text: `${stdout}${stderr}` })
      },
    )
  })
}
